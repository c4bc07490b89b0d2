"""What the pages of tests say: the register, one test from its question to the decision, and question 3."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.briefs.missions import MissionLink, links_to
from headway.kernel.actors import Reader
from headway.kernel.sentences import Figure, Sentence, Value
from headway.kernel.things import Label, labels
from headway.learning import permissions
from headway.learning.analysis import Size, recommended, size_of
from headway.learning.choices import CHOICES, LOCKED, PERSONAL, Choice, Phase, Reading
from headway.learning.queries import (
    Altered,
    DrawRow,
    LookRow,
    PlanRow,
    RatingRow,
    ResultRow,
    RulingRow,
    StageRow,
    TestRow,
    UseRow,
    altered,
    draw_row,
    entry,
    looks,
    plans,
    ratings,
    register,
    register_of,
    results,
    ruling,
    stages,
    uses,
)
from headway.missions.permissions import may_grade
from headway.missions.queries import MissionRow, missions
from headway.people.queries import day_of
from headway.rhythms.queries import BoardRow, DecisionRow, boards, decisions

SHOWN = 5
SAID = {
    Reading.CLEAR: _("It works well enough: the change is at least %(least)s."),
    Reading.BETTER: _("It works, but by how much is open: the change may be smaller than %(least)s."),
    Reading.UNCLEAR: _("It is not clear whether it works."),
    Reading.NONE: _("It makes no difference worth having: the change is smaller than %(least)s either way."),
    Reading.WORSE: _("It makes things worse."),
}
SAID_IN_WORDS = {
    Reading.CLEAR: _("What had to be true held."),
    Reading.BETTER: _("What had to be true held in part."),
    Reading.UNCLEAR: _("It is not clear whether what had to be true holds."),
    Reading.NONE: _("What had to be true did not hold."),
    Reading.WORSE: _("What had to be true did not hold, and harm was seen."),
}


@dataclass(frozen=True, slots=True)
class TestLine:
    """A test in a list, in one sentence."""

    __test__ = False

    row: TestRow
    mission: MissionLink
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class RegisterBrief:
    """Every test this reader may see: what waits for a decision first, then what hangs most on it."""

    lines: tuple[TestLine, ...]
    sentence: Sentence | None  # None: nothing is registered
    missions: tuple[MissionRow, ...]
    may_begin: bool


@dataclass(frozen=True, slots=True)
class May:
    """What this person may do about a test, here and now."""

    draft: bool = False
    lock: bool = False
    run: bool = False
    analyse: bool = False
    decide: bool = False
    withdraw: bool = False
    weigh: bool = False
    read_list: bool = False


@dataclass(frozen=True, slots=True)
class TestBrief:
    """One test with everything beside it."""

    __test__ = False

    row: TestRow
    mission: MissionRow
    link_to: MissionLink
    sentence: Sentence
    size: Size | None
    plans: tuple[PlanRow, ...]
    stages: tuple[StageRow, ...]
    draw: DrawRow | None
    looks: tuple[LookRow, ...]
    results: tuple[ResultRow, ...]
    ruling: RulingRow | None
    decision: DecisionRow | None
    ratings: tuple[RatingRow, ...]
    uses: tuple[UseRow, ...]
    labels: dict[UUID, Label]  # of its link, and of what it changed
    altered: tuple[Altered, ...]
    today: date
    may: May

    @property
    def recommended(self) -> Choice | None:
        """Return what the rule set beforehand says to the result that counts."""
        if not self.results:
            return None
        found = self.results[0]
        return recommended(self.row.plan, found.reading, found.outcome.checks)

    @property
    def link(self) -> Label | None:
        """The link of the theory of change that it tests."""
        return self.labels.get(self.row.link) if self.row.link else None

    @property
    def personal(self) -> bool:
        """Whether its list is of people, so that it is not published."""
        return self.row.plan.unit is None or self.row.plan.unit in PERSONAL


def register_brief(reader: Reader, *, slug: str = "", phase: Phase | None = None) -> RegisterBrief:
    """Answer the register, of all missions or of one; four queries."""
    seen = missions(reader)
    wanted = [row for row in seen if not slug or row.slug == slug]
    rows = register_of(reader, missions={each.key for each in wanted})
    shown = [row for row in rows if phase is None or row.phase is phase]
    today = day_of(reader.at)
    links = {row.key: link for row, link in zip(wanted, links_to(reader, wanted), strict=True)}
    lines = tuple(
        TestLine(row, links[row.mission], stands(row, today))
        for row in sorted(shown, key=lambda row: by_need(row, today))
    )
    begin = reader.past is None and any(permissions.may_draft(reader.actor, row.key) for row in seen)
    return RegisterBrief(lines, counted(rows, today), tuple(seen), begin)


ORDER = (Phase.ANALYSED, Phase.RUNNING, Phase.REGISTERED, Phase.DRAFT, Phase.DECIDED, Phase.WITHDRAWN)


def by_need(row: TestRow, today: date) -> tuple[int, int, int]:
    """Order tests: what waits longest for its decision, then by phase, then by how much hangs on it."""
    return ORDER.index(row.phase), -(row.waits(today) or 0), -row.plan.weight


def stands(row: TestRow, today: date) -> Sentence:
    """Say in one sentence where a test stands."""
    plan = row.plan
    if row.phase is Phase.ANALYSED:
        late = row.waits(today)
        if late:
            return Sentence(
                _("Has a result; the decision has waited %(days)s day."),
                {"days": late},
                plural=_("Has a result; the decision has waited %(days)s days."),
                count="days",
            )
        return Sentence(_("Has a result; to be decided on %(day)s."), {"day": plan.decide_on or row.on})
    if row.phase is Phase.RUNNING:
        until = plan.data_until or row.on
        if until < today:
            return Sentence(_("Ran until %(day)s; no result is recorded yet."), {"day": until})
        return Sentence(
            _("Running since %(day)s; the last data come on %(until)s."), {"day": row.on, "until": until}
        )
    if row.phase is Phase.DECIDED and row.choice:
        return Sentence(_("Decided: %(choice)s."), {"choice": Sentence(CHOICES[row.choice])})
    said = {
        Phase.DRAFT: _("A draft; nothing is locked yet."),
        Phase.REGISTERED: _("The plan is locked since %(day)s; it has not begun."),
        Phase.WITHDRAWN: _("Withdrawn on %(day)s."),
        Phase.DECIDED: _("Decided on %(day)s."),
    }
    return Sentence(said[row.phase], {"day": row.on})


def counted(rows: Sequence[TestRow], today: date) -> Sentence | None:
    """Count tests in one sentence, a decided one as a finding; None where none is registered.

    "4 tests: 2 running, 1 has waited 9 days for a decision, 1 finding."
    """
    alive = [row for row in rows if row.phase in LOCKED]
    if not alive:
        return None
    parts = list(clauses(alive, today))
    return Sentence(
        _("%(n)s test: %(parts)s."),
        {"n": len(alive), "parts": listed(parts)},
        plural=_("%(n)s tests: %(parts)s."),
        count="n",
    )


def clauses(alive: Sequence[TestRow], today: date) -> Iterable[Sentence]:
    """Count the tests by where they stand, the late decision by its days."""
    late = [days for row in alive if (days := row.waits(today))]
    waiting = sum(row.phase is Phase.ANALYSED for row in alive) - len(late)
    counts = (
        (
            sum(row.phase is Phase.REGISTERED for row in alive),
            _("%(n)s about to begin"),
            _("%(n)s about to begin"),
        ),
        (sum(row.phase is Phase.RUNNING for row in alive), _("%(n)s running"), _("%(n)s running")),
        (waiting, _("%(n)s with a result to decide on"), _("%(n)s with results to decide on")),
    )
    yield from (Sentence(one, {"n": n}, plural=many, count="n") for n, one, many in counts if n)
    if late:
        yield Sentence(
            _("%(n)s has waited %(days)s days for a decision"),
            {"n": len(late), "days": max(late)},
            plural=_("%(n)s have waited up to %(days)s days for a decision"),
            count="n",
        )
    findings = sum(row.phase is Phase.DECIDED for row in alive)
    if findings:
        yield Sentence(_("%(n)s finding"), {"n": findings}, plural=_("%(n)s findings"), count="n")


def listed(parts: Sequence[Sentence]) -> Sentence:
    """Put clauses behind one another with commas."""
    found = parts[0]
    for part in parts[1:]:
        found = Sentence(_("%(before)s, %(after)s"), {"before": found, "after": part})
    return found


# --- one test ---


def test_brief(reader: Reader, *, slug: str) -> TestBrief:
    """Answer the page of one test; raises Missing."""
    row = entry(reader, slug=slug)
    mission = next(each for each in missions(reader) if each.key == row.mission)
    inside = permissions.may_read_draft(reader.actor, row.mission)
    came = row.phase in {Phase.ANALYSED, Phase.DECIDED}
    ruled = ruling(reader, test=row.key) if row.phase is Phase.DECIDED else None
    found = decisions(reader, keys={ruled.decision}) if ruled else ()
    used = uses(reader, findings={row.key}) if came else ()
    named = {key for each in used for key in (each.link, each.decision)}
    named |= {row.link} if row.link else set()
    kept = plans(reader, test=row.key) if row.locked else ()
    return TestBrief(
        row=row,
        mission=mission,
        link_to=links_to(reader, (mission,))[0],
        sentence=stands(row, day_of(reader.at)),
        size=size_of(row.plan),
        plans=tuple(each for each in kept if each.number <= row.number),
        stages=stages(reader, test=row.key, told_only=not inside),
        draw=draw_row(reader, test=row.key) if row.locked else None,
        looks=looks(reader, test=row.key) if row.locked else (),
        results=results(reader, test=row.key) if came else (),
        ruling=ruled,
        decision=found[0] if found else None,
        ratings=ratings(reader, test=row.key) if came else (),
        uses=used,
        labels=dict(labels(named)) if named else {},
        altered=altered(reader, tests={row.key}) if row.locked else (),
        today=day_of(reader.at),
        may=may_of(reader, row),
    )


def may_of(reader: Reader, row: TestRow) -> May:
    """Say what this person may do about a test where it stands; nothing on a past page."""
    listed_too = permissions.may_read_list(reader.actor, row.mission)
    if reader.past is not None:
        return May(read_list=listed_too)
    actor, phase = reader.actor, row.phase
    analyse = permissions.may_analyse(actor, row.mission)
    return May(
        draft=phase is Phase.DRAFT and permissions.may_draft(actor, row.mission),
        lock=phase in {Phase.DRAFT, Phase.REGISTERED, Phase.RUNNING}
        and permissions.may_lock(actor, row.mission),
        run=phase is Phase.REGISTERED and permissions.may_run(actor, row.mission),
        analyse=analyse,
        decide=phase is Phase.ANALYSED and permissions.may_decide(actor, row.mission),
        withdraw=phase in {Phase.DRAFT, Phase.REGISTERED, Phase.RUNNING}
        and permissions.may_withdraw(actor, row.mission),
        weigh=phase in {Phase.ANALYSED, Phase.DECIDED} and may_grade(actor, row.mission),
        read_list=listed_too,
    )


def may_see_rows(brief: TestBrief) -> bool:
    """Whether this reader may have the list and the rows of a draw: everybody, unless they are of people."""
    return not brief.personal or brief.may.read_list


def result_words(row: TestRow, found: ResultRow) -> Sentence:
    """Say what came out in one sentence, its interval before p."""
    plan, outcome = row.plan, found.outcome
    if outcome.estimate is None or outcome.lower is None or outcome.upper is None:
        return Sentence(SAID_IN_WORDS[found.reading])
    unit = plan.unit_of_outcome
    least = Sentence(_("%(size)s %(unit)s"), {"size": Figure(plan.smallest_change or 0.0), "unit": unit})
    numbers: dict[str, Value] = {
        "reading": Sentence(SAID[found.reading], {"least": least}),
        "estimate": Figure(outcome.estimate),
        "lower": Figure(outcome.lower),
        "upper": Figure(outcome.upper),
        "unit": unit,
    }
    if outcome.p is None:
        said = _("%(reading)s The effect is %(estimate)s %(unit)s, likely between %(lower)s and %(upper)s.")
        return Sentence(said, numbers)
    said = _(
        "%(reading)s The effect is %(estimate)s %(unit)s, likely between %(lower)s and %(upper)s "
        "(chance alone does as much in %(p)s of 100 draws)."
    )
    return Sentence(said, {**numbers, "p": Figure(100 * outcome.p)})


def decidable(reader: Reader, row: TestRow) -> tuple[tuple[DecisionRow, ...], tuple[BoardRow, ...]]:
    """Return the decisions in force about a test, and the boards that could make one."""
    found = decisions(reader, about={row.key})
    return tuple(each for each in found if each.in_force), boards(reader, missions={row.mission})


# --- question 3 of the mission page ---


@dataclass(frozen=True, slots=True)
class SectionBrief:
    """Question 3: one sentence, at most five tests."""

    sentence: Sentence
    rows: tuple[tuple[TestRow, Sentence], ...]
    more: int


def section_brief(reader: Reader, *, mission: UUID) -> SectionBrief | None:
    """Answer question 3 of a mission's page, or None while nothing is there; one query."""
    today = day_of(reader.at)
    rows = [row for row in register_of(reader, missions={mission}) if row.phase in LOCKED]
    said = counted(rows, today)
    if said is None:
        return None
    ordered = sorted(rows, key=lambda row: by_need(row, today))
    lines = tuple((row, stands(row, today)) for row in ordered[:SHOWN])
    return SectionBrief(said, lines, max(0, len(rows) - SHOWN))


__all__ = [
    "May",
    "RegisterBrief",
    "SectionBrief",
    "TestBrief",
    "TestLine",
    "counted",
    "decidable",
    "may_see_rows",
    "register",
    "register_brief",
    "result_words",
    "section_brief",
    "stands",
    "test_brief",
]
