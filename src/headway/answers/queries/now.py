"""How questions stand now, a row each: for sums of many."""

from typing import Any

from django.db.models import QuerySet

from headway.answers.choices import AnswerKind
from headway.answers.models import AnswerNow
from headway.kernel.actors import Reader


def stand_now(reader: Reader, *, kind: AnswerKind) -> "QuerySet[Any, Any] | None":
    """Return how all questions of a kind stand, before visibility: mission, office, turn, dates, costs.

    None where something has happened to one of them since the reader's moment: how they stood then is read
    from their turns.
    """
    rows = AnswerNow.objects.filter(kind=kind)
    return None if rows.filter(at__gt=reader.at).exists() else rows
