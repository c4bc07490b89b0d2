"""The charter page: the words that hold, how they came to hold, and two versions side by side."""

from dataclasses import dataclass

from headway.briefs.differences import Difference, difference
from headway.briefs.missions import MissionBrief, mission_brief
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.sentences import spoken
from headway.missions.choices import ADOPTED
from headway.missions.queries import (
    CharterRow,
    ConsultationRow,
    ExceptionRow,
    LitmusRow,
    StageRow,
    charters,
    consultations,
    exceptions,
    litmus,
    stages,
)

WORDS = (
    "title",
    "short_title",
    "challenge",
    "scope",
    "deadline",
    "lead",
    "powers",
    "review_on",
    "ends_when",
    "source",
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One part of the charter in two versions."""

    field: str
    difference: Difference


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions and the parts in which they differ."""

    before: CharterRow
    after: CharterRow
    parts: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class CharterBrief:
    """The charter page; versions newest first."""

    mission: MissionBrief
    versions: tuple[CharterRow, ...]
    stages: tuple[StageRow, ...]
    exceptions: tuple[ExceptionRow, ...]
    litmus: tuple[LitmusRow, ...]
    consultations: tuple[ConsultationRow, ...]
    comparison: Comparison | None

    @property
    def since_adoption(self) -> int:
        """How many versions were written since the mission was adopted."""
        first = next((each for each in self.stages if each.state in ADOPTED), None)
        if first is None:
            return 0
        return sum(1 for each in self.versions if each.known_from > first.known_from)


def charter_brief(
    reader: Reader, *, slug: str, before: int | None = None, after: int | None = None
) -> CharterBrief:
    """Answer the charter page, with two versions compared: those asked for, else the last two.

    Raises
    ------
    Missing
        When there is no such mission, not for this reader, or no version of that number.
    """
    found = mission_brief(reader, slug=slug)
    key = found.row.key
    versions = charters(reader, mission=key)
    return CharterBrief(
        found,
        versions,
        stages(reader, mission=key),
        exceptions(reader, mission=key),
        litmus(reader, missions={key}).get(key, ()),
        consultations(reader, missions={key}).get(key, ()),
        comparison_of(versions, before, after),
    )


def comparison_of(
    versions: tuple[CharterRow, ...], before: int | None, after: int | None
) -> Comparison | None:
    """Compare two versions; None where there is only one."""
    if len(versions) < 2 and before is None and after is None:
        return None
    new = version_of(versions, after or versions[0].version)
    old = version_of(versions, before or max(new.version - 1, 1))
    parts = (Compared(name, difference(text(old, name), text(new, name))) for name in WORDS)
    return Comparison(old, new, tuple(part for part in parts if part.difference.changed))


def version_of(versions: tuple[CharterRow, ...], number: int) -> CharterRow:
    """Return the version of a number, or raise Missing."""
    for row in versions:
        if row.version == number:
            return row
    raise Missing


def text(row: CharterRow, field: str) -> str:
    """Write one part of a charter, dates in the language of the page."""
    value = getattr(row, field)
    return "" if value is None else spoken(value)
