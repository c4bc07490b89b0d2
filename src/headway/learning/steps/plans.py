"""A test is begun, its draft written, its plan locked and amended."""

from datetime import UTC, date

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.canonical import Digest
from headway.kernel.errors import Conflict, Invalid
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create, rename
from headway.learning.analysis import (
    Lock,
    PlanWords,
    differences,
    draft_text,
    locked_text,
    missing,
    read_draft,
    read_locked,
    too_long,
)
from headway.learning.choices import KIND, Phase
from headway.learning.models import Draft, Plan, Stage, Test
from headway.learning.steps.ground import Standing, draft_of, move, require, required, test_of
from headway.people.queries import day_of


@step
def begin(mission: Thing, link: Thing | None, plan: PlanWords, by: By) -> Thing:
    """Write a test with its first draft, on one link of the mission's theory of change or on none."""
    check_lengths(plan)
    name = required(plan.title, "title")
    thing = create(NewThing(KIND, name, slug=name, language=plan.language, mission=mission), by.at)
    row = Test.objects.create(
        thing=thing, mission_id=mission.pk, link_id=link.pk if link else None, begun_at=by.at
    )
    write_draft(row, 1, plan, by)
    Stage.objects.create(test=row, phase=Phase.DRAFT, on=day_of(by.at), set_by=by.actor.key, known_from=by.at)
    return thing


def write_draft(row: Test, number: int, plan: PlanWords, by: By) -> None:
    """Write one version of a draft."""
    Draft.objects.create(
        test=row,
        number=number,
        design=plan.design,
        content=draft_text(plan),
        written_by=by.actor.key,
        known_from=by.at,
    )


def check_lengths(plan: PlanWords) -> None:
    """Refuse texts longer than what is kept."""
    long = too_long(plan)
    if long:
        raise Invalid(Sentence(_("Some texts are too long.")), long)


@step
def rewrite(thing: Thing, plan: PlanWords, by: By) -> int:
    """Write the next version of a draft; return its number."""
    row = test_of(thing)
    require_draft(row)
    check_lengths(plan)
    name = required(plan.title, "title")
    before = draft_of(row)
    Draft.objects.filter(pk=before.pk).update(known_to=by.at)
    write_draft(row, before.number + 1, plan, by)
    if name != thing.label:
        rename(thing, label=name, slug=name, at=by.at)
    else:
        bump(thing)
    return before.number + 1


def require_draft(row: Test) -> None:
    """Refuse to write a plan that is locked."""
    stage = Stage.objects.get(test=row, known_to__isnull=True)
    if stage.phase != Phase.DRAFT:
        raise Conflict(
            Sentence(_("This plan is locked. Nothing changes it; an amendment with its reason follows it."))
        )


@step
def lock_plan(thing: Thing, by: By, *, quiet_until: date | None) -> Plan:
    """Lock the draft as version 1 of the plan."""
    row = test_of(thing)
    require_draft(row)
    words = read_draft(draft_of(row).content)
    lacking = missing(words) | days_wrong(words, day_of(by.at))
    if lacking:
        raise Invalid(Sentence(_("The plan is not complete.")), lacking)
    plan = write_plan(row, words, by)
    move(row, thing, Standing(Phase.REGISTERED, plan, quiet_until=quiet_until), by)
    return plan


def days_wrong(words: PlanWords, today: date) -> dict[str, Sentence]:
    """Return the days that cannot be when a plan is locked, by field."""
    found = {}
    if words.reviewed_on and words.reviewed_on > today:
        found["reviewed_on"] = Sentence(_("The review comes before the lock."))
    if words.data_until and words.data_until < today:
        found["data_until"] = Sentence(_("The last data came before the lock: then this is no plan."))
    return found


def write_plan(row: Test, words: PlanWords, by: By, *, before: Plan | None = None, reason: str = "") -> Plan:
    """Write one locked version with its hash."""
    assert words.decide_on is not None  # a plan without it does not lock
    around = Lock(
        test=row.thing.key,
        mission=row.mission.thing.key,
        link=row.link.thing.key if row.link else None,
        version=before.number + 1 if before else 1,
        locked_at=by.at.astimezone(UTC).isoformat(timespec="microseconds"),
        follows=before.hash if before else "",
        reason=reason,
    )
    content, hashed = locked_text(around, words)
    return Plan.objects.create(
        test=row,
        number=around.version,
        design=words.design,
        decide_on=words.decide_on,
        content=content,
        hash=hashed,
        reason=reason,
        locked_by=by.actor.key,
        locked_at=by.at,
    )


@step
def amend(thing: Thing, words: PlanWords, reason: str, by: By) -> tuple[int, Digest]:
    """Lock the next version of a plan beside the ones before; return its number and hash."""
    row = test_of(thing)
    stage = require(row, Phase.REGISTERED, Phase.RUNNING)
    assert stage.plan is not None  # the database holds it
    why = required(reason)
    check_lengths(words)
    lacking = missing(words)
    if lacking:
        raise Invalid(Sentence(_("The plan is not complete.")), lacking)
    if not differences(read_locked(stage.plan.content), words):
        raise Invalid(Sentence(_("Nothing in the plan is different.")))
    plan = write_plan(row, words, by, before=stage.plan, reason=why)
    as_before = Standing(Phase(stage.phase), plan, stage.on, quiet_until=stage.quiet_until)
    move(row, thing, as_before, by)
    return plan.number, Digest(plan.hash)
