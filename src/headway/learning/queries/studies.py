"""Studies on the bench, for those who work on their mission."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.learning import permissions
from headway.learning.analysis.mixes import MixFound, NewMix
from headway.learning.analysis.studies import NewStudy, StudyFound
from headway.learning.choices import StudyKind
from headway.learning.models import Study

FIELDS = ("thing__key", "mission__thing__key", "file_id", "asked", "found", "kept_at", "kind")


@dataclass(frozen=True, slots=True)
class StudyRow:
    """A study with its question, the hash of its data, and what came out."""

    kind: ClassVar = StudyKind.ADOPTION

    key: UUID
    mission: UUID
    file: str
    asked: NewStudy
    found: StudyFound
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class MixRow:
    """One place beside its mix of others, with the hash of the data, and what came out."""

    kind: ClassVar = StudyKind.MIX

    key: UUID
    mission: UUID
    file: str
    asked: NewMix
    found: MixFound
    kept_at: datetime


def studies(reader: Reader) -> tuple[StudyRow | MixRow, ...]:
    """Return the studies this reader may see, newest first."""
    rows = Study.objects.filter(kept_at__lte=reader.at).order_by("-kept_at", "-pk").values_list(*FIELDS)
    return tuple(_study(row) for row in rows if permissions.may_read_study(reader.actor, row[1]))


def study(reader: Reader, *, key: UUID) -> StudyRow | MixRow:
    """Return one study.

    Raises
    ------
    Missing
        When there is none, or not for this reader.
    """
    row = Study.objects.filter(thing__key=key, kept_at__lte=reader.at).values_list(*FIELDS).first()
    if row is None or not permissions.may_read_study(reader.actor, row[1]):
        raise Missing
    return _study(row)


def _study(row: tuple[Any, ...]) -> StudyRow | MixRow:
    key, mission, file, asked, found, kept_at, kind = row
    if kind == StudyKind.MIX:
        return MixRow(key, mission, file, NewMix(**asked), MixFound.from_data(found), kept_at)
    return StudyRow(key, mission, file, NewStudy(**asked), StudyFound.from_data(found), kept_at)
