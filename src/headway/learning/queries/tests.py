"""Tests with their plan and where they stand, as known at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import day, json_of, known_at, parsed
from headway.kernel.things import find
from headway.learning import permissions
from headway.learning.analysis import PlanWords, read_draft, read_locked
from headway.learning.choices import KIND, LOCKED, Choice, Design, Phase, Reading
from headway.learning.models import Draft, Result, Ruling, Stage, Test
from headway.missions.queries import missions as missions_seen
from headway.people.queries import day_of

STAGE = {
    "phase": "phase",
    "on": "on",
    "note": "note",
    "quiet_until": "quiet_until",
    "number": "plan__number",
    "content": "plan__content",
    "hash": "plan__hash",
}
FIELDS = (
    "thing__key",
    "thing__slug",
    "thing__version",
    "mission__thing__key",
    "link__thing__key",
    "begun_at",
    "stage",
    "told",
    "draft",
    "result",
    "ruling",
)


@dataclass(frozen=True, slots=True)
class TestRow:
    """A test as it stood for this reader."""

    __test__ = False

    key: UUID
    slug: str
    version: int  # of the Thing, for forms
    mission: UUID
    link: UUID | None
    begun_at: datetime
    phase: Phase
    on: date  # since when it stands there
    note: str
    quiet_until: date | None  # only those who work on it see this stage until that day
    number: int  # of the locked plan, else of the draft
    plan: PlanWords
    hash: str  # empty while it is a draft
    reading: Reading | None
    choice: Choice | None

    @property
    def design(self) -> Design:
        return self.plan.design

    @property
    def locked(self) -> bool:
        """Whether its plan is locked."""
        return bool(self.hash)

    def waits(self, today: date) -> int | None:
        """Return for how many days a result has waited for its decision past the day that was set."""
        due = self.plan.decide_on
        if self.phase is not Phase.ANALYSED or due is None or due > today:
            return None
        return (today - due).days


def register(
    reader: Reader, *, missions: Iterable[UUID] | None = None, keys: Iterable[UUID] | None = None
) -> tuple[TestRow, ...]:
    """Return the tests this reader may see, those of some missions or some by key; two queries."""
    seen = {row.key for row in missions_seen(reader)}
    if missions is not None:
        seen &= set(missions)
    return tuple(row for row in register_of(reader, missions=seen, keys=keys))


def register_of(
    reader: Reader, *, missions: Iterable[UUID], keys: Iterable[UUID] | None = None
) -> tuple[TestRow, ...]:
    """Return the tests of missions that the reader is known to see; one query."""
    rows = rows_of(reader).filter(mission__thing__key__in=set(missions))
    if keys is not None:
        rows = rows.filter(thing__key__in=set(keys))
    found = (read_test(row, reader) for row in rows.values_list(*FIELDS))
    return tuple(row for row in found if row is not None)


def entry(reader: Reader, *, slug: str) -> TestRow:
    """Return one test by its address, old ones too; raises Missing."""
    key = find(KIND, slug).label.key
    found = register(reader, keys={key})
    if not found:
        raise Missing
    return found[0]


def rows_of(reader: Reader) -> "QuerySet[Test, Any]":
    """Return the tests that were there, each with its stage, draft, result and ruling."""
    at, today = reader.at, day_of(reader.at)
    stages = Stage.objects.filter(test=OuterRef("pk"))
    told = stages.filter(Q(quiet_until__isnull=True) | Q(quiet_until__lt=today), known_from__lte=at)
    drafts = Draft.objects.filter(known_at(at), test=OuterRef("pk"))
    results = Result.objects.filter(test=OuterRef("pk"), found_at__lte=at).order_by("-number")
    rulings = Ruling.objects.filter(test=OuterRef("pk"), ruled_at__lte=at)
    return (
        Test.objects.filter(thing__born_on__lte=at)
        .annotate(
            stage=json_of(stages.filter(known_at(at)), **STAGE),
            told=json_of(told.order_by("-known_from", "-pk"), **STAGE),
            draft=json_of(drafts, number="number", content="content"),
            result=json_of(results, reading="reading"),
            ruling=json_of(rulings, choice="choice"),
        )
        .order_by("thing__born_on", "pk")
    )


def read_test(row: tuple[Any, ...], reader: Reader) -> TestRow | None:
    """Read one joined row; None for a reader who may not see it."""
    key, slug, version, mission, link, begun_at, stage, told, draft, result, ruling = row
    inside = permissions.may_read_draft(reader.actor, mission)
    held = parsed(stage if inside else told)
    if held is None or not (inside or held["hash"]):
        return None
    phase, words = Phase(held["phase"]), parsed(draft)
    came = phase in {Phase.ANALYSED, Phase.DECIDED}
    on = day(held["on"])
    assert on is not None  # the column does not take NULL
    return TestRow(
        key=key,
        slug=slug,
        version=version,
        mission=mission,
        link=link,
        begun_at=begun_at,
        phase=phase,
        on=on,
        note=held["note"],
        quiet_until=day(held["quiet_until"]),
        number=held["number"] or words["number"],
        plan=read_locked(held["content"]) if held["content"] else read_draft(words["content"]),
        hash=held["hash"] or "",
        reading=Reading(parsed(result)["reading"]) if came and result else None,
        choice=Choice(parsed(ruling)["choice"]) if phase is Phase.DECIDED and ruling else None,
    )


def links_tested(reader: Reader, *, missions: Iterable[UUID]) -> dict[UUID, tuple[UUID | None, ...]]:
    """Return for each mission the link of each registered test, None for a test of no link; one query.

    For checks: what the public sees, so that nobody's verdict changes with who looks. Missions without a
    registered test are left out.
    """
    today = day_of(reader.at)
    rows = Stage.objects.filter(
        known_at(reader.at),
        Q(quiet_until__isnull=True) | Q(quiet_until__lt=today),
        test__mission__thing__key__in=set(missions),
        phase__in=LOCKED,
    )
    found: dict[UUID, tuple[UUID | None, ...]] = {}
    for mission, link in rows.order_by("pk").values_list(
        "test__mission__thing__key", "test__link__thing__key"
    ):
        found[mission] = (*found.get(mission, ()), link)
    return found
