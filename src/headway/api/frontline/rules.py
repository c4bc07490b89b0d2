"""Rules, what weighing a control says, and freedoms: registered, asked, granted, refused, decided about."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Path, Query, Router

from headway.api import edge
from headway.api.frontline.rules_shapes import (
    BoardGrantSent,
    ChangeSent,
    ControlSent,
    FoundTold,
    FreedomRewritten,
    FreedomSent,
    FreedomTestSent,
    FreedomTold,
    GrantSent,
    RefusalSent,
    ReviewSent,
    RuleAmended,
    RuleNamed,
    RuleSent,
    RuleTold,
    WeighingTold,
)
from headway.api.pages import part
from headway.api.schemas import Address, Asked, Page
from headway.flows import freedoms as flows
from headway.frontline.actions import freedoms as freedom_acts
from headway.frontline.actions import rules as acts
from headway.frontline.analysis.weighing import weighing
from headway.frontline.queries.freedoms import freedom, freedoms
from headway.frontline.queries.rules import RuleRow, rule, rule_history, rules, weighings
from headway.frontline.queries.rules import weighing as kept_weighing
from headway.kernel.actors import Reader

router = Router(tags=["rules and freedoms"])
AddressPath = Annotated[Address, Path()]


def found(reader: Reader, address: str) -> RuleRow:
    """Return the rule of a slug or key; raises Missing."""
    try:
        keyed = rules(reader, keys={UUID(address)})
    except ValueError:
        keyed = ()
    return keyed[0] if keyed else rule(reader, slug=address)


@router.get("/rules", response=Page[RuleTold])
def list_rules(request: HttpRequest, asked: Query[Asked]) -> Page[RuleTold]:
    """List the register of rules by name."""
    rows = rules(edge.reader(request))
    return part(rows, asked, order=lambda row: (row.title, str(row.key)), tell=RuleTold.of)


@router.get("/rules/{rule}", response=RuleTold)
def read_rule(request: HttpRequest, rule: AddressPath) -> RuleTold:
    """Read one rule."""
    return RuleTold.of(found(edge.reader(request), rule))


@router.get("/rules/{rule}/history", response=list[RuleTold])
def list_rule_history(request: HttpRequest, rule: AddressPath) -> list[RuleTold]:
    """List every version of a rule, the newest first."""
    reader = edge.reader(request)
    return [RuleTold.of(row) for row in rule_history(reader, key=found(reader, rule).key)]


@router.post("/rules", response={201: RuleTold}, auth=edge.may_write)
def register_rule(request: HttpRequest, sent: Body[RuleSent]) -> RuleTold:
    """Write a rule into the register. Needs the steward, or a role with the office that owns it."""
    return read_rule(request, str(acts.register_rule(edge.by(request), rule=sent.rule())))


@router.put("/rules/{rule}", response=RuleTold, auth=edge.may_write)
def amend_rule(request: HttpRequest, rule: AddressPath, sent: Body[RuleAmended]) -> RuleTold:
    """Put right what the register says of a rule. Needs the steward, or a role with the office."""
    key = found(edge.reader(request), rule).key
    acts.amend_rule(edge.by(request), rule=key, words=sent.rule(), version=sent.version)
    return read_rule(request, str(key))


@router.post("/rules/{rule}/change", response=RuleTold, auth=edge.may_write)
def change_rule(request: HttpRequest, rule: AddressPath, sent: Body[ChangeSent]) -> RuleTold:
    """Say that a rule changed for everybody, or was taken away. Needs a role with the office that owns it."""
    key = found(edge.reader(request), rule).key
    acts.change_rule(edge.by(request), rule=key, change=sent.change(), version=sent.version)
    return read_rule(request, str(key))


@router.put("/barriers/{uuid:barrier}/rule", response={204: None}, auth=edge.may_write)
def name_rule(request: HttpRequest, barrier: UUID, sent: Body[RuleNamed]) -> None:
    """Name the rule that a barrier rests on. Needs the steward, or a role with the office that owns it."""
    acts.name_rule(edge.by(request), barrier=barrier, rule=sent.rule)


@router.post("/controls", response=FoundTold, auth=edge.may_write)
def weigh_control(request: HttpRequest, sent: Body[ControlSent]) -> FoundTold:
    """Weigh a control and keep nothing; the same numbers give the same answer."""
    new = sent.weighing()
    return FoundTold.said(new, weighing(new, locked=False), edge.language(request))


@router.get("/rules/{rule}/controls", response=list[WeighingTold])
def list_weighings(request: HttpRequest, rule: AddressPath) -> list[WeighingTold]:
    """List what was weighed about a rule, the newest first."""
    reader = edge.reader(request)
    rows = weighings(reader, rule=found(reader, rule).key)
    return [WeighingTold.said(row, reader.language) for row in rows]


@router.post("/rules/{rule}/controls", response={201: WeighingTold}, auth=edge.may_write)
def keep_weighing(request: HttpRequest, rule: AddressPath, sent: Body[ControlSent]) -> WeighingTold:
    """Weigh a rule and keep inputs and answer. Needs an analyst, or a role with the office that owns it."""
    reader = edge.reader(request)
    key = found(reader, rule).key
    number = acts.keep_weighing(edge.by(request), rule=key, new=sent.weighing())
    return WeighingTold.said(kept_weighing(reader, rule=key, number=number), reader.language)


@router.get("/freedoms", response=Page[FreedomTold])
def list_freedoms(request: HttpRequest, asked: Query[Asked]) -> Page[FreedomTold]:
    """List freedoms by the day they were asked for."""
    rows = freedoms(edge.reader(request))
    return part(rows, asked, order=lambda row: (row.asked_on.isoformat(), str(row.key)), tell=FreedomTold.of)


@router.get("/freedoms/{uuid:freedom}", response=FreedomTold)
def read_freedom(request: HttpRequest, freedom: UUID) -> FreedomTold:
    """Read one freedom."""
    return told(request, freedom)


def told(request: HttpRequest, key: UUID) -> FreedomTold:
    """Answer one freedom as it stands."""
    return FreedomTold.of(freedom(edge.reader(request), key=key))


@router.post("/freedoms", response={201: FreedomTold}, auth=edge.may_write)
def ask_freedom(request: HttpRequest, sent: Body[FreedomSent]) -> FreedomTold:
    """Ask for a freedom from a rule; the office that owns the rule owes an answer. Needs a role here."""
    return told(request, flows.ask_freedom(edge.by(request), new=sent.freedom()))


@router.put("/freedoms/{uuid:freedom}", response=FreedomTold, auth=edge.may_write)
def rewrite_freedom(request: HttpRequest, freedom: UUID, sent: Body[FreedomRewritten]) -> FreedomTold:
    """Write anew what is asked. Needs whoever asked."""
    words = sent.freedom()
    freedom_acts.rewrite_freedom(edge.by(request), freedom=freedom, words=words, version=sent.version)
    return told(request, freedom)


@router.put("/freedoms/{uuid:freedom}/test", response=FreedomTold, auth=edge.may_write)
def link_freedom_test(request: HttpRequest, freedom: UUID, sent: Body[FreedomTestSent]) -> FreedomTold:
    """Name the registered test that studies a freedom. Needs who asked, its office, or an analyst."""
    freedom_acts.link_test(edge.by(request), freedom=freedom, test=sent.test, version=sent.version)
    return told(request, freedom)


@router.post("/freedoms/{uuid:freedom}/grant", response=FreedomTold, auth=edge.may_write)
def grant_freedom(request: HttpRequest, freedom: UUID, sent: Body[GrantSent]) -> FreedomTold:
    """Grant a freedom. Needs a role with the office that owns the rule."""
    by = edge.by(request)
    shown = flows.shown_before(by, freedom)
    flows.grant_freedom(by, freedom=freedom, said=sent.granting(), shown=shown, version=sent.version)
    return told(request, freedom)


@router.post("/freedoms/{uuid:freedom}/refuse", response=FreedomTold, auth=edge.may_write)
def refuse_freedom(request: HttpRequest, freedom: UUID, sent: Body[RefusalSent]) -> FreedomTold:
    """Refuse a freedom, with what can be done instead. Needs a role with the office that owns the rule."""
    flows.refuse_freedom(edge.by(request), freedom=freedom, said=sent.refusing(), version=sent.version)
    return told(request, freedom)


@router.post("/freedoms/{uuid:freedom}/board-grant", response=FreedomTold, auth=edge.may_write)
def grant_freedom_by_board(request: HttpRequest, freedom: UUID, sent: Body[BoardGrantSent]) -> FreedomTold:
    """Grant a freedom by a decision of a board, once its refusal is contested. Needs the board."""
    by = edge.by(request)
    flows.grant_by_board(
        by,
        freedom=freedom,
        decision=sent.decision,
        said=sent.granting(),
        shown=flows.shown_before(by, freedom),
        version=sent.version,
    )
    return told(request, freedom)


@router.post("/freedoms/{uuid:freedom}/review", response=FreedomTold, auth=edge.may_write)
def review_freedom(request: HttpRequest, freedom: UUID, sent: Body[ReviewSent]) -> FreedomTold:
    """Write what a board decided about a freedom that runs. Needs the board."""
    flows.review_freedom(
        edge.by(request),
        freedom=freedom,
        decision=sent.decision,
        new=sent.reviewing(),
        version=sent.version,
    )
    return told(request, freedom)
