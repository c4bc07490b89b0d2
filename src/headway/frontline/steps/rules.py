"""Rows of rules: versions, the barriers that rest on them, weighings."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.frontline.analysis.rules import NewRule, RuleChange
from headway.frontline.analysis.weighing import Found, NewWeighing, record
from headway.frontline.choices import RuleState
from headway.frontline.models import Barrier, BarrierRule, Rule, RuleVersion, Weighing
from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create, rename, slugify
from headway.people.queries import day_of

LIMITS = {"title": 200, "clause": 300}
ASKED = {
    "title": _("Give the rule a name."),
    "clause": _("Say where it is written down."),
    "text": _("Say in plain words what it asks."),
}


@step
def register(new: NewRule, things: Mapping[UUID, Thing], by: By) -> Thing:
    """Write a rule into the register."""
    check(new)
    named = NewThing("rule", new.title, slug=slugify(new.title), language=new.language, key=new.key)
    thing = create(named, by.at)
    rule = Rule.objects.create(thing=thing)
    since = new.since or day_of(by.at)
    if since > day_of(by.at):
        words = Sentence(_("Register a rule once it is in force."))
        raise Invalid(words, {"since": words})
    write(rule, 1, _fields(new, things), RuleState.IN_FORCE, since, by)
    return thing


@step
def amend(thing: Thing, new: NewRule, things: Mapping[UUID, Thing], by: By) -> int:
    """Put right what the register says; the rule itself is as it was. Return the version."""
    before = version_of(thing)
    require_there(before)
    check(new)
    number = before.number + 1
    made = _fields(new, things)
    close(before, by)
    write(before.rule, number, made, RuleState(before.state), new.since or before.since, by, before=before)
    rename(thing, label=new.title, slug=None, at=by.at)
    return number


@step
def change(thing: Thing, new: RuleChange, by: By, *, decision: Thing | None = None) -> int:
    """Write that the rule itself changed, or was taken away, for everybody. Return the version."""
    before = version_of(thing)
    require_there(before)
    wrong = {}
    if not new.note.strip():
        wrong["note"] = Sentence(_("Say why."))
    if new.state is RuleState.CHANGED and not new.text.strip():
        wrong["text"] = Sentence(_("Say how the rule reads from then on."))
    if new.since < before.since:
        wrong["since"] = Sentence(_("This is before the rule as it stands came into force."))
    if wrong:
        raise Invalid(Sentence(_("The change of the rule is not complete.")), wrong)
    kept = {name: getattr(before, name) for name in KEPT}
    made = kept | {"text": new.text.strip() or before.text, "clause": new.clause.strip() or before.clause}
    close(before, by)
    version = write(before.rule, before.number + 1, made, new.state, new.since, by)
    RuleVersion.objects.filter(pk=version.pk).update(note=new.note.strip(), decision=decision)
    bump(thing)
    return version.number


KEPT = ("title", "kind", "owner_id", "clause", "text", "lock", "lock_reason", "language")


def _fields(new: NewRule, things: Mapping[UUID, Thing]) -> dict[str, object]:
    owner = things[new.owner]
    if owner.kind != "office":
        raise Missing(Sentence(_("There is no such office.")))
    return {
        "title": new.title.strip(),
        "kind": new.kind,
        "owner_id": owner.pk,
        "clause": new.clause.strip(),
        "text": new.text.strip(),
        "lock": new.lock or "",
        "lock_reason": new.lock_reason.strip() if new.lock else "",
        "language": new.language,
    }


def write(
    rule: Rule,
    number: int,
    fields: Mapping[str, object],
    state: RuleState,
    since: date,
    by: By,
    *,
    before: RuleVersion | None = None,
) -> RuleVersion:
    """Write one version of a rule."""
    return RuleVersion.objects.create(
        rule=rule,
        number=number,
        state=state,
        since=since,
        note=before.note if before else "",
        decision_id=before.decision_id if before else None,
        written_by=by.actor.key,
        known_from=by.at,
        **fields,
    )


def close(before: RuleVersion, by: By) -> None:
    """End the version that held."""
    RuleVersion.objects.filter(pk=before.pk).update(known_to=by.at)


def check(new: NewRule) -> None:
    """Refuse a rule without a name, a place or words, or locked without a reason."""
    wrong = {name: Sentence(text) for name, text in ASKED.items() if not getattr(new, name).strip()}
    for name, most in LIMITS.items():
        if len(getattr(new, name)) > most:
            wrong[name] = Sentence(_("Use at most %(limit)s characters."), {"limit": most})
    if new.lock and not new.lock_reason.strip():
        wrong["lock_reason"] = Sentence(_("Say why no freedom from it can be granted here."))
    if wrong:
        raise Invalid(Sentence(_("The record of the rule is not complete.")), wrong)


def version_of(thing: Thing) -> RuleVersion:
    """Return the version of a rule that holds; raises Missing."""
    row = RuleVersion.objects.filter(rule_id=thing.pk, known_to__isnull=True).first()
    if row is None:
        raise Missing
    return row


def require_there(row: RuleVersion) -> None:
    """Refuse to touch a rule that was taken away."""
    if row.state == RuleState.REMOVED:
        raise Conflict(Sentence(_("This rule was taken away. Register a new one if it has come back.")))


@step
def name_rule(barrier: Thing, rule: Thing | None, by: By) -> None:
    """Say which rule a barrier rests on, or that none is known."""
    row = Barrier.objects.filter(pk=barrier.pk).first()
    if row is None:
        raise Missing
    held = BarrierRule.objects.filter(barrier=row, known_to__isnull=True)
    if rule is not None and held.filter(rule_id=rule.pk).exists():
        return
    held.update(known_to=by.at)
    if rule is not None:
        require_there(version_of(rule))
        BarrierRule.objects.create(barrier=row, rule_id=rule.pk, written_by=by.actor.key, known_from=by.at)
    bump(barrier)


@step
def keep_weighing(thing: Thing, new: NewWeighing, found: Found, by: By) -> int:
    """Keep one weighing with its inputs; return its number."""
    version_of(thing)
    number = Weighing.objects.filter(rule_id=thing.pk).count() + 1
    Weighing.objects.create(
        rule_id=thing.pk,
        number=number,
        inputs={name: list(three) for name, three in new.inputs.items()},
        options=dataclasses.asdict(new.compared),
        found=record(found),
        currency=new.currency,
        seed=new.seed,
        draws=found.weighed.draws if found.weighed else 0,
        note=new.note.strip(),
        language=new.language,
        written_by=by.actor.key,
        written_at=by.at,
    )
    bump(thing)
    return number
