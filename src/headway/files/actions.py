"""Writes that are sound alone: a file comes in, or is not wanted after all."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from headway.files import events, steps
from headway.files.choices import Purpose, UploadState
from headway.files.store import Sent
from headway.kernel.actions import Done, action
from headway.kernel.actors import By


@action(events.UploadReceived)
def receive_upload(by: By, *, sent: Sent, purpose: Purpose, details: Mapping[str, Any]) -> Done[UUID]:
    """Take a file in, with what its form said; nothing of it counts yet.

    Raises
    ------
    Forbidden
        For somebody who may not bring files in.
    """
    key = steps.receive(sent, purpose, details, by)
    event = events.UploadReceived(upload=key, purpose=purpose, file=sent.stored.sha256, size=sent.stored.size)
    return Done(event, key)


@action(events.UploadCancelled)
def cancel_upload(by: By, *, upload: UUID) -> Done[None]:
    """Decide not to bring a file in.

    Raises
    ------
    Missing, Forbidden, Conflict
        As for every move of an upload.
    """
    steps.move(upload, UploadState.CANCELLED, by)
    return Done(events.UploadCancelled(upload=upload), None)
