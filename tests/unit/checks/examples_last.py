"""A dossier for every single thing that checks C10 to C18 can say, and the words in English."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from headway.briefs.checks.dossier import (
    Barriers,
    Dossier,
    Litmus,
    Logic,
    Money,
    Split,
    Voices,
)
from tests.builders_checks import (
    AGREED,
    LINKS,
    dossier,
    measured,
    named,
    unit_target,
)

Examples = Mapping[str, tuple[Dossier, str]]


def logic(**facts: object) -> Dossier:
    return dossier(logic=Logic(links=9, **facts))  # type: ignore[arg-type]


C10: Examples = {
    "no_logic": (dossier(logic=Logic()), "No theory of change is written down yet."),
    "unreached": (
        logic(unreached=(named("eats well"),)),
        "Nothing that has money leads to the headline outcome “eats well”.",
    ),
    "unproven": (logic(unproven=2), "2 links carry no evidence; there are ways round each of them."),
    "some_critical": (
        logic(unproven=3, unproven_critical=1, critical_to=named("eats well")),
        "3 links carry no evidence; 1 of them lies on every path to “eats well”.",
    ),
    "both_critical": (
        logic(unproven=2, unproven_critical=2, critical_to=named("eats well")),
        "2 links carry no evidence; both lie on every path to “eats well”.",
    ),
    "all_critical": (
        logic(unproven=3, unproven_critical=3, critical_to=named("eats well")),
        "3 links carry no evidence; all lie on every path to “eats well”.",
    ),
    "bare": (logic(bare=1), "1 link does not say what it assumes."),
    "complete": (
        dossier(),
        "Every headline outcome is reached, and all 9 links say what they assume and rest on.",
    ),
}
GRADES = "(Seen: {} of 2, confirmed: {} of 2.)"
C11: Examples = {
    "no_target": (measured(goal=None), "There are no targets yet."),
    "on_the_mission": (dossier(), "The 1 target rests on the mission itself, not on a team or a unit."),
    "not_graded": (
        dossier(unit_targets=(unit_target(verifiable=None),)),
        (
            "We cannot tell: “Visits” has a target that rests on a unit, and nobody has graded whether its work "
            "can be seen and its reading confirmed."
        ),
    ),
    "only_learning": (
        dossier(unit_targets=(unit_target(learning=True),)),
        "“Visits” may only be used to learn, yet a target on it rests on a unit of delivery.",
    ),
    "not_confirmed": (
        dossier(unit_targets=(unit_target(verifiable=0),)),
        (
            "Counting “Visits” cannot show whether what was done helped. Use it to learn, not as a target on "
            f"teams. {GRADES.format(2, 0)}"
        ),
    ),
    "not_seen": (
        dossier(unit_targets=(unit_target(observable=0, verifiable=2),)),
        (
            "The work behind “Visits” cannot be seen at reasonable cost. Use it to learn, not as a target on "
            f"teams. {GRADES.format(0, 2)}"
        ),
    ),
    "not_both": (
        dossier(unit_targets=(unit_target(observable=1),)),
        (
            "“Visits” can be seen and confirmed only in part. Use it to learn, not as a target on teams. "
            f"{GRADES.format(1, 1)}"
        ),
    ),
    "fits": (
        dossier(unit_targets=(unit_target(),)),
        "The target on “Visits” rests on a unit whose work can be seen (2 of 2) and confirmed (1 of 2).",
    ),
}
C12: Examples = {
    "no_target": (measured(goal=None), "We cannot tell: no headline outcome has a target yet."),
    "bare": (
        measured(balanced=False),
        (
            "The target on “Adults who eat well” could be reached by making something else worse; nothing here "
            "would show it."
        ),
    ),
    "balanced": (
        dossier(),
        "The 1 headline target has a measure that would worsen if it were gamed.",
    ),
}
WARDS = Split(name="wards", shown=5, of=18)
C13: Examples = {
    "unmeasured": (dossier(measures=()), "We cannot tell: no headline outcome has a measure yet."),
    "whole": (
        measured(tiers=(), groups=()),
        "Shown for the whole place and everybody; not by smaller place, not by group.",
    ),
    "no_places": (measured(tiers=()), "Shown by Sex; not by smaller place."),
    "no_groups": (
        measured(tiers=(WARDS,), groups=()),
        "Shown for 5 of 18 places (wards); not by group, such as age, sex or disability.",
    ),
    "no_gap": (
        measured(groups=(Split(name="Sex", shown=2),)),
        "Shown for 18 of 18 places (wards) and by Sex, but no two groups have a figure of the same time.",
    ),
    "split": (
        dossier(),
        "Shown for 18 of 18 places (wards) and by Sex; the farthest groups are 6.0 percentage points apart.",
    ),
}
LEAD = "Director of Strategy leads"
C14: Examples = {
    "no_lead": (dossier(lead=""), "No office is named that leads this mission."),
    "no_powers": (
        dossier(powers=False),
        f"{LEAD}, but what that office may decide is not written down.",
    ),
    "no_money_kept": (
        dossier(money=None),
        f"We cannot tell: {LEAD} and its powers are written down, but no money is recorded yet.",
    ),
    "no_money": (
        dossier(money=Money()),
        f"{LEAD} and may decide, but no money is marked for this mission.",
    ),
    "no_fiscal_event": (
        dossier(money=Money(lines=1)),
        f"{LEAD} with powers and money, but no budget or spending review is linked.",
    ),
    "owned": (
        dossier(),
        f"{LEAD}, with powers that are written down and money linked to a fiscal event.",
    ),
}
C15: Examples = {
    "no_logic": (dossier(logic=None), "We cannot tell: no theory of change is recorded yet."),
    "none_weak": (dossier(), "No link that every path needs rests on little."),
    "none_kept": (
        dossier(logic=Logic(links=9, weak=frozenset(LINKS[:3])), tested=None),
        "We cannot tell whether the 3 weakest links are being tested: no tests are recorded yet.",
    ),
    "untested": (
        dossier(logic=Logic(links=9, weak=frozenset(LINKS[:3])), tested=frozenset(LINKS[2:5])),
        "1 of 3 weakest links is being tested.",
    ),
    "planned": (
        dossier(logic=Logic(links=9, weak=frozenset(LINKS[:1])), tested=frozenset(LINKS)),
        "The 1 weakest link is being tested.",
    ),
}
LATELY = (date(2025, 11, 3),)
C16: Examples = {
    "none_kept": (dossier(barriers=None), "We cannot tell: no barriers are recorded yet."),
    "closed": (
        dossier(barriers=Barriers(open=False)),
        "There is nowhere for those who do the work to say what is in the way.",
    ),
    "no_decider": (
        dossier(barriers=Barriers(open=True, undecided_kinds=("procurement rules",))),
        "The log is open; no decider is named for procurement rules.",
    ),
    "no_clock": (
        dossier(barriers=Barriers(open=True, clock=False)),
        "The log is open and deciders are named, but no clock says by when they answer.",
    ),
    "none_decided": (
        dossier(barriers=Barriers(open=True)),
        "The log is open, but no barrier has been decided yet.",
    ),
    "none_lately": (
        dossier(barriers=Barriers(open=True, decided_on=LATELY)),
        (
            "The log is open, but too few barriers were decided in the last 90 days; the last was on 3 November "
            "2025."
        ),
    ),
    "heard": (
        dossier(),
        "The log is open, with deciders and a clock; the last barrier was decided on 2 February 2026.",
    ),
}
C17: Examples = {
    "closed": (dossier(closed_on=AGREED), "The mission was closed on 6 January 2025."),
    "neither": (
        dossier(review_on=None, ends_when=""),
        "No date says when this mission is reviewed, and no condition says when it ends.",
    ),
    "no_review": (
        dossier(review_on=None),
        "It is written when this mission ends, but not when it is reviewed.",
    ),
    "no_end": (
        dossier(ends_when=""),
        "No condition says when this mission ends. The next review is on 1 March 2027.",
    ),
    "review_passed": (
        dossier(review_on=date(2026, 3, 1)),
        "The date of the review, 1 March 2026, has passed.",
    ),
    "both": (
        dossier(),
        "The next review is on 1 March 2027, and the charter says when the mission ends.",
    ),
}
C18: Examples = {
    "before_headway": (
        dossier(litmus=None, before_headway=True),
        "The mission was adopted before Headway, so it was not asked here whether a mission is the right form.",
    ),
    "none_kept": (dossier(litmus=None), "We cannot tell: no litmus test is recorded yet."),
    "not_assessed": (
        dossier(litmus=Litmus(unanswered=("support",))),
        "Not assessed with evidence: support. A programme may serve better.",
    ),
    "right_form": (
        dossier(),
        "All four questions of the litmus test have an answer with evidence.",
    ),
}
WEAK = frozenset({UUID(int=5), UUID(int=6)})
W4: Examples = {
    "no_logic": (dossier(logic=None), "We cannot tell: no theory of change is recorded yet."),
    "none_weak": (dossier(), "No link that every path needs rests on little."),
    "early": (
        dossier(adopted_on=date(2025, 3, 3), logic=Logic(links=4, weak=WEAK)),
        "This is asked 365 days after adoption, and not before.",
    ),
    "untested": (
        dossier(logic=Logic(links=4, weak=WEAK)),
        "No test has been registered; 2 links rest on assertion.",
    ),
    "tested": (dossier(logic=Logic(links=4, weak=WEAK), tests=1), "1 test is registered."),
}
W5: Examples = {
    "none_kept": (dossier(barriers=None), "We cannot tell: nobody has said yet what is in the way."),
    "none_decided": (
        dossier(barriers=Barriers(open=True, raised=26)),
        "26 barriers raised, none decided in the last 180 days.",
    ),
    "none_granted": (
        dossier(barriers=Barriers(open=True, raised=26, decided_on=(date(2026, 2, 2),))),
        "26 barriers raised, 1 answered, none granted.",
    ),
    "heard": (dossier(), "12 barriers raised, 1 answered, 1 granted."),
}
W6: Examples = {
    "none_kept": (
        dossier(voices=None),
        "We cannot tell: nobody has voted in a conversation of this mission.",
    ),
    "unheard": (
        dossier(voices=Voices(votes=1204)),
        "1,204 votes cast; in 365 days no decision cites them and no answer was given.",
    ),
    "heard": (
        dossier(),
        "240 votes cast; answers and changes that trace to them in 365 days: 1.",
    ),
}
