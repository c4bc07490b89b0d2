"""Tests of the food mission: one decided, one that waits, one running, one locked; all invented."""

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

from headway.briefs.logic import logic_brief
from headway.cli.demo.boards import INVENTED, RECORDER, WORDS, at, decided, on
from headway.flows.findings import Weighing, weigh_finding
from headway.flows.tests import decide_test, record_result
from headway.kernel.actors import Reader
from headway.kernel.things import labels
from headway.learning import actions
from headway.learning.analysis import (
    GroupCount,
    NewLook,
    NewRuling,
    Outcome,
    PlanWords,
    computed,
    read_list,
    templates,
)
from headway.learning.choices import Choice, Design, Scale, Unit
from headway.learning.queries import draw_row
from headway.missions.queries import missions
from headway.rhythms.choices import DecisionKind
from headway.rhythms.queries import boards

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

WHY = f"One trial, drawn by lot, with families of this borough; not tried elsewhere {INVENTED}."
ETHICS: dict[str, object] = {
    "owner": "Director of Public Health",
    "decides": "Missions board",
    "reviewed_by": "Research panel of the borough (invented)",
    "harm_to": "Nobody gets less than today; whoever feels worse off can write to the office (invented).",
    "entitled": True,
    "equality_effect": "People who read little English may gain most (invented).",
    "equality_evidence": "Residents’ survey by group (invented)",
    "data_protection": "Codes only; the list stays with the service (invented).",
}
CLAIMS = PlanWords(
    title="Does a clearer letter bring more families their free school meals?",
    assumption="Families do not claim because the letter hides what to do.",
    harm=2,
    doubt=2,
    question="Does a letter of one page raise the share of families who claim within four weeks?",
    outcome="Share of families who claim within four weeks",
    unit_of_outcome="percentage points",
    smallest_change=10.0,
    choose="all",
    unit=Unit.HOUSEHOLD,
    units=640,
    data_before="yes",
    design=Design.TRIAL,
    treatment="A letter of one page: what to do, by when, and whom to call.",
    control="The letter as it was.",
    base=30.0,
    smallest_seen=10.0,
    can_answer=True,
    collection="The claims system, by a code for each family (invented)",
    estimator="Difference of the shares who claim",
    inference="Randomisation inference by the draw’s own program, two-sided at 5%",
    missing="A family that moved away counts as no claim in both groups.",
    guardrails=("Calls to the contact centre",),
    stop_rule="Stop if calls double in a week.",
    entitled_why="Both letters say what may be claimed and until when.",
    told="The privacy notice says that letters are tried out.",
)
KITCHENS = PlanWords(
    title="Do school kitchens that open on Saturdays reach families who skip meals?",
    assumption="Families would come if there were a warm meal nearby at the weekend.",
    harm=3,
    doubt=2,
    question="Did fewer families skip meals after two kitchens opened on Saturdays?",
    outcome="Families near the kitchens who skipped a meal last week",
    unit_of_outcome="percentage points",
    better="decrease",
    smallest_change=2.0,
    choose="no",
    unit=Unit.PERIOD,
    units=24,
    data_before="yes",
    design=Design.BEFORE_AFTER,
    treatment="Two school kitchens open on Saturdays.",
    control="The months before.",
    collection="The monthly panel of families (invented)",
    estimator="Mean after less mean before, with process limits",
    inference="Rules of the control chart; an interval from the months",
    missing="A month with fewer than 50 answers is left out.",
    guardrails=("Food thrown away",),
    stop_rule="Stop if a kitchen cannot be staffed three times.",
    entitled_why="Nothing was taken from anybody.",
    told="A notice at both kitchens.",
)


def tell(story: "Story") -> None:
    """Four tests of the food mission, two on links that everything rests on."""
    story.say("4 tests: one decided, one that waits for its decision, one running, one about to begin")
    mission = next(row for row in missions(story.reader(story.by(story.now))) if row.slug == "food")
    weak = logic_brief(story.reader(story.by(story.now)), slug="food").suggestions
    links = [*[each.link.key for each in weak][:2], None, None]
    finished(story, mission.key, links[0])
    waiting(story, mission.key, links[1])
    running(story, mission.key)
    about_to_begin(story, mission.key)


def locked(story: "Story", mission: UUID, link: UUID | None, plan: PlanWords, ago: int) -> UUID:
    """Draft a plan, and lock it a day later."""
    words = replace(plan, reviewed_on=on(story, ago + 9), **ETHICS)  # type: ignore[arg-type]
    key = actions.draft_test(at(story, ago + 1), mission=mission, plan=words, link=link)
    actions.lock_plan(at(story, ago), test=key, version=version(key))
    return key


def version(key: UUID) -> int:
    return labels([key])[key].version


def drawn(story: "Story", key: UUID, rows: list[str], ago: int) -> None:
    """Commit the seed, fix the list a day later, draw, begin."""
    roster = read_list("\n".join(rows))
    actions.commit_seed(at(story, ago), test=key)
    actions.fix_list(at(story, ago - 1), test=key, roster=roster)
    actions.draw_lots(at(story, ago - 2), test=key)
    actions.start_test(at(story, ago - 2), test=key, on=on(story, ago - 2))


def families(count: int) -> list[str]:
    """Return a list of families in codes, with what is known of each before the draw."""
    rng = np.random.default_rng(5)
    known = zip(rng.poisson(1.6, count), rng.normal(410, 60, count), strict=True)
    rows = (f"family {at:04},{children},{income:.0f}" for at, (children, income) in enumerate(known, 1))
    return ["unit,children,income a week", *rows]


def finished(story: "Story", mission: UUID, link: UUID | None) -> None:
    """A trial from its question to the decision, with the data by which it was settled."""
    plan = replace(CLAIMS, data_until=on(story, 190), decide_on=on(story, 170))
    key = locked(story, mission, link, plan, 250)
    drawn(story, key, families(640), 245)
    groups = (GroupCount("new", 320, left=4), GroupCount("usual", 320, left=6))
    look = NewLook(
        groups, 0.06, (("Calls to the contact centre", False),), f"All letters went out {INVENTED}."
    )
    actions.watch_test(at(story, 220), test=key, look=look)
    found = draw_row(Reader(RECORDER, story.now), test=key)
    assert found is not None  # drawn above
    outcome = replace(
        computed(found.program, found.list_content, found.content, data_of(found.content)),
        saw=f"Families with the clearer letter claimed sooner, and fewer called to ask {INVENTED}.",
        surprised=f"Families who had claimed before gained as much as the others {INVENTED}.",
        people=f"Between about 100 and 200 more families a year in the borough {INVENTED}.",
        costs=f"£900 for printing, two days of a designer {INVENTED}.",
        method="Least squares with the draw’s own program for chance",
    )
    record_result(at(story, 185), test=key, outcome=outcome, version=version(key))
    actions.rate_test(
        at(story, 180),
        test=key,
        scale=Scale.HEADWAY,
        level=3,
        reasons=f"Drawn by lot, few left, the plan was kept {INVENTED}.",
    )
    decision = settle(story, mission, key)
    if link is not None:
        weigh(story, mission, Weighing(key, link, decision, 3, WHY))


def weigh(story: "Story", mission: UUID, weighing: Weighing) -> None:
    """By the same decision, the link rests on the test from now on."""
    weigh_finding(at(story, 163), mission=mission, weighing=weighing, version=version(weighing.finding))


def data_of(allocation: str) -> str:
    """Return made-up outcomes: 100 for a family that claimed, 0 for one that did not."""
    seen = dict.fromkeys(("new", "usual"), 0)
    claims = {"new": 11, "usual": 6}  # of every 20
    told = ["unit,outcome"]
    for row in csv.DictReader(io.StringIO(allocation)):
        told.append(f"{row['unit']},{100 if seen[row['arm']] % 20 < claims[row['arm']] else 0}")
        seen[row["arm"]] += 1
    return "\n".join(told)


def settle(story: "Story", mission: UUID, key: UUID) -> UUID:
    """The board follows the rule that was set beforehand; return its decision."""
    home = next(row for row in boards(story.reader(story.by(story.now)), missions={mission}))
    words = replace(
        WORDS,
        title="Send the clearer letter to every family",
        text="The letter of one page replaces the one before from next term.",
        kind=DecisionKind.START_STOP_TEST,
        forecast="Thirty families or more a year claim who would not have (invented).",
        about=(key,),
        review_on=on(story, -200),
    )
    decision = decided(story, home.key, words, 165)
    ruling = NewRuling(Choice.ADOPT, costs=f"£1,200 a year {INVENTED}")
    decide_test(at(story, 164), test=key, decision=decision, ruling=ruling, version=version(key))
    return decision


def waiting(story: "Story", mission: UUID, link: UUID | None) -> None:
    """A result that has waited nine days for its decision."""
    plan = replace(KITCHENS, data_until=on(story, 30), decide_on=on(story, 9))
    key = locked(story, mission, link, plan, 320)
    actions.start_test(at(story, 310), test=key, on=on(story, 310))
    look = NewLook(guardrails=(("Food thrown away", False),), note=f"Both kitchens opened {INVENTED}.")
    actions.watch_test(at(story, 200), test=key, look=look)
    outcome = Outcome(
        estimate=-1.1,
        lower=-2.6,
        upper=0.4,
        n=24,
        saw=f"A little fewer families skipped meals, within what chance does {INVENTED}.",
        surprised=f"Grandparents came with the children {INVENTED}.",
        changed=f"One kitchen opened later from the third month {INVENTED}.",
        people=f"Between 60 families fewer and 10 more {INVENTED}.",
        costs=f"£14,000 {INVENTED}",
        method="Monthly panel before and after",
        trends=True,
    )
    record_result(at(story, 25), test=key, outcome=outcome, version=version(key))


def running(story: "Story", mission: UUID) -> None:
    """A trial that runs, with an amendment and one look."""
    template = templates()["reminder"].plan
    plan = replace(
        template,
        title="Does a reminder bring more people to the cooking course?",
        harm=1,
        doubt=2,
        units=400,
        smallest_change=12.0,
        smallest_seen=11.6,
        can_answer=True,
        data_until=on(story, -40),
        decide_on=on(story, -70),
    )
    key = locked(story, mission, None, plan, 60)
    drawn(story, key, ["unit", *(f"place {number:03}" for number in range(1, 401))], 55)
    later = replace(plan, **ETHICS, reviewed_on=on(story, 69), decide_on=on(story, -84))  # type: ignore[arg-type]
    reason = f"The board meets two weeks later than planned {INVENTED}."
    actions.amend_plan(at(story, 40), test=key, plan=later, reason=reason, version=version(key))
    groups = (GroupCount("new", 200, left=3, crossed=2), GroupCount("usual", 200, left=4))
    actions.watch_test(at(story, 20), test=key, look=NewLook(groups, 0.04))


def about_to_begin(story: "Story", mission: UUID) -> None:
    """A roll-out in random order whose plan is locked and whose seed is committed."""
    template = templates()["team_practice"].plan
    plan = replace(
        template,
        title="Does a weekly learning hour help the teams that visit families?",
        harm=2,
        doubt=3,
        icc=0.05,
        icc_source="magentabook, local government, “researcher synthesis”",
        smallest_seen=0.19,
        can_answer=True,
        data_until=on(story, -300),
        decide_on=on(story, -330),
    )
    key = locked(story, mission, None, plan, 12)
    actions.commit_seed(at(story, 11), test=key)
