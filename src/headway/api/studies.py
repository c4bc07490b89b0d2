"""Studies of the bench, for those who work on their mission."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from headway.api import edge
from headway.api.pages import part
from headway.api.schemas import Asked, Page, Told, Told_number
from headway.briefs.studies import study_brief
from headway.learning.queries import MixRow, StudyRow, studies, study

router = Router(tags=["studies"])


class EventTold(Told):
    """The effect so many points in time after adoption, from at least three teams."""

    k: int
    att: Told_number
    lower: Told_number | None
    upper: Told_number | None


class KeptTold(Told):
    """What both kinds say: `data` is the SHA-256 of the file, `lower` and `upper` the 95 % interval."""

    key: UUID
    mission: UUID
    title: str
    sentence: str
    outcome: str
    unit: str
    data: str
    estimate: Told_number
    lower: Told_number | None
    upper: Told_number | None
    p: Told_number | None
    times: list[str]
    kept_at: datetime


class StudyTold(KeptTold):
    """What a practice did that teams adopted one after another."""

    kind: Literal["adoption"]
    se: Told_number | None
    method: str
    inference: str
    control: str
    teams: int
    pretest_p: Told_number | None
    other_estimator: Told_number | None
    cautions: list[str]
    events: list[EventTold]

    @classmethod
    def told(cls, row: StudyRow) -> "StudyTold":
        """Read a row with its sentence."""
        found, same = row.found, ("se", "method", "inference", "control", "teams")
        return cls(
            **kept(row),
            **{name: getattr(found, name) for name in same},
            kind="adoption",
            pretest_p=found.pretest_p,
            other_estimator=found.other,
            cautions=list(found.cautions),
            events=[
                EventTold(k=each.k, att=each.att, lower=each.lower, upper=each.upper) for each in found.events
            ],
        )


class ShareTold(Told):
    """How much another place counts, and how many times as far from its own mix it is after as before."""

    name: str
    weight: Told_number
    ratio: Told_number | None


class MixTold(KeptTold):
    """One place beside the mix of others that moved as it did before (synthetic control).

    `near` are the least and the greatest effect of all mixes that fit nearly as well; `seen` and `mixed` go
    with `times`, of which `start` lie before it began; `sdid` is synthetic difference in differences.
    """

    kind: Literal["mix"]
    treated: str
    start: int
    near: tuple[Told_number, Told_number]
    before_rmspe: Told_number
    sdid: Told_number
    seen: list[Told_number]
    mixed: list[Told_number]
    others: list[ShareTold]
    left_out: int

    @classmethod
    def told(cls, row: MixRow) -> "MixTold":
        """Read a row with its sentence."""
        found = row.found
        return cls(
            **kept(row),
            kind="mix",
            treated=row.asked.treated,
            start=found.start,
            near=(found.lower, found.upper),
            before_rmspe=found.before_rmspe,
            sdid=found.sdid,
            seen=list(found.seen),
            mixed=list(found.mixed),
            others=[ShareTold.of(each) for each in found.others],
            left_out=found.left,
        )


EitherTold = Annotated[StudyTold | MixTold, Field(discriminator="kind")]


def kept(row: StudyRow | MixRow) -> dict[str, Any]:
    """Return what studies of both kinds say."""
    lower, upper = row.found.interval or (None, None)
    return {
        "key": row.key,
        "mission": row.mission,
        "title": row.asked.title,
        "sentence": study_brief(row, None).sentence.text(),
        "outcome": row.asked.outcome,
        "unit": row.asked.unit_of_outcome,
        "data": row.file,
        "estimate": row.found.estimate,
        "lower": lower,
        "upper": upper,
        "p": row.found.p,
        "times": list(row.found.times),
        "kept_at": row.kept_at,
    }


def either(row: StudyRow | MixRow) -> StudyTold | MixTold:
    """Read a row of either kind."""
    return MixTold.told(row) if isinstance(row, MixRow) else StudyTold.told(row)


@router.get("/studies", response=Page[EitherTold])
def list_studies(request: HttpRequest, asked: Query[Asked]) -> Page[StudyTold | MixTold]:
    """List the studies of the bench that you may see, by name."""
    rows = studies(edge.reader(request))
    return part(rows, asked, order=lambda row: (row.asked.title, str(row.key)), tell=either)


@router.get("/studies/{study_key}", response=EitherTold)
def read_study(request: HttpRequest, study_key: UUID) -> StudyTold | MixTold:
    """Read one study."""
    return either(study(edge.reader(request), key=study_key))
