"""Studies of the bench, for those who work on their mission."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from headway.api import edge
from headway.api.pages import part
from headway.api.schemas import Asked, Page, Told, Told_number
from headway.briefs.studies import study_brief
from headway.learning.queries import StudyRow, studies, study

router = Router(tags=["studies"])


class EventTold(Told):
    """The effect so many points in time after adoption, from at least three teams."""

    k: int
    att: Told_number
    lower: Told_number | None
    upper: Told_number | None


class StudyTold(Told):
    """What a practice did that teams adopted one after another; `data` is the SHA-256 of its file."""

    key: UUID
    mission: UUID
    title: str
    sentence: str
    outcome: str
    unit: str
    data: str
    estimate: Told_number
    se: Told_number | None
    lower: Told_number | None
    upper: Told_number | None
    p: Told_number | None
    method: str
    inference: str
    control: str
    teams: int
    times: list[str]
    pretest_p: Told_number | None
    other_estimator: Told_number | None
    cautions: list[str]
    events: list[EventTold]
    kept_at: datetime

    @classmethod
    def told(cls, row: StudyRow) -> "StudyTold":
        """Read a row with its sentence."""
        found, same = row.found, ("se", "lower", "upper", "p", "method", "inference", "control", "teams")
        return cls(
            **{name: getattr(found, name) for name in same},
            key=row.key,
            mission=row.mission,
            title=row.asked.title,
            sentence=study_brief(row, None).sentence.text(),
            outcome=row.asked.outcome,
            unit=row.asked.unit_of_outcome,
            data=row.file,
            estimate=found.att,
            times=list(found.times),
            pretest_p=found.pretest_p,
            other_estimator=found.other,
            cautions=list(found.cautions),
            events=[
                EventTold(k=each.k, att=each.att, lower=each.lower, upper=each.upper) for each in found.events
            ],
            kept_at=row.kept_at,
        )


@router.get("/studies", response=Page[StudyTold])
def list_studies(request: HttpRequest, asked: Query[Asked]) -> Page[StudyTold]:
    """List the studies of the bench that you may see, by name."""
    rows = studies(edge.reader(request))
    return part(rows, asked, order=lambda row: (row.asked.title, str(row.key)), tell=StudyTold.told)


@router.get("/studies/{study_key}", response=StudyTold)
def read_study(request: HttpRequest, study_key: UUID) -> StudyTold:
    """Read one study."""
    return StudyTold.told(study(edge.reader(request), key=study_key))
