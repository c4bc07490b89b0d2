"""What happened to one question, for its page: every turn, and what only those it concerns may read."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from headway.answers.models import Objection
from headway.answers.queries.rows import AnswerRow
from headway.kernel.actors import Reader
from headway.people.queries import offices_of


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A question with the words of who objects, by number of the turn; empty for everybody else."""

    row: AnswerRow
    objections: Mapping[int, str]


def story(reader: Reader, row: AnswerRow, *, by_code: bool = False) -> StoryRow:
    """Return what happened; objections are for who asked and for who owes."""
    concerned = row.mine or by_code or row.office in offices_of(reader.actor, reader.at)
    return StoryRow(row, objections(row.key) if concerned else {})


def objections(key: UUID) -> dict[int, str]:
    """Return the objections of a question by number of the turn."""
    rows = Objection.objects.filter(turn__answer__thing__key=key)
    return dict(rows.values_list("turn__number", "text"))
