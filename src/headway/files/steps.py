"""Writing rows of stored files, uploads and saved mappings; the bytes are on disk before."""

from collections.abc import Mapping as Map
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.files.choices import CHANGES, Purpose, UploadState
from headway.files.models import Mapping, StoredFile, Upload
from headway.files.permissions import may_bring_in
from headway.files.store import Sent, safe_name
from headway.kernel import things
from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Forbidden, Missing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, slugify


@step
def register(sent: Sent, at: datetime) -> str:
    """Write the row of a stored file, once for the same bytes, and return its hash."""
    StoredFile.objects.bulk_create(
        [
            StoredFile(
                sha256=sent.stored.sha256,
                size=sent.stored.size,
                name=safe_name(sent.name),
                media_type=sent.media_type,
                stored_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    return sent.stored.sha256


@step
def receive(sent: Sent, purpose: Purpose, details: Map[str, Any], by: By) -> UUID:
    """Write an upload of a stored file and return its key.

    Raises
    ------
    Forbidden
        For somebody who may not bring files in.
    """
    if not may_bring_in(by.actor):
        raise Forbidden
    upload = Upload.objects.create(
        file_id=register(sent, by.at),
        purpose=purpose,
        details=dict(details),
        by=by.actor.key,
        received_at=by.at,
    )
    return upload.key


@step
def move(key: UUID, to: UploadState, by: By, **changed: Any) -> Upload:
    """Lock an upload, bring it to its next state and change these fields with it.

    Raises
    ------
    Missing
        When there is none.
    Forbidden
        For somebody who may not bring files in.
    Conflict
        When it has come too far for that.
    """
    row = Upload.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise Missing
    if not may_bring_in(by.actor):
        raise Forbidden
    if to not in CHANGES[UploadState(row.state)]:
        raise Conflict(Sentence(_("Somebody has decided on this file already.")))
    row.state = to
    for name, value in changed.items():
        setattr(row, name, value)
    if to not in {UploadState.RECEIVED, UploadState.READ}:
        row.decided_at = by.at
    row.save()
    return row


@step
def save_mapping(name: str, fingerprint: str, layout: Map[str, Any], at: datetime) -> UUID:
    """Write the next version of a mapping and return its key; an equal one is found, not written."""
    slug = slugify(name)
    versions = list(Mapping.objects.select_related("thing").filter(name=slug).order_by("-version"))
    for known in versions:
        if known.layout == dict(layout) and known.fingerprint == fingerprint:
            return known.thing.key
    version = versions[0].version + 1 if versions else 1
    thing = things.create(NewThing(kind="mapping", label=f"{slug} {version}"), at)
    Mapping.objects.create(
        thing=thing, name=slug, version=version, fingerprint=fingerprint, layout=dict(layout), made_at=at
    )
    return thing.key
