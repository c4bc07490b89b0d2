"""A registered test starts, is watched, gives a result, is decided on, rated or withdrawn."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By, Reader, RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.learning.analysis import (
    Checked,
    NewLook,
    NewRuling,
    Outcome,
    kept,
    looked,
    read_locked,
    reading_of,
    recommended,
    result_checks,
)
from headway.learning.choices import SCALES, Choice, Phase, Reading, Scale
from headway.learning.models import Draw, Look, Plan, Rating, Result, Ruling, Test
from headway.learning.queries.looks import last_checks
from headway.learning.steps.ground import Standing, mission_key, move, require, required, stage_of, test_of
from headway.people.queries import another_holds, day_of


@step
def start(thing: Thing, on: date, by: By, *, quiet_until: date | None) -> None:
    """Say that a registered test began; one drawn by lot needs its draw first."""
    row = test_of(thing)
    stage = require(row, Phase.REGISTERED)
    assert stage.plan is not None  # the database holds it
    if read_locked(stage.plan.content).words.randomised and not Draw.objects.filter(test=row).exists():
        raise Conflict(Sentence(_("Draw the lots first: the plan says that chance decides.")))
    today = day_of(by.at)
    if not stage.on <= on <= today:
        said = Sentence(_("Choose a day from the lock of the plan to today."))
        raise Invalid(said, {"on": said})
    move(row, thing, Standing(Phase.RUNNING, stage.plan, on, quiet_until=quiet_until), by)


@step
def watch(thing: Thing, look: NewLook, by: By) -> tuple[int, tuple[Checked, ...]]:
    """Record how a test runs; return the number of the look and what its checks found."""
    row = test_of(thing)
    stage = require(row, Phase.RUNNING)
    assert stage.plan is not None  # the database holds it
    words = read_locked(stage.plan.content)
    check_counts(look)
    found = looked(words, look)
    number = Look.objects.filter(test=row).count() + 1
    Look.objects.create(
        test=row,
        number=number,
        on=day_of(by.at),
        content=kept(replace(look, checks=found)),
        written_by=by.actor.key,
        looked_at=by.at,
    )
    bump(thing)
    return number, found


def check_counts(look: NewLook) -> None:
    """Refuse more who left or crossed than began, and a look that sees nothing."""
    if not look.groups and not look.note.strip() and not look.guardrails:
        raise Invalid(Sentence(_("Say what you saw.")))
    for each in look.groups:
        if max(each.left, each.crossed) > each.began or min(each.began, each.left, each.crossed) < 0:
            raise Invalid(Sentence(_("More left or mixed than began: look at the numbers again.")))


@step
def analyse(
    thing: Thing,
    outcome: Outcome,
    by: By,
    *,
    reason: str = "",
    quiet_until: date | None = None,
    study: Thing | None = None,
) -> tuple[int, Reading]:
    """Record what came out, or the next result that corrects it; return its number and reading."""
    row = test_of(thing)
    stage = require(row, Phase.RUNNING, Phase.ANALYSED)
    assert stage.plan is not None  # the database holds it
    words = read_locked(stage.plan.content)
    first = words.first_look
    if first is not None and day_of(by.at) < first:
        raise Conflict(
            Sentence(
                _("The plan shows no effect before %(day)s. Record what you watch instead."), {"day": first}
            )
        )
    check_outcome(outcome, compared=words.words.compared)
    reading = reading_of(words, outcome)
    if reading is None:
        said = Sentence(_("Say what the test says, or give the interval."))
        raise Invalid(said, {"reading": said, "lower": said})
    correcting = stage.phase == Phase.ANALYSED
    number = Result.objects.filter(test=row).count() + 1
    checks = (*outcome.checks, *result_checks(words, outcome, last_checks(row.pk)))
    whole = replace(outcome, checks=checks)
    Result.objects.create(
        test=row,
        plan=stage.plan,
        number=number,
        reading=reading,
        content=kept(whole),
        file_id=outcome.file or None,
        study_id=study.pk if study else None,
        reason=required(reason) if correcting else "",
        written_by=by.actor.key,
        found_at=by.at,
    )
    if correcting:
        bump(thing)
    else:
        move(row, thing, Standing(Phase.ANALYSED, stage.plan, quiet_until=quiet_until), by)
    return number, reading


def check_outcome(outcome: Outcome, *, compared: bool) -> None:
    """Refuse an interval that is none, and a result that says nothing."""
    wrong = {}
    numbers = (outcome.estimate, outcome.lower, outcome.upper)
    if compared and any(each is None for each in numbers):
        wrong["lower"] = Sentence(_("Give the effect with its interval: the plan promised a number."))
    elif all(each is not None for each in numbers):
        estimate, lower, upper = (float(each) for each in numbers if each is not None)
        if not lower <= estimate <= upper:
            wrong["lower"] = Sentence(_("The effect lies between the two ends of its interval."))
    if outcome.p is not None and not 0 <= outcome.p <= 1:
        wrong["p"] = Sentence(_("p lies between 0 and 1."))
    if not compared and not outcome.saw.strip():
        wrong["saw"] = Sentence(_("Say what you saw."))
    if not outcome.plan_kept and not outcome.deviations.strip():
        wrong["deviations"] = Sentence(_("Say what was done otherwise than planned."))
    if wrong:
        raise Invalid(Sentence(_("The result is not complete.")), wrong)


@step
def rule(
    thing: Thing, decision: Thing, new: NewRuling, by: By, *, quiet_until: date | None = None
) -> tuple[Choice, Choice]:
    """Write what was decided beside what the rule had said; return both, the rule first."""
    row = test_of(thing)
    stage = require(row, Phase.ANALYSED)
    assert stage.plan is not None  # the database holds it
    if Ruling.objects.filter(decision=decision).exists():
        said = Sentence(_("This decision was used for another test. Each test has its own."))
        raise Invalid(said, {"decision": said})
    result = Result.objects.filter(test=row).latest("number")
    outcome = Outcome.read(result.content)
    words = read_locked(stage.plan.content)
    told = recommended(words, Reading(result.reading), outcome.checks)
    if told != new.choice:
        opposing(new)
    office = things_named(new)
    Ruling.objects.create(
        test=row,
        result=result,
        decision=decision,
        rule=told,
        choice=new.choice,
        reason=new.reason.strip(),
        second_id=office.pk if office else None,
        costs=new.costs.strip(),
        ruled_by=by.actor.key,
        ruled_at=by.at,
    )
    move(row, thing, Standing(Phase.DECIDED, stage.plan, quiet_until=quiet_until), by)
    return told, new.choice


def opposing(new: NewRuling) -> None:
    """Refuse to go against the rule without a reason and a second name."""
    wrong = {}
    if not new.reason.strip():
        wrong["reason"] = Sentence(_("This goes against the rule set beforehand. Say why, in public."))
    if new.second is None:
        wrong["second"] = Sentence(_("Name a second office that stands for going against the rule."))
    if wrong:
        raise Invalid(Sentence(_("A decision against the rule needs a reason and a second name.")), wrong)


def things_named(new: NewRuling) -> Thing | None:
    """Return the office that stands for a decision as the second."""
    if new.second is None:
        return None
    office = Thing.objects.filter(kind="office", key=new.second).first()
    if office is None:
        said = Sentence(_("There is no such office."))
        raise Invalid(said, {"second": said})
    return office


@step
def rate(thing: Thing, scale: Scale, level: int, reasons: str, by: By) -> None:
    """Write how strong a reviewer finds a finished test; who locked its plan only where nobody else could."""
    row = test_of(thing)
    require(row, Phase.ANALYSED, Phase.DECIDED)
    words = SCALES[scale]
    if not words.lowest <= level < words.lowest + len(words.levels):
        said = Sentence(_("Choose a level of this scale."))
        raise Invalid(said, {"level": said})
    check_reviewer(row, thing, by)
    Rating.objects.create(
        test=row,
        scale=scale,
        version=words.version,
        level=level,
        reasons=required(reasons, "reasons"),
        rated_by=by.actor.key,
        rated_at=by.at,
    )
    bump(thing)


def check_reviewer(row: Test, thing: Thing, by: By) -> None:
    """Refuse who locked the plan while somebody else could rate, and who has rated already on this scale."""
    own = Plan.objects.filter(test=row, locked_by=by.actor.key).exists() and by.actor.key is not None
    reader = Reader(by.actor, by.at)
    others = any(
        another_holds(reader, role, scopes=(mission_key(thing),))
        for role in (RoleName.ANALYST, RoleName.RESEARCHER)
    )
    if own and others:
        raise Forbidden(Sentence(_("You locked this plan. Somebody else must rate the test.")))


@step
def withdraw(thing: Thing, reason: str, by: By) -> None:
    """End a test without a result; its plan and reason stay as a tombstone."""
    row = test_of(thing)
    plan = stage_of(row).plan
    move(row, thing, Standing(Phase.WITHDRAWN, plan, note=required(reason)), by)
