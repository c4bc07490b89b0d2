"""Pure work on verdicts: what is new, and what is public on a day. No database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from headway.checks.choices import State
from headway.kernel.sentences import Figure, Sentence, Value
from headway.kernel.translations import Named

FAVOURABLE = frozenset({State.MET, State.NOT_APPLICABLE})
Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Said:
    """What a check said: which of its sentences, and the facts in it."""

    check: str
    state: State
    case: str
    facts: Facts


class Standing(NamedTuple):
    """What is written down of one check, as it is stored."""

    state: str
    case: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class KeptRow:
    """What a check said from one moment to another; days are those of the installation's zone."""

    thing: UUID
    mission: UUID
    said: Said
    raised_at: datetime  # since when it says this, whatever became of the numbers
    reply_by: date
    known_from: datetime
    known_to: datetime | None
    from_day: date
    to_day: date | None

    @property
    def favourable(self) -> bool:
        """Whether there is nothing to reply to."""
        return self.said.state in FAVOURABLE


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A row that everybody may read, and since which day."""

    row: KeptRow
    since: date


def published(rows: Sequence[KeptRow], on: date) -> tuple[PublicRow, ...]:
    """Return what of one check of one mission is public on a day, oldest first.

    A row is public after the owner's last day to reply, if it still held then. What clears an earlier public
    row is public at once: that is in the owner's favour, and tells nothing that is not public.

    Parameters
    ----------
    rows : of one check of one mission, oldest first
    on : the day of reading
    """
    found: list[PublicRow] = []
    for row in rows:
        at_once = row.favourable and found
        since = row.from_day if at_once else max(row.from_day, day_after(row.reply_by))
        in_force = row.to_day is None or row.to_day > since or bool(at_once)
        if in_force and since <= on:
            found.append(PublicRow(row, since))
    return tuple(found)


def day_after(day: date) -> date:
    """Return the next day."""
    return date.fromordinal(day.toordinal() + 1)


def standing_of(said: Said) -> Standing:
    """Return what is compared: whether a check says what is written down, numbers and all."""
    return Standing(said.state.value, said.case, to_json(said.facts))


def goes_on(kept: KeptRow, said: Said) -> bool:
    """Whether it is the same thing as before with other numbers: the owner's time to reply goes on."""
    return (kept.said.state, kept.said.case) == (said.state, said.case)


# --- facts as JSON ---


def to_json(facts: Facts) -> dict[str, Any]:
    """Return facts as they are stored."""
    return {name: encoded(value) for name, value in sorted(facts.items())}


def from_json(stored: Mapping[str, Any]) -> dict[str, Value]:
    """Read facts as they were stored."""
    return {name: decoded(value) for name, value in stored.items()}


def encoded(value: Value) -> Any:
    """Return one fact as plain data: numbers and words as they are, the rest by its kind."""
    if isinstance(value, Named):
        return {"text": str(value), "thing": str(value.key), "field": value.field, "language": value.language}
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, float | Decimal):
        return float(value)
    if isinstance(value, date):
        return {"date": value.isoformat()[:10]}
    if isinstance(value, Figure):
        return {"value": value.value, "unit": value.unit, "places": value.places}
    return {
        "msgid": value.msgid,
        "values": to_json(value.values),
        "plural": value.plural,
        "count": value.count,
    }


def decoded(value: Any) -> Value:
    """Read one fact."""
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]
    if "date" in value:
        return date.fromisoformat(value["date"])
    if "thing" in value:
        return Named(value["text"], UUID(value["thing"]), value["field"], value["language"])
    if "msgid" in value:
        values = from_json(value["values"])
        return Sentence(value["msgid"], values, value["plural"], value["count"])
    return Figure(value["value"], value["unit"], value["places"])
