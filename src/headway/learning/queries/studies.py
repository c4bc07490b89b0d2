"""Studies on the bench, for those who work on their mission."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.learning import permissions
from headway.learning.analysis.mixes import MixFound, NewMix
from headway.learning.analysis.studies import NewStudy, StudyFound
from headway.learning.choices import StudyKind
from headway.learning.models import Study

FIELDS = ("thing__key", "mission__thing__key", "file_id", "asked", "found", "kept_at")


@dataclass(frozen=True, slots=True)
class StudyRow:
    """A study with its question, the hash of its data, and what came out."""

    key: UUID
    mission: UUID
    file: str
    asked: NewStudy
    found: StudyFound
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class MixRow:
    """One place beside its mix of others, with the hash of the data, and what came out."""

    key: UUID
    mission: UUID
    file: str
    asked: NewMix
    found: MixFound
    kept_at: datetime


def studies(reader: Reader) -> tuple[StudyRow, ...]:
    """Return the studies of adoption this reader may see, newest first."""
    return tuple(_adoption(row) for row in _rows(reader, StudyKind.ADOPTION))


def mixes(reader: Reader) -> tuple[MixRow, ...]:
    """Return the places beside their mixes this reader may see, newest first."""
    return tuple(_mix(row) for row in _rows(reader, StudyKind.MIX))


def study(reader: Reader, *, key: UUID) -> StudyRow:
    """Return one study of adoption.

    Raises
    ------
    Missing
        When there is none, or not for this reader.
    """
    found = kept_study(reader, key=key)
    if isinstance(found, MixRow):
        raise Missing
    return found


def kept_study(reader: Reader, *, key: UUID) -> StudyRow | MixRow:
    """Return one study of either kind; raises Missing."""
    rows = Study.objects.filter(thing__key=key, kept_at__lte=reader.at).values_list(*FIELDS, "kind")
    row = rows.first()
    if row is None or not permissions.may_read_study(reader.actor, row[1]):
        raise Missing
    return _mix(row) if row[6] == StudyKind.MIX else _adoption(row)


def _rows(reader: Reader, kind: StudyKind) -> list[tuple[Any, ...]]:
    rows = Study.objects.filter(kept_at__lte=reader.at, kind=kind).order_by("-kept_at", "-pk")
    return [row for row in rows.values_list(*FIELDS) if permissions.may_read_study(reader.actor, row[1])]


def _adoption(row: tuple[Any, ...]) -> StudyRow:
    key, mission, file, asked, found, kept_at, *_kind = row
    return StudyRow(key, mission, file, NewStudy(**asked), StudyFound.from_data(found), kept_at)


def _mix(row: tuple[Any, ...]) -> MixRow:
    key, mission, file, asked, found, kept_at, *_kind = row
    return MixRow(key, mission, file, NewMix(**asked), MixFound.from_data(found), kept_at)
