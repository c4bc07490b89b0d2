"""A study is worked out from an upload and kept with it."""

from uuid import UUID

from headway.files import steps as files
from headway.files.choices import UploadState
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By
from headway.kernel.canonical import Digest
from headway.kernel.errors import Forbidden, Missing
from headway.learning import permissions, steps
from headway.learning.analysis import MixFound, NewMix, NewStudy, StudyFound
from headway.learning.events import StudyKept


@action(StudyKept)
def keep_study(
    by: By, *, mission: UUID, upload: UUID, asked: NewStudy | NewMix, found: StudyFound | MixFound
) -> Done[UUID]:
    """Keep what was worked out of some data, and the data with it.

    Raises
    ------
    Forbidden
        Unless an analyst of the mission asks.
    Missing
        When there is no such mission or upload.
    Conflict
        When the upload was used or given up.
    """
    thing = lock(mission)[mission]
    if thing.kind != "mission":
        raise Missing
    if not permissions.may_study(by.actor, mission):
        raise Forbidden
    files.move(upload, UploadState.READ, by)
    file = files.move(upload, UploadState.ACCEPTED, by).file_id
    study = steps.keep_study(thing, file, asked, found, by)
    event = StudyKept(about=study.key, mission=mission, data=Digest(file), teams=found.teams)
    return Done(event, study.key)
