"""Lists in parts: an opaque cursor that holds where the last part ended, so that new rows shift nothing."""

import base64
import json
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.utils.translation import gettext_noop as _

from headway.api.schemas import Asked, Page, Told
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence

R = TypeVar("R")
T = TypeVar("T", bound=Told)
Place = tuple[str, ...]


def part(
    rows: Iterable[R],
    asked: Asked,
    *,
    order: Callable[[R], Place],
    tell: Callable[[R], T],
    newest_first: bool = False,
) -> Page[T]:
    """Return one part of a list, ordered by date or name and then by key.

    Parameters
    ----------
    rows : all of them, in any order
    order : what a row stands by; different for every row
    tell : makes the answer of a row
    newest_first : from the last to the first

    Raises
    ------
    Invalid
        When the cursor is not one of ours.
    """
    ordered = sorted(rows, key=order, reverse=newest_first)
    if asked.cursor:
        after = read(asked.cursor)
        ordered = [row for row in ordered if (order(row) < after if newest_first else order(row) > after)]
    shown = ordered[: asked.limit]
    more = len(ordered) > len(shown)
    return Page(items=[tell(row) for row in shown], next=write(order(shown[-1])) if more else None)


def write(place: Place) -> str:
    """Return a place in a list as a word for addresses."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def read(cursor: str) -> Place:
    """Return the place that a cursor stands for."""
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        said = Sentence(_("This cursor is not one of ours. Start again without it."))
        raise Invalid(said, {"cursor": said})
    return tuple(found)
