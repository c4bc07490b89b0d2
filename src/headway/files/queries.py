"""Uploads, saved mappings and stored bytes."""

from collections.abc import Mapping as Map
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from headway.files import store
from headway.files.choices import Purpose, UploadState
from headway.files.models import Mapping, StoredFile, Upload
from headway.files.permissions import may_bring_in, may_see_file, may_see_upload
from headway.kernel.actors import Reader
from headway.kernel.errors import Forbidden, Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRow:
    """One file on its way in."""

    key: UUID
    file: str  # SHA-256
    name: str
    size: int
    purpose: Purpose
    mapping: UUID | None
    details: Map[str, Any]
    preview: Map[str, Any] | None
    state: UploadState
    by: UUID | None
    received_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One version of a saved mapping; `layout` is formats.layouts.Layout as data."""

    key: UUID
    name: str
    version: int
    fingerprint: str
    layout: Map[str, Any]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Bytes:
    """A stored file as it was sent."""

    name: str
    media_type: str
    data: bytes


def upload(reader: Reader, *, key: UUID) -> UploadRow:
    """Return one upload.

    Raises
    ------
    Missing
        When there is none, or not for this reader.
    """
    row = Upload.objects.select_related("file", "mapping__thing").filter(key=key).first()
    if row is None or not may_see_upload(reader.actor, sent_by=row.by):
        raise Missing
    return upload_row(row)


def upload_row(row: Upload) -> UploadRow:
    """Return an upload as pages show it."""
    return UploadRow(
        key=row.key,
        file=row.file_id,
        name=row.file.name,
        size=row.file.size,
        purpose=Purpose(row.purpose),
        mapping=row.mapping.thing.key if row.mapping else None,
        details=row.details,
        preview=row.preview,
        state=UploadState(row.state),
        by=row.by,
        received_at=row.received_at,
        decided_at=row.decided_at,
    )


def waiting_uploads(reader: Reader) -> tuple[UploadRow, ...]:
    """Return the reader's own files that wait to be accepted or cancelled, oldest first; one query."""
    if reader.actor.key is None:
        return ()
    waiting = (UploadState.RECEIVED, UploadState.READ)
    rows = Upload.objects.filter(by=reader.actor.key, state__in=waiting, received_at__lte=reader.at)
    found = rows.select_related("file", "mapping__thing").order_by("received_at", "pk")
    return tuple(upload_row(row) for row in found)


def mappings(reader: Reader) -> tuple[MappingRow, ...]:
    """Return every version of every saved mapping, newest first.

    Raises
    ------
    Forbidden
        For somebody who may not bring files in.
    """
    if not may_bring_in(reader.actor):
        raise Forbidden
    rows = Mapping.objects.filter(made_at__lte=reader.at).order_by("name", "-version")
    found = rows.values_list("thing__key", "name", "version", "fingerprint", "layout", "made_at")
    return tuple(MappingRow(*row) for row in found)


def mapping(reader: Reader, *, name: str) -> MappingRow | None:
    """Return the newest version of a saved mapping by its name, or None."""
    return next((row for row in mappings(reader) if row.name == name), None)


def stored_bytes(reader: Reader, *, sha256: str) -> Bytes:
    """Return a stored file as it was sent, checked against its hash.

    Raises
    ------
    Forbidden
        For somebody who may not see files as they were sent.
    Missing
        When there is no such file.
    """
    if not may_see_file(reader.actor):
        raise Forbidden
    row = StoredFile.objects.filter(pk=sha256).first()
    if row is None:
        raise Missing
    return Bytes(row.name, row.media_type, store.get(sha256))
