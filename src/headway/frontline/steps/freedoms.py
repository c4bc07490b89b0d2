"""Rows of freedoms: what is asked, and where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.frontline.analysis.freedoms import NewFreedom
from headway.frontline.choices import LONGEST_DAYS, FreedomState
from headway.frontline.models import (
    Freedom,
    FreedomStage,
    FreedomVersion,
    FreedomWatch,
    RuleVersion,
    Weighing,
)
from headway.frontline.steps.rules import require_there, version_of
from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create, rename
from headway.people.queries import day_of

ASKED = {
    "title": _("Give the freedom a name."),
    "allows": _("Say what it allows."),
    "who": _("Say who may use it."),
    "conditions": _("Say what guards it."),
}
LIMITS = {"title": 200, "who": 300}


@step
def ask(new: NewFreedom, things: Mapping[UUID, Thing], by: By) -> Thing:
    """Write what is asked for."""
    rule = version_of(things[new.rule])
    require_there(rule)
    if rule.lock:
        raise Conflict(
            Sentence(
                _("This rule is locked: no freedom from it can be granted here. %(why)s"),
                {"why": rule.lock_reason},
            )
        )
    check(new, day_of(by.at))
    mission = things[new.mission] if new.mission else None
    thing = create(NewThing("freedom", new.title, language=new.language, mission=mission, key=new.key), by.at)
    row = Freedom.objects.create(
        thing=thing,
        rule_id=rule.rule_id,
        barrier_id=things[new.barrier].pk if new.barrier else None,
        weighing=weighing_of(rule, new.weighing),
        asked_on=day_of(by.at),
        asked_at=by.at,
    )
    write_version(row, 1, new, things, by)
    write_stage(row, FreedomState.ASKED, by)
    return thing


def weighing_of(rule: RuleVersion, number: int | None) -> Weighing | None:
    """Return the weighing that a freedom follows from; raises Missing where there is none."""
    if number is None:
        return None
    row = Weighing.objects.filter(rule_id=rule.rule_id, number=number).first()
    if row is None:
        raise Missing
    return row


@step
def rewrite(thing: Thing, new: NewFreedom, things: Mapping[UUID, Thing], by: By) -> int:
    """Write the next wording of what is asked; return its number."""
    row = freedom_of(thing)
    if stage_of(row).state not in {FreedomState.ASKED, FreedomState.REFUSED}:
        raise Conflict(Sentence(_("This freedom was granted. Ask for another, or let the board decide.")))
    check(new, day_of(by.at))
    before = words_of(row)
    FreedomVersion.objects.filter(pk=before.pk).update(known_to=by.at)
    write_version(row, before.number + 1, new, things, by)
    rename(thing, label=new.title, slug=None, at=by.at)
    return before.number + 1


def write_version(row: Freedom, number: int, new: NewFreedom, things: Mapping[UUID, Thing], by: By) -> None:
    """Write one wording with the indicators it watches."""
    owner = RuleVersion.objects.get(rule_id=row.rule_id, known_to__isnull=True).owner_id
    version = FreedomVersion.objects.create(
        freedom=row,
        number=number,
        title=new.title.strip(),
        allows=new.allows.strip(),
        who=new.who.strip(),
        place_id=things[new.place].pk if new.place else None,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        conditions=new.conditions.strip(),
        answers_for_id=things[new.answers_for].pk if new.answers_for else owner,
        test=things[new.test] if new.test else None,
        language=new.language,
        written_by=by.actor.key,
        known_from=by.at,
    )
    watch(version, [things[key].pk for key in dict.fromkeys(new.watch)])


def watch(version: FreedomVersion, indicators: Sequence[int]) -> None:
    """Write what is watched while a freedom runs."""
    FreedomWatch.objects.bulk_create(FreedomWatch(version=version, indicator_id=pk) for pk in indicators)


def check(new: NewFreedom, today: date) -> None:
    """Refuse a freedom that says too little, watches nothing, or has no last day within two years."""
    wrong = dict(_faults(new, today))
    if wrong:
        raise Invalid(Sentence(_("What is asked for is not complete.")), wrong)


def _faults(new: NewFreedom, today: date) -> Iterator[tuple[str, Sentence]]:
    for name, text in ASKED.items():
        if not getattr(new, name).strip():
            yield name, Sentence(text)
    for name, most in LIMITS.items():
        if len(getattr(new, name)) > most:
            yield name, Sentence(_("Use at most %(limit)s characters."), {"limit": most})
    if not new.watch:
        yield "watch", Sentence(_("Choose at least one indicator that would show harm."))
    if new.ends_on < today or new.ends_on < new.starts_on:
        yield "ends_on", Sentence(_("The last day must be ahead, and not before the first."))
    elif new.ends_on > new.starts_on + timedelta(days=LONGEST_DAYS):
        yield (
            "ends_on",
            Sentence(_("A freedom lasts two years at most. For longer, the rule itself must change.")),
        )


def write_stage(
    row: Freedom, state: FreedomState, by: By, *, decision: Thing | None = None, **more: str
) -> None:
    """Close the stage a freedom stands in and write the next."""
    FreedomStage.objects.filter(freedom=row, known_to__isnull=True).update(known_to=by.at)
    FreedomStage.objects.create(
        freedom=row,
        state=state,
        on=day_of(by.at),
        decision=decision,
        set_by=by.actor.key,
        known_from=by.at,
        **more,
    )


def freedom_of(thing: Thing) -> Freedom:
    """Return the row of a freedom; raises Missing."""
    row = Freedom.objects.filter(pk=thing.pk).first()
    if row is None:
        raise Missing
    return row


def stage_of(row: Freedom) -> FreedomStage:
    """Return the stage a freedom stands in."""
    return FreedomStage.objects.get(freedom=row, known_to__isnull=True)


def words_of(row: Freedom) -> FreedomVersion:
    """Return the words that hold."""
    return FreedomVersion.objects.get(freedom=row, known_to__isnull=True)
