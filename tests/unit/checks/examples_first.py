"""A dossier for every single thing that checks C1 to C9 can say, and the words in English."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from headway.briefs.checks.dossier import (
    Commitment,
    Dossier,
    Initiative,
)
from headway.measures.choices import Level
from headway.targets.analysis.ambition import Ambition
from tests.builders_checks import (
    GOAL,
    INITIATIVES,
    LINKS,
    OTHER,
    PATH,
    dossier,
    forecast,
    heard,
    measure,
    measured,
    named,
    outcome,
)

Examples = Mapping[str, tuple[Dossier, str]]
EXPECTED = "If things go on as now, we expect 71% by 2030; the goal is 80%."


def paced(required: float, best: float, **changed: object) -> Dossier:
    return measured(ambition=Ambition(required, best, 5.0), **changed)


def promised(*families: str, departments: tuple[str, ...] = ("Housing", "Health")) -> Dossier:
    one = Commitment(families=frozenset(families), departments=frozenset(departments))
    return dossier(commitments=(one,))


C1: Examples = {
    "no_target": (measured(goal=None), "We cannot tell: no headline outcome has a target yet."),
    "passed": (
        measured(goal=replace(GOAL, by=date(2025, 12, 31))),
        "The date of the goal (2025) has passed: nothing is left to expect.",
    ),
    "no_pace": (
        measured(ambition=None, points=1),
        "We cannot tell: with 1 figure there is no pace to compare with.",
    ),
    "not_bold": (
        measured(forecast=forecast(82.0)),
        "If things go on as now, we expect 82% by 2030; the goal is 80%: no more.",
    ),
    "reached": (
        measured(forecast=None, latest=81.0),
        "The latest figure, 81%, reaches the goal of 80% by 2030 already.",
    ),
    "never_moved": (
        paced(1.8, -0.2),
        f"{EXPECTED} That needs 1.8 percentage points a year, and nothing on record moved that way for so long.",
    ),
    "never_moved_unforeseen": (
        paced(1.8, 0.0, forecast=None),
        (
            "The goal is 80% by 2030. That needs 1.8 percentage points a year, and nothing on record moved that "
            "way for so long."
        ),
    ),
    "no_precedent": (
        paced(3.0, 0.9),
        (
            f"{EXPECTED} That needs 3.0 percentage points a year: it has no precedent, for the best 5 years on "
            "record gave 0.9 percentage points, and 3 times that is the most we call reachable."
        ),
    ),
    "no_precedent_unforeseen": (
        paced(3.0, 0.9, forecast=None),
        (
            "The goal is 80% by 2030. That needs 3.0 percentage points a year: it has no precedent, for the best "
            "5 years on record gave 0.9 percentage points, and 3 times that is the most we call reachable."
        ),
    ),
    "no_forecast": (
        measured(forecast=None),
        (
            "We cannot tell whether it is bold: there is no forecast. The goal, 80% by 2030, needs 1.8 percentage "
            "points a year; the best 5 years on record gave 0.9 percentage points."
        ),
    ),
    "bold": (
        dossier(),
        (
            f"{EXPECTED} That needs 1.8 percentage points a year; the best 5 years on record gave 0.9 percentage "
            "points."
        ),
    ),
}
C2: Examples = {
    "no_outcomes": (dossier(outcomes=(), measures=()), "This mission has no outcomes yet."),
    "unmeasured": (
        dossier(
            outcomes=(
                outcome(),
                *(outcome(f"Outcome {at}", LINKS[at]) for at in range(2)),
                outcome("Unlock creativity", OTHER),
            ),
            measures=(measure(), *(measure(outcome=LINKS[at]) for at in range(2))),
        ),
        "3 of 4 outcomes are measured. “Unlock creativity” has no measure yet.",
    ),
    "unclear": (
        measured(lacking=("population", "publisher")),
        "1 measure is not fully described. “Adults who eat well” does not say whom it counts and its source.",
    ),
    "specific": (dossier(), "The 1 outcome is measured, and its card says what is counted."),
}
C3: Examples = {
    "unmeasured": (dossier(measures=()), "We cannot tell: no headline outcome has a measure yet."),
    "gaps": (
        measured(baseline=None, points=2, next_release_on=date(2026, 1, 5), responsible=""),
        (
            "Still missing: a dated baseline, enough figures (2 of 3), the date of the next release (5 January "
            "2026 has passed) and an office that owns the data."
        ),
    ),
    "measurable": (dossier(), "Baseline dated March 2022, 6 figures, next due November 2026."),
}
C4: Examples = {
    "no_date": (dossier(deadline=None), "No date says when this mission should be reached."),
    "passed": (
        dossier(deadline=date(2025, 12, 31), on=date(2026, 11, 16)),
        "The date (2025) passed 320 days ago and no closing decision is recorded.",
    ),
    "dated": (dossier(), "The date is 31 December 2030."),
    "closed": (
        dossier(deadline=date(2025, 12, 31), closed_on=date(2026, 2, 2)),
        "The date was 31 December 2025; the mission was closed on 2 February 2026.",
    ),
}
POLICE = "13,000 additional officers, PCSOs and special constables"
C5: Examples = {
    "unmeasured": (dossier(measures=()), "We cannot tell: no headline outcome has a measure yet."),
    "output": (
        measured(name=named(POLICE), level=Level.INPUT),
        f"“{POLICE}” counts an input. Say what people should notice, and keep this as a delivery measure.",
    ),
    "outcome": (dossier(), "The 1 headline measure counts what people notice."),
}
C6: Examples = {
    "none_kept": (dossier(commitments=None), "We cannot tell: no promises are recorded yet."),
    "no_promises": (dossier(commitments=()), "Nobody has promised anything to this mission yet."),
    "missing_families": (
        promised("local_government", "health"),
        (
            "Promises come from 2 kinds of organisation (councils and the NHS); nothing yet from business, civil "
            "society or residents."
        ),
    ),
    "few_families": (
        promised("business", "civil_society", "residents"),
        "Promises come from 3 kinds of organisation (business, civil society and residents).",
    ),
    "few_departments": (
        promised("local_government", "health", "business", departments=("Housing",)),
        "Promises come from 3 kinds of organisation, but 1 accountable department puts anything in.",
    ),
    "joint": (
        dossier(),
        "Promises come from 3 kinds of organisation (councils, the NHS and business).",
    ),
}
C7: Examples = {
    "none_kept": (dossier(initiatives=None), "We cannot tell: no initiatives are recorded yet."),
    "few": (dossier(initiatives=INITIATIVES[:1]), "1 initiative is live; the rule asks for 3."),
    "all_own": (
        dossier(initiatives=(INITIATIVES[1],) * 4),
        "4 initiatives, 4 started by the mission’s owner.",
    ),
    "few_paths": (
        dossier(initiatives=(INITIATIVES[0],) * 3),
        "3 initiatives on 1 of the paths of the theory of change; the rule asks for 2.",
    ),
    "no_money_kept": (
        dossier(initiatives=(*INITIATIVES, Initiative(outside=False))),
        (
            "4 initiatives, 3 started by the mission’s owner. We cannot tell how the money is shared: it is not "
            "recorded for all."
        ),
    ),
    "one_takes_most": (
        dossier(
            initiatives=(
                Initiative(outside=True, paths=frozenset(LINKS[:1]), money=6.0),
                Initiative(outside=False, paths=frozenset(LINKS[1:2]), money=64.0),
                *(Initiative(outside=False, money=6.0) for _each in range(5)),
            )
        ),
        "7 initiatives, 6 started by the mission’s owner; one takes 64% of the money.",
    ),
    "several": (
        dossier(),
        "3 initiatives on 2 paths, 2 started by the mission’s owner; the largest takes 40% of the money.",
    ),
}
C8: Examples = {
    "none_kept": (
        dossier(hearings=None),
        "We cannot tell: no conversations or panels are recorded yet.",
    ),
    "unheard": (dossier(hearings=()), "No conversation or panel with citizens is recorded."),
    "too_late": (
        heard(on=date(2022, 3, 3)),
        "Citizens were heard, but only after the mission was adopted.",
    ),
    "who_is_unknown": (
        heard(recruited=""),
        "Citizens were heard before adoption, but how they were found or how many took part is not recorded.",
    ),
    "nothing_changed": (
        heard(changes=0),
        "212 people took part before adoption; no change of the charter traces to them.",
    ),
    "no_reply": (
        heard(replied=False),
        "212 people took part before adoption; no reply to them is published.",
    ),
    "some_missing": (
        heard(missing="under 18"),
        (
            "212 people took part before adoption; changes that trace to them: 2. No one of this group took part: "
            "under 18."
        ),
    ),
    "heard": (dossier(), "212 people took part before adoption; changes that trace to them: 2."),
}
C9: Examples = {
    "no_target": (measured(goal=None), "We cannot tell: no headline outcome has a target yet."),
    "no_path": (
        measured(path=None),
        "No path from the baseline to the target was agreed in advance.",
    ),
    "no_reason": (
        measured(path=replace(PATH, reason=" ")),
        "The path agreed on 6 January 2025 does not say why it has its shape.",
    ),
    "ends_early": (
        measured(path=replace(PATH, points=PATH.points[:-1])),
        "The path ends on 31 December 2029, before the date of the target, 31 December 2030.",
    ),
    "sparse": (
        measured(path=replace(PATH, points=PATH.points[::3])),
        "The path has 3 points between 31 December 2024 and 31 December 2030; the rule asks for 1 a year.",
    ),
    "drawn_after": (
        measured(before_path=2, after_path=0),
        "The path was drawn after the last 2 figures, so they are not used to say “on course”.",
    ),
    "agreed_first": (
        dossier(),
        "The path was agreed on 6 January 2025 with 7 points, before the figures it is judged by.",
    ),
}
