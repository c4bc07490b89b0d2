"""The letterbox: what comes without a name, until it is emptied.

A letter is written with its day and its content. Its number is random, so that rows do not lie as they came;
and whoever brings one mixes it with some that lie there, so that no database tells which came last.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from headway.formats.pictures import Plain
from headway.frontline.models import Letter
from headway.kernel.actions import step
from headway.kernel.mixed import put_among


def post(code_hash: str, day: date, content: Mapping[str, Any], picture: Plain | None = None) -> None:
    """Put a letter into the letterbox, once however often it is sent; no action, no event, no time.

    Parameters
    ----------
    code_hash : SHA-256 of the return code, in hexadecimal
    day : the day, in the zone of the installation
    content : what was written
    picture : without its metadata
    """
    new = Letter(code=code_hash, day=day, content=dict(content), picture=picture.data if picture else None)
    with transaction.atomic():
        if not Letter.objects.filter(code=code_hash).exists():
            put_among(Letter.objects, [new])


@step
def take_out(numbers: Iterable[int]) -> int:
    """Take letters out that have become barriers."""
    return int(Letter.objects.filter(pk__in=list(numbers)).delete()[0])
