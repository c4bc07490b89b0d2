"""What the pages of rules say: the register, one rule with what rests on it, one weighing."""

from dataclasses import dataclass
from uuid import UUID

from headway.frontline import permissions
from headway.frontline.choices import RuleState
from headway.frontline.queries.barriers import BarrierRow
from headway.frontline.queries.freedoms import FreedomRow, freedoms
from headway.frontline.queries.rules import (
    RuleRow,
    WeighingRow,
    barriers_on,
    rule,
    rule_history,
    rules,
    weighing,
    weighings,
)
from headway.kernel.actors import Reader
from headway.kernel.things import Label, labels
from headway.people.queries import offices_of


@dataclass(frozen=True, slots=True)
class RulesBrief:
    """The register by name, and how many freedoms became rules."""

    rows: tuple[RuleRow, ...]
    gone: tuple[RuleRow, ...]
    changed: int
    locked: int
    may_keep: bool


@dataclass(frozen=True, slots=True)
class RuleBrief:
    """One rule: its history, the barriers that rest on it, freedoms from it, what weighing said."""

    row: RuleRow
    history: tuple[RuleRow, ...]
    decisions: dict[UUID, Label]
    barriers: tuple[BarrierRow, ...]
    freedoms: tuple[FreedomRow, ...]
    weighings: tuple[WeighingRow, ...]
    may_keep: bool
    may_change: bool
    may_weigh: bool
    may_ask: bool

    @property
    def there(self) -> bool:
        """Whether it is in force."""
        return self.row.state is not RuleState.REMOVED


def rules_brief(reader: Reader) -> RulesBrief:
    """Answer the register; four queries."""
    rows = rules(reader)
    there = tuple(row for row in rows if row.state is not RuleState.REMOVED)
    held = offices_of(reader.actor, reader.at)
    return RulesBrief(
        there,
        tuple(row for row in rows if row.state is RuleState.REMOVED),
        sum(1 for row in there if row.state is RuleState.CHANGED),
        sum(1 for row in there if row.lock),
        reader.past is None and permissions.may_keep_rule(reader.actor, holds=bool(held)),
    )


def rule_brief(reader: Reader, *, slug: str) -> RuleBrief:
    """Answer one rule's page; raises Missing."""
    row = rule(reader, slug=slug)
    history = rule_history(reader, key=row.key)
    now, actor = reader.past is None, reader.actor
    holds = row.owner in offices_of(actor, reader.at)
    there = row.state is not RuleState.REMOVED
    return RuleBrief(
        row=row,
        history=history,
        decisions=labels({each.decision for each in history if each.decision}),
        barriers=barriers_on(reader, rule=row.key),
        freedoms=freedoms(reader, rules=[row.key]),
        weighings=weighings(reader, rule=row.key),
        may_keep=now and there and permissions.may_keep_rule(actor, holds=holds),
        may_change=now and there and permissions.may_change_rule(actor, holds=holds),
        may_weigh=now and there and permissions.may_weigh(actor, holds=holds),
        may_ask=now and there and row.lock is None and permissions.may_ask_freedom(actor),
    )


@dataclass(frozen=True, slots=True)
class WeighingBrief:
    """One weighing with its rule."""

    rule: RuleRow
    row: WeighingRow
    may_ask: bool


def weighing_brief(reader: Reader, *, slug: str, number: int) -> WeighingBrief:
    """Answer one weighing; raises Missing."""
    found = rule(reader, slug=slug)
    free = reader.past is None and found.lock is None and found.state is not RuleState.REMOVED
    row = weighing(reader, rule=found.key, number=number)
    return WeighingBrief(found, row, free and permissions.may_ask_freedom(reader.actor))
