"""What happens to files on their way in."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.files.choices import Purpose, UploadState
from headway.kernel.canonical import Digest
from headway.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadReceived(Event):
    """A file came in; nothing of it counts yet."""

    kind: ClassVar[str] = "files.upload_received"
    sentence: ClassVar[str] = _("A file of %(size)s bytes was brought in")
    upload: UUID
    purpose: Purpose
    file: Digest
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRead(Event):
    """What a file says was worked out, for a person to look at."""

    kind: ClassVar[str] = "files.upload_read"
    sentence: ClassVar[str] = _("A file was read: %(rows)s rows")
    upload: UUID
    state: UploadState
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadCancelled(Event):
    """Somebody decided not to bring a file in."""

    kind: ClassVar[str] = "files.upload_cancelled"
    sentence: ClassVar[str] = _("A file was not brought in")
    upload: UUID
