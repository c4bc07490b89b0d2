"""Kinds of test, what each can and cannot decide, the life of a test, and the scales it is rated on: data."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop as _


class Phase(StrEnum):
    """draft -> registered -> running -> analysed -> decided; a withdrawn one leaves a tombstone."""

    DRAFT = "draft"
    REGISTERED = "registered"
    RUNNING = "running"
    ANALYSED = "analysed"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


PHASES: dict[Phase, frozenset[Phase]] = {
    Phase.DRAFT: frozenset({Phase.REGISTERED, Phase.WITHDRAWN}),
    Phase.REGISTERED: frozenset({Phase.RUNNING, Phase.WITHDRAWN}),
    Phase.RUNNING: frozenset({Phase.ANALYSED, Phase.WITHDRAWN}),
    Phase.ANALYSED: frozenset({Phase.DECIDED}),
    Phase.DECIDED: frozenset(),
    Phase.WITHDRAWN: frozenset(),
}
LOCKED = frozenset({Phase.REGISTERED, Phase.RUNNING, Phase.ANALYSED, Phase.DECIDED})
ALIVE = frozenset({Phase.REGISTERED, Phase.RUNNING, Phase.ANALYSED})


class Design(StrEnum):
    """The kinds of test that one register holds."""

    USER_RESEARCH = "user_research"
    PROTOTYPE = "prototype"
    PILOT = "pilot"
    PROCESS = "process"
    CONTRIBUTION = "contribution"
    BEFORE_AFTER = "before_after"
    TRIAL = "trial"
    CLUSTER_TRIAL = "cluster_trial"
    STEPPED = "stepped"
    STAGGERED = "staggered"
    SYNTHETIC = "synthetic"


@dataclass(frozen=True, slots=True)
class DesignWords:
    """What one kind of test is, can decide and cannot; `strength` is the most it can earn of 0 to 4."""

    name: str
    what: str
    can: str
    cannot: str
    strength: int
    randomised: bool = False  # chance says who is first, or who at all
    compared: bool = False  # its result is a number with an interval


DESIGNS: dict[Design, DesignWords] = {
    Design.USER_RESEARCH: DesignWords(
        _("User research"),
        _("Watch and ask the people it is for, before anything is built."),
        _("It can show what people need, what they do and what gets in their way."),
        _("It cannot say how many people are like that, or whether anything works."),
        1,
    ),
    Design.PROTOTYPE: DesignWords(
        _("Prototype"),
        _("Try a rough version with a few people and change it."),
        _("It can show whether people understand it and what to change first."),
        _("It cannot say whether it changes the outcome."),
        1,
    ),
    Design.PILOT: DesignWords(
        _("Pilot"),
        _("Do it for real in a few places, to see whether it can be done."),
        _("It can show whether it can be done, what it costs and who takes it up."),
        _("It cannot say whether it caused a change: there is nobody to compare with."),
        2,
    ),
    Design.PROCESS: DesignWords(
        _("Process evaluation"),
        _("Follow how it is done: what was planned, what happened, for whom, why."),
        _("It can show whether it was done as meant, and why it did or did not take hold."),
        _("It cannot say how large the effect was."),
        2,
    ),
    Design.CONTRIBUTION: DesignWords(
        _("Contribution analysis"),
        _("Set out the story of change, and look for evidence for and against each step."),
        _("It can show whether it is likely that the work played a part, beside other causes."),
        _("It cannot say how large the part was."),
        2,
    ),
    Design.BEFORE_AFTER: DesignWords(
        _("Before and after, with process limits"),
        _("Watch an indicator that is measured often, and see whether it shifts after the change."),
        _("It can show that something changed, and when."),
        _("It cannot say that your change was the cause: something else may have come at the same time."),
        2,
        compared=True,
    ),
    Design.TRIAL: DesignWords(
        _("Trial, people drawn by lot"),
        _("Chance decides who gets it now and who gets what there is already."),
        _("It can show whether it works for these people, and by how much."),
        _("It cannot say why, or whether it works elsewhere."),
        3,
        randomised=True,
        compared=True,
    ),
    Design.CLUSTER_TRIAL: DesignWords(
        _("Trial, teams or places drawn by lot"),
        _("Chance decides which teams, schools or wards get it now."),
        _("It can show whether it works for teams or places like these, and by how much."),
        _("It cannot say much with few teams: their number counts more than the number of people."),
        3,
        randomised=True,
        compared=True,
    ),
    Design.STEPPED: DesignWords(
        _("Roll-out in random order"),
        _("Everybody gets it; chance decides who is first."),
        _("It can show whether it works and by how much, and nobody goes without."),
        _("It cannot show effects that come later than the last step."),
        3,
        randomised=True,
        compared=True,
    ),
    Design.STAGGERED: DesignWords(
        _("Staggered roll-out, compared with those not yet reached"),
        _("Places or teams start at different times, not by lot; compare with those still waiting."),
        _("It can show the likely effect, if those who waited would have gone the same way."),
        _("It cannot rule out that those who started early were different already."),
        3,
        compared=True,
    ),
    Design.SYNTHETIC: DesignWords(
        _("One place beside a mix of others"),
        _("Build from other places a mix that went the same way before, and see whether they part."),
        _("It can show the likely effect in one place that has a long record."),
        _("It cannot say much where the record is short or no mix fits."),
        3,
        compared=True,
    ),
}


class Unit(StrEnum):
    """What is counted or drawn."""

    PERSON = "person"
    HOUSEHOLD = "household"
    TEAM = "team"
    PLACE = "place"
    CASE = "case"
    PERIOD = "period"


PERSONAL = frozenset({Unit.PERSON, Unit.HOUSEHOLD, Unit.CASE})  # lists of these are not published


class Reading(StrEnum):
    """What a result says, beside the smallest change that would alter the decision."""

    CLEAR = "clear"  # better by at least that much
    BETTER = "better"  # better, by how much is open
    UNCLEAR = "unclear"
    NONE = "none"  # no difference worth having
    WORSE = "worse"


class Choice(StrEnum):
    """What is done after a test."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    EXTEND = "extend"
    STOP = "stop"


CHOICES: dict[Choice, str] = {
    Choice.ADOPT: _("Adopt: do it everywhere"),
    Choice.ADAPT: _("Adapt: change it and test again"),
    Choice.EXTEND: _("Extend: go on until the answer is clear"),
    Choice.STOP: _("Stop: do not do it"),
}


class CheckCode(StrEnum):
    """What is looked at beside a result."""

    PLAN_KEPT = "plan_kept"
    SHARES = "shares"
    ATTRITION = "attrition"
    CONTAMINATION = "contamination"
    BALANCE = "balance"
    GUARDRAILS = "guardrails"
    SIZE = "size"
    TRENDS = "trends"
    STUDY_UNIT = "study_unit"
    STUDY_UNITS = "study_units"
    STUDY_AFTER = "study_after"


CHECKS: dict[CheckCode, str] = {
    CheckCode.PLAN_KEPT: _("The analysis is the one in the plan."),
    CheckCode.SHARES: _("The groups have the planned sizes."),
    CheckCode.ATTRITION: _("About as many left each group."),
    CheckCode.CONTAMINATION: _("Few got what the other group was meant to get."),
    CheckCode.BALANCE: _("The groups were alike at the start."),
    CheckCode.GUARDRAILS: _("Nothing that was watched got worse."),
    CheckCode.SIZE: _("As many took part as the plan needs."),
    CheckCode.TRENDS: _("Those compared went the same way before."),
    CheckCode.STUDY_UNIT: _("The study measures the outcome in the unit of the plan."),
    CheckCode.STUDY_UNITS: _("The study’s data hold as many teams or places as the plan says."),
    CheckCode.STUDY_AFTER: _("The study was worked out after the plan was locked."),
}
STUDY_CHECKS: dict[CheckCode, str] = {  # a warning before such a result is recorded
    CheckCode.STUDY_UNIT: _("The study measures its outcome in another unit than the plan."),
    CheckCode.STUDY_UNITS: _(
        "The study used other data than the plan says: another number of teams or places."
    ),
    CheckCode.STUDY_AFTER: _(
        "The study was worked out before the plan was locked: its answer was known by then."
    ),
}


class Scale(StrEnum):
    """The named scales a finished test is rated on; each has its version."""

    HEADWAY = "headway"
    MARYLAND = "maryland"
    EEF = "eef"


@dataclass(frozen=True, slots=True)
class ScaleWords:
    """A scale: who made it, its version, its levels in words, and whether we checked them at the source."""

    name: str
    version: str
    source: str
    levels: tuple[str, ...]  # from the lowest
    lowest: int = 0
    verified: bool = False


SCALES: dict[Scale, ScaleWords] = {
    Scale.HEADWAY: ScaleWords(
        _("Headway’s strength of evidence"),
        "1",
        _("Headway, with the steps of the EIF and TASO scales in mind"),
        (
            _("An assertion"),
            _("A plausible theory, or lived experience"),
            _("Preliminary: no claim about the cause"),
            _("One credible study of the cause"),
            _("Several that agree, at least one over a year"),
        ),
        verified=True,
    ),
    Scale.MARYLAND: ScaleWords(
        _("Maryland scientific methods scale"),
        "Sherman and others 1997, as adapted by What Works Growth",
        _("What Works Growth puts difference in differences at 3; the Magenta Book’s package at 4."),
        (
            _("Compared at one moment, or before and after, without controls"),
            _("Before and after, with controls that do not fit well"),
            _("Before and after, compared with a group that fits"),
            _("A comparison that is as good as chance"),
            _("Drawn by lot, and kept to it"),
        ),
        lowest=1,
    ),
    Scale.EEF: ScaleWords(
        _("EEF padlocks"),
        "not verified",
        _("Education Endowment Foundation; thresholds from memory"),
        (
            _("No padlock"),
            _("One padlock"),
            _("Two padlocks"),
            _("Three padlocks"),
            _("Four padlocks"),
            _("Five padlocks"),
        ),
    ),
}


class PlanStep(StrEnum):
    """The pages of a plan, in the order they are filled."""

    ASSUMPTION = "assumption"
    QUESTION = "question"
    POSSIBLE = "possible"
    DESIGN = "design"
    SIZE = "size"
    MEASURE = "measure"
    RULE = "rule"
    ETHICS = "ethics"


KIND = "test"  # of the Thing


class StudyKind(StrEnum):
    """What a study on the bench compares: teams before and after they adopted, or one place with a mix."""

    ADOPTION = "adoption"
    MIX = "mix"


STUDY = "study"  # of the Thing of a study on the bench
SCHEMA = "headway-test-plan-1"


FINDING = "finding"  # kind of the Thing


class Measure(StrEnum):
    """What the number of a finding is; only findings of one measure are put together."""

    STANDARDISED = "standardised"
    POINTS = "points"
    RATIO = "ratio"
    OWN = "own"


MEASURES: dict[Measure, str] = {
    Measure.STANDARDISED: _("Difference in standard deviations"),
    Measure.POINTS: _("Difference in percentage points"),
    Measure.RATIO: _("Ratio: 1 is no difference"),
    Measure.OWN: _("Difference in the unit of the outcome"),
}
