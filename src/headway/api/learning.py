"""Tests: the register, one test, its locked plans, its draw, what came out; locking a plan."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Path, Query, Router

from headway.api import edge
from headway.api.pages import part
from headway.api.schemas import Address, Asked, Page, Received, Told, Version
from headway.briefs.learning import may_see_rows, stands, test_brief
from headway.kernel.errors import Missing
from headway.learning import actions
from headway.learning.choices import CheckCode, Choice, Design, Phase, Reading
from headway.learning.queries import PlanRow, ResultRow, TestRow, register
from headway.people.queries import day_of

router = Router(tags=["tests"])
AddressPath = Annotated[Address, Path()]


class TestTold(Told):
    """A test and where it stands; `hash` is empty while its plan is a draft."""

    __test__ = False

    key: UUID
    slug: str
    version: int
    mission: UUID
    link: UUID | None
    title: str
    language: str
    question: str
    design: Design
    phase: Phase
    on: date
    sentence: str
    plan: int
    hash: str
    decide_on: date | None
    reading: Reading | None
    choice: Choice | None


class LockedTold(Told):
    """A locked version of a plan: the SHA-256 of `locked` as canonical JSON is `sha256`."""

    number: int
    sha256: str
    reason: str
    locked_at: datetime
    locked: dict[str, Any]


class TrialCheckTold(Told):
    """A check beside a result; null where there is nothing to tell."""

    code: CheckCode
    passed: bool | None
    value: float | None
    about: str


class TestResultTold(Told):
    """What came out under one version of the plan."""

    number: int
    plan: int
    reading: Reading
    estimate: float | None
    lower: float | None
    upper: float | None
    p: float | None
    n: int | None
    saw: str
    deviations: str
    computed: bool
    reason: str
    found_at: datetime
    checks: list[TrialCheckTold]


class DrawTold(Told):
    """A draw as far as it has come; the list and the rows stand here unless they are of people."""

    commitment: str
    committed_at: datetime
    list_hash: str
    units: int
    program: str
    beacon: str
    beacon_on: date | None
    secret: str
    number: str
    seed: int | None
    hash: str
    counts: dict[str, int]
    command: str
    list_content: str
    content: str


class LockSent(Received):
    """The version of the draft that was read."""

    version: Version


def tell(row: TestRow, today: date) -> TestTold:
    """Return a test as it travels."""
    plan = row.plan
    return TestTold(
        key=row.key,
        slug=row.slug,
        version=row.version,
        mission=row.mission,
        link=row.link,
        title=plan.title,
        language=plan.language,
        question=plan.question,
        design=plan.design,
        phase=row.phase,
        on=row.on,
        sentence=stands(row, today).text(),
        plan=row.number,
        hash=row.hash,
        decide_on=plan.decide_on,
        reading=row.reading,
        choice=row.choice,
    )


def tell_plan(row: PlanRow) -> LockedTold:
    """Return a locked plan as it travels."""
    locked: Mapping[str, Any] = json.loads(row.content)
    return LockedTold(
        number=row.number,
        sha256=row.hash,
        reason=row.reason,
        locked_at=row.locked_at,
        locked=dict(locked),
    )


def tell_result(row: ResultRow) -> TestResultTold:
    """Return a result as it travels."""
    found = row.outcome
    return TestResultTold(
        number=row.number,
        plan=row.plan,
        reading=row.reading,
        estimate=found.estimate,
        lower=found.lower,
        upper=found.upper,
        p=found.p,
        n=found.n,
        saw=found.saw,
        deviations=found.deviations,
        computed=found.computed,
        reason=row.reason,
        found_at=row.found_at,
        checks=[TrialCheckTold.of(each) for each in found.checks],
    )


@router.get("/tests", response=Page[TestTold])
def list_tests(request: HttpRequest, asked: Query[Asked]) -> Page[TestTold]:
    """List tests by the day they were begun; drafts are for those who work on them."""
    reader = edge.reader(request)
    today = day_of(reader.at)
    return part(
        register(reader),
        asked,
        order=lambda row: (row.begun_at.isoformat(), str(row.key)),
        tell=lambda row: tell(row, today),
    )


@router.get("/tests/{test}", response=TestTold)
def read_test(request: HttpRequest, test: AddressPath) -> TestTold:
    """Read one test."""
    brief = test_brief(edge.reader(request), slug=test)
    return tell(brief.row, brief.today)


@router.get("/tests/{test}/plans", response=list[LockedTold])
def list_plans(request: HttpRequest, test: AddressPath) -> list[LockedTold]:
    """Read every locked version of a plan, oldest first, as it was hashed."""
    return [tell_plan(row) for row in test_brief(edge.reader(request), slug=test).plans]


@router.get("/tests/{test}/results", response=list[TestResultTold])
def list_results(request: HttpRequest, test: AddressPath) -> list[TestResultTold]:
    """Read what came out, the result that counts first."""
    return [tell_result(row) for row in test_brief(edge.reader(request), slug=test).results]


@router.get("/tests/{test}/draw", response=DrawTold)
def read_draw(request: HttpRequest, test: AddressPath) -> DrawTold:
    """Read the draw of a test; lists of people are left out for those who do not answer for the method."""
    brief = test_brief(edge.reader(request), slug=test)
    if brief.draw is None:
        raise Missing
    told = DrawTold.of(brief.draw)
    return told if may_see_rows(brief) else told.model_copy(update={"list_content": "", "content": ""})


@router.post("/tests/{test}/lock", response=TestTold, auth=edge.may_write)
def lock_test(request: HttpRequest, test: AddressPath, sent: Body[LockSent]) -> TestTold:
    """Lock a plan: nothing changes it from then on. Needs an analyst or researcher."""
    key = test_brief(edge.reader(request), slug=test).row.key
    actions.lock_plan(edge.by(request), test=key, version=sent.version)
    return read_test(request, test)
