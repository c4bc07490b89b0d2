"""The register of rules: register, amend, change; name the rule a barrier rests on; keep a weighing."""

from uuid import UUID

from headway.frontline import events, permissions
from headway.frontline.analysis.rules import NewRule, RuleChange
from headway.frontline.analysis.weighing import NewWeighing
from headway.frontline.analysis.weighing import weighing as weigh
from headway.frontline.queries.rules import RuleRow, rules, rules_under
from headway.frontline.steps import rules as steps
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Forbidden, Missing
from headway.people.queries import offices_of


def owned(reader: Reader, key: UUID) -> tuple[RuleRow, bool]:
    """Return a rule, and whether the reader holds the office that owns it; raises Missing."""
    found = rules(reader, keys={key})
    if not found:
        raise Missing
    return found[0], found[0].owner in offices_of(reader.actor, reader.at)


@action(events.RuleRegistered)
def register_rule(by: By, *, rule: NewRule) -> Done[UUID]:
    """Write a rule into the register; return its key.

    Raises
    ------
    Forbidden
        Unless the steward, or who holds the office that owns the rule, asks.
    Invalid
        Without a name, a place where it is written, words, or the reason of a lock.
    """
    if not permissions.may_keep_rule(by.actor, holds=rule.owner in offices_of(by.actor, by.at)):
        raise Forbidden
    thing = steps.register(rule, lock(rule.owner), by)
    return Done(events.RuleRegistered(about=thing.key, office=rule.owner), thing.key)


@action(events.RuleRecordAmended)
def amend_rule(by: By, *, rule: UUID, words: NewRule, version: int) -> Done[None]:
    """Put right what the register says of a rule.

    Raises
    ------
    Forbidden
        Unless the steward, or who holds the office that owns it, asks.
    Stale
        When somebody changed it since `version` was read.
    Conflict
        When the rule was taken away.
    """
    things = lock(rule, words.owner, expect={rule: version})
    if not permissions.may_keep_rule(by.actor, holds=owned(Reader(by.actor, by.at), rule)[1]):
        raise Forbidden
    number = steps.amend(things[rule], words, things, by)
    return Done(events.RuleRecordAmended(about=rule, version=number), None)


@action(events.RuleChanged)
def change_rule(by: By, *, rule: UUID, change: RuleChange, version: int) -> Done[None]:
    """Write that the office which owns a rule changed it, or took it away, for everybody.

    Raises
    ------
    Forbidden
        Unless who holds the office that owns it asks.
    Stale
        When somebody changed it since `version` was read.
    Invalid
        Without a reason, or without the new words of a changed rule.
    Conflict
        When it was taken away already.
    """
    thing = lock(rule, expect={rule: version})[rule]
    if not permissions.may_change_rule(by.actor, holds=owned(Reader(by.actor, by.at), rule)[1]):
        raise Forbidden
    steps.change(thing, change, by)
    return Done(events.RuleChanged(about=rule, state=change.state, since=change.since), None)


@action(events.BarrierRuleNamed)
def name_rule(by: By, *, barrier: UUID, rule: UUID | None) -> Done[None]:
    """Say which rule of the register a barrier rests on, or take that back.

    Raises
    ------
    Forbidden
        Unless the steward, or who holds the office that owns the rule, asks.
    Missing
        When there is no such barrier or rule.
    """
    things = lock(barrier, *([rule] if rule else []))
    reader = Reader(by.actor, by.at)
    under = rules_under(reader, barriers=[barrier]).get(barrier)
    owners = {owned(reader, rule)[0].owner} if rule else ({under.owner} if under else set())
    if not permissions.may_name_rule(by.actor, holds=bool(owners & offices_of(by.actor, by.at))):
        raise Forbidden
    steps.name_rule(things[barrier], things[rule] if rule else None, by)
    return Done(events.BarrierRuleNamed(about=barrier, rule=rule), None)


@action(events.ControlWeighed)
def keep_weighing(by: By, *, rule: UUID, new: NewWeighing) -> Done[int]:
    """Weigh what a rule costs and prevents, and keep the inputs with the answer; return the number.

    Raises
    ------
    Forbidden
        Unless who holds the office that owns the rule, or an analyst, asks.
    Invalid
        For inputs that cannot be.
    """
    row, holds = owned(Reader(by.actor, by.at), rule)
    if not permissions.may_weigh(by.actor, holds=holds):
        raise Forbidden
    found = weigh(new, locked=row.lock is not None)
    number = steps.keep_weighing(lock(rule)[rule], new, found, by)
    return Done(events.ControlWeighed(about=rule, number=number), number)
