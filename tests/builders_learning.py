"""Builders for tests of missions: everything goes through the production actions and flows."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from headway.flows.tests import decide_test, record_result
from headway.kernel.actors import By, Reader
from headway.learning import actions
from headway.learning.analysis import GroupCount, NewLook, NewRuling, Outcome, PlanWords, read_list
from headway.learning.choices import Choice, Design, Unit
from headway.learning.queries import TestRow, register
from headway.rhythms.choices import DecisionKind
from tests import builders_rhythms as rhythms
from tests.builders_missions import MONDAY, seer, system

TODAY = MONDAY.date()
DATA_UNTIL, DECIDE_ON = date(2026, 5, 29), date(2026, 6, 15)
LATER = MONDAY + timedelta(days=90)  # after the last data
PLAN = PlanWords(
    title="Does a clearer letter get more replies?",
    assumption="People do not reply because the letter hides what to do.",
    harm=2,
    doubt=3,
    question="Does a clearer letter raise the share who reply within 28 days?",
    outcome="Share who reply within 28 days",
    unit_of_outcome="percentage points",
    smallest_change=5.0,
    owner="Director of public health",
    decides="Food mission board",
    decide_on=DECIDE_ON,
    choose="all",
    unit=Unit.PERSON,
    units=40,
    data_before="yes",
    design=Design.TRIAL,
    treatment="A letter of one page",
    control="The letter as it is",
    base=30.0,
    smallest_seen=4.2,
    can_answer=True,
    collection="The case system",
    data_until=DATA_UNTIL,
    estimator="Difference of the shares",
    inference="Randomisation inference",
    missing="Letters that come back count as no reply",
    guardrails=("Complaints",),
    stop_rule="Stop if complaints double",
    reviewed_by="Research ethics panel",
    reviewed_on=date(2026, 2, 20),
    harm_to="Nobody is worse off than today",
    entitled=True,
    entitled_why="Both groups are told what they may claim",
    told="The privacy notice says that we try letters",
    equality_effect="People who read little may gain",
    equality_evidence="Residents’ survey 2025",
)
PILOT = replace(
    PLAN,
    title="Can a pantry run in a library?",
    design=Design.PILOT,
    unit=Unit.PLACE,
    units=3,
    smallest_change=None,
    smallest_seen=None,
    can_answer=None,
    rule_words="If it opened in 10 of 12 weeks, plan a roll-out in random order",
)
LIST = "unit\n" + "".join(f"case {at:02}\n" for at in range(40))
FOUND = Outcome(estimate=7.0, lower=5.5, upper=8.5, p=0.001, n=40, saw="More replied.")


def drafted(mission: UUID, plan: PlanWords = PLAN, *, link: UUID | None = None, by: By | None = None) -> UUID:
    return actions.draft_test(by or system(), mission=mission, plan=plan, link=link)


def row(test: UUID, reader: Reader | None = None) -> TestRow:
    return register(reader or seer(), keys={test})[0]


def version(test: UUID, at: datetime = MONDAY) -> int:
    return row(test, seer(at)).version


def locked(mission: UUID, plan: PlanWords = PLAN, *, link: UUID | None = None, by: By | None = None) -> UUID:
    by = by or system()
    key = drafted(mission, plan, link=link, by=by)
    actions.lock_plan(by, test=key, version=version(key, by.at))
    return key


def drawn(mission: UUID, plan: PlanWords = PLAN, *, link: UUID | None = None, by: By | None = None) -> UUID:
    """Return a locked test whose lots are drawn."""
    by = by or system()
    key = locked(mission, plan, link=link, by=by)
    actions.commit_seed(by, test=key)
    actions.fix_list(by, test=key, roster=read_list(LIST))
    actions.draw_lots(by, test=key)
    return key


def running(mission: UUID, plan: PlanWords = PLAN, *, link: UUID | None = None, by: By | None = None) -> UUID:
    by = by or system()
    make = drawn if plan.words.randomised else locked
    key = make(mission, plan, link=link, by=by)
    actions.start_test(by, test=key, on=by.at.date())
    return key


def look(test: UUID, *groups: GroupCount, by: By | None = None, **more: object) -> None:
    seen = NewLook(groups or (GroupCount("usual", 20), GroupCount("new", 20)), **more)  # type: ignore[arg-type]
    actions.watch_test(by or system(), test=test, look=seen)


def analysed(
    mission: UUID,
    plan: PlanWords = PLAN,
    outcome: Outcome = FOUND,
    *,
    link: UUID | None = None,
    by: By | None = None,
) -> UUID:
    """Return a test with a result, recorded after its last data; a result comes at LATER."""
    key = running(mission, plan, link=link, by=by)
    result(key, outcome)
    return key


def result(test: UUID, outcome: Outcome = FOUND, *, by: By | None = None, **more: object) -> None:
    by = by or system(LATER)
    record_result(by, test=test, outcome=outcome, version=version(test, by.at), **more)  # type: ignore[arg-type]


def board_decision(board: UUID, test: UUID, at: datetime = LATER) -> UUID:
    return rhythms.made(
        board,
        test,
        by=system(at),
        on=at.date(),
        title="What follows from the letters",
        text="The clearer letter is sent to everybody.",
        kind=DecisionKind.START_STOP_TEST,
        review_on=at.date() + timedelta(days=300),
    )


def decided(test: UUID, decision: UUID, ruling: NewRuling | None = None, *, by: By | None = None) -> None:
    by = by or system(LATER)
    decide_test(
        by,
        test=test,
        decision=decision,
        ruling=ruling or NewRuling(Choice.ADOPT),
        version=version(test, by.at),
    )
