"""What stands beside a test: its plan's versions, stages, draw, looks, results, ruling and ratings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from headway.kernel.actors import Reader
from headway.learning.analysis import (
    Checked,
    NewLook,
    Outcome,
    PlanWords,
    command_of,
    differences,
    read_locked,
    read_look,
)
from headway.learning.choices import Choice, Phase, Reading, Scale
from headway.learning.models import Draw, Look, Plan, Rating, Result, Ruling, Seed, Stage, UnitList
from headway.people.queries import day_of


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One locked version of a plan."""

    number: int
    words: PlanWords
    content: str
    hash: str
    reason: str
    locked_at: datetime
    changed: tuple[str, ...]  # fields that the version before said otherwise


@dataclass(frozen=True, slots=True)
class StageRow:
    """Where a test stood, since when."""

    phase: Phase
    on: date
    note: str
    plan: int | None
    known_from: datetime


@dataclass(frozen=True, slots=True)
class DrawRow:
    """A draw in public, as far as it has come; rows of people are left out by the caller."""

    commitment: str
    committed_at: datetime
    list_hash: str
    list_content: str
    units: int
    program: str
    beacon: str
    beacon_on: date | None
    fixed_at: datetime | None
    secret: str  # shown once the lots are drawn
    number: str
    seed: int | None
    content: str
    hash: str
    counts: Mapping[str, int]
    drawn_at: datetime | None

    @property
    def command(self) -> str:
        """Return the line that does the draw again."""
        return command_of(self.program, self.list_content, self.seed) if self.seed is not None else ""


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look at a running test."""

    number: int
    on: date
    look: NewLook

    @property
    def checks(self) -> tuple[Checked, ...]:
        return self.look.checks


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What came out, and under which version of the plan."""

    number: int
    plan: int
    reading: Reading
    outcome: Outcome
    reason: str
    found_at: datetime
    study: UUID | None = None  # of the bench, where its numbers come from there


@dataclass(frozen=True, slots=True)
class RulingRow:
    """What was decided, beside what the rule had said."""

    rule: Choice
    choice: Choice
    reason: str
    second: str
    costs: str
    decision: UUID
    ruled_at: datetime

    @property
    def follows(self) -> bool:
        return self.rule == self.choice


@dataclass(frozen=True, slots=True)
class RatingRow:
    """How strong one reviewer found it."""

    scale: Scale
    version: str
    level: int
    reasons: str
    rated_at: datetime


def plans(reader: Reader, *, test: UUID) -> tuple[PlanRow, ...]:
    """Return the locked versions of a plan known by then, oldest first; one query."""
    rows = Plan.objects.filter(test__thing__key=test, locked_at__lte=reader.at).order_by("number")
    found: list[PlanRow] = []
    for number, content, hashed, reason, at in rows.values_list(
        "number", "content", "hash", "reason", "locked_at"
    ):
        words = read_locked(content)
        changed = differences(found[-1].words, words) if found else ()
        found.append(PlanRow(number, words, content, hashed, reason, at, changed))
    return tuple(found)


def stages(reader: Reader, *, test: UUID, told_only: bool) -> tuple[StageRow, ...]:
    """Return where a test stood, oldest first; one query. `told_only` leaves out what still waits."""
    rows = Stage.objects.filter(test__thing__key=test, known_from__lte=reader.at).order_by("known_from", "pk")
    today = day_of(reader.at)
    return tuple(
        StageRow(Phase(phase), on, note, plan, since)
        for phase, on, note, plan, since, quiet in rows.values_list(
            "phase", "on", "note", "plan__number", "known_from", "quiet_until"
        )
        if not (told_only and quiet is not None and quiet >= today)
    )


def draw_row(reader: Reader, *, test: UUID) -> DrawRow | None:
    """Return a draw as far as it had come by then, or None; up to three queries."""
    seed = Seed.objects.filter(test__thing__key=test, committed_at__lte=reader.at).first()
    if seed is None:
        return None
    fixed = UnitList.objects.filter(test_id=seed.test_id, fixed_at__lte=reader.at).first()
    drawn = Draw.objects.filter(test_id=seed.test_id, drawn_at__lte=reader.at).first() if fixed else None
    return DrawRow(
        commitment=seed.commitment,
        committed_at=seed.committed_at,
        list_hash=fixed.hash if fixed else "",
        list_content=fixed.content if fixed else "",
        units=fixed.units if fixed else 0,
        program=fixed.program if fixed else "",
        beacon=fixed.beacon if fixed else "",
        beacon_on=fixed.beacon_on if fixed else None,
        fixed_at=fixed.fixed_at if fixed else None,
        secret=seed.secret if drawn else "",
        number=drawn.number if drawn else "",
        seed=drawn.seed if drawn else None,
        content=drawn.content if drawn else "",
        hash=drawn.hash if drawn else "",
        counts=drawn.counts if drawn else {},
        drawn_at=drawn.drawn_at if drawn else None,
    )


def looks(reader: Reader, *, test: UUID) -> tuple[LookRow, ...]:
    """Return the looks at a test by then, newest first; one query."""
    rows = Look.objects.filter(test__thing__key=test, looked_at__lte=reader.at).order_by("-number")
    return tuple(
        LookRow(number, on, read_look(content))
        for number, on, content in rows.values_list("number", "on", "content")
    )


def results(reader: Reader, *, test: UUID) -> tuple[ResultRow, ...]:
    """Return the results of a test by then, the one that counts first; one query."""
    rows = Result.objects.filter(test__thing__key=test, found_at__lte=reader.at).order_by("-number")
    return tuple(
        ResultRow(number, plan, Reading(reading), Outcome.read(content), reason, at, study)
        for number, plan, reading, content, reason, at, study in rows.values_list(
            "number", "plan__number", "reading", "content", "reason", "found_at", "study__thing__key"
        )
    )


def ruling(reader: Reader, *, test: UUID) -> RulingRow | None:
    """Return what was decided after a test, or None; one query."""
    row = (
        Ruling.objects.filter(test__thing__key=test, ruled_at__lte=reader.at)
        .values_list("rule", "choice", "reason", "second__name", "costs", "decision__key", "ruled_at")
        .first()
    )
    return RulingRow(Choice(row[0]), Choice(row[1]), row[2], row[3] or "", *row[4:]) if row else None


def ratings(reader: Reader, *, test: UUID) -> tuple[RatingRow, ...]:
    """Return the ratings of a test by then, oldest first; one query."""
    rows = Rating.objects.filter(test__thing__key=test, rated_at__lte=reader.at).order_by("rated_at", "pk")
    return tuple(
        RatingRow(Scale(scale), version, level, reasons, at)
        for scale, version, level, reasons, at in rows.values_list(
            "scale", "version", "level", "reasons", "rated_at"
        )
    )
