"""A study is kept with its question, its data and its numbers."""

from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.models import Thing
from headway.kernel.things import NewThing, create
from headway.learning.analysis.mixes import MixFound, NewMix
from headway.learning.analysis.studies import NewStudy, StudyFound
from headway.learning.choices import STUDY, StudyKind
from headway.learning.models import Study
from headway.learning.steps.ground import required


@step
def keep_study(
    mission: Thing, file: str, asked: NewStudy | NewMix, found: StudyFound | MixFound, by: By
) -> Thing:
    """Write a study of a stored file, named by its hash."""
    title = required(asked.title, "title")
    thing = create(NewThing(STUDY, title, mission=mission), by.at)
    Study.objects.create(
        thing=thing,
        mission_id=mission.pk,
        file_id=file,
        kind=StudyKind.MIX if isinstance(asked, NewMix) else StudyKind.ADOPTION,
        asked=asked.to_data(),
        found=found.to_data(),
        kept_by=by.actor.key,
        kept_at=by.at,
    )
    return thing
