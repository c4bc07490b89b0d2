"""A freedom in each state it can be in; the others are told by `freedoms`. All are invented."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from headway.cli.demo.boards import WORDS, decided
from headway.cli.demo.freedoms import SIGNATURES, SUPPLIERS, ago, granted, version, working
from headway.flows import freedoms as flows
from headway.frontline.actions import link_test, rules
from headway.frontline.analysis import NewFreedom, NewRule, Reviewing
from headway.frontline.choices import Expiry, RuleKind
from headway.frontline.queries.rules import rules as register
from headway.learning.choices import Phase
from headway.learning.queries import register as tests
from headway.people.queries import people as persons
from headway.rhythms.choices import DecisionKind
from headway.rhythms.queries import boards

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

FARES = NewRule(
    title="A form for each bus fare",
    kind=RuleKind.POLICY,
    owner=UUID(int=0),
    clause="Expenses policy, section 7 (invented)",
    text="Whoever is given a bus fare to an interview signs a form for a gift.",
)


@dataclass(frozen=True, slots=True)
class Freed:
    """A freedom of people who do not exist; days are counted from today."""

    rule: str
    title: str
    allows: str
    who: str
    guard: str
    begins: int
    ends: int
    granted: int | None = None  # how many days ago
    expiry: Expiry | None = None
    note: str = ""


FREED = (
    Freed(SIGNATURES, "Buy a freezer on one signature", "Buy a freezer for up to £400 on one signature.",
          "Kitchens of the borough", "One freezer a kitchen a year.", 20, 200),
    Freed(SIGNATURES, "Repair a cooker the same day", "Pay up to £120 for a repair on one signature.",
          "Home visitors", "Invoices are kept, and ten are read each month.", 12, 190, 8),
    Freed(SUPPLIERS, "Order halal meat beside the catalogue", "Order from a butcher who has a certificate.",
          "School kitchens of the north", "Prices are compared each month.", -60, 120, 70),
    Freed(SUPPLIERS, "Buy at any shop in the summer holidays", "Buy food for holiday clubs at any shop.",
          "Holiday clubs", "Receipts are kept.", -150, -20, 160, Expiry.END,
          "The clubs used it twice; the suppliers delivered after all (invented)."),
    Freed("fares", "Pay a bus fare without a form", "Pay a bus fare to an interview and note it in one line.",
          "Youth workers", "At most £10 a week for each young person.", -170, -25, 180, Expiry.PERMANENT,
          "No fare was misused in five months, and nobody missed an interview for it (invented)."),
)  # fmt: skip


def tell(story: "Story") -> None:
    """One waits, one is ahead, one runs with a test, one ended, one became the rule."""
    story.say(f"{len(FREED)} more freedoms, so that there is one in each state")
    at = story.by(ago(story, 210))
    fares = rules.register_rule(at, rule=replace(FARES, owner=story.keys["Director of Children’s Services"]))
    known = {row.title: row.key for row in register(story.reader(story.by(story.now)))}
    keys = {
        SIGNATURES: known["Two signatures for every crisis payment"],
        SUPPLIERS: known["Food only from the list of suppliers"],
        "fares": fares,
    }
    account = next(
        row.key for row in persons(story.reader(story.by(story.now))) if row.email == "lead@example.org"
    )
    for each in FREED:
        lead(story, each, keys[each.rule], account)


def lead(story: "Story", each: Freed, rule: UUID, account: UUID) -> None:
    """One freedom from its asking to where it stands."""
    first, last = ((story.now + timedelta(days=days)).date() for days in (each.begins, each.ends))
    watch = (story.keys["eats-well"],)
    new = NewFreedom(rule, each.title, each.allows, each.who, first, last, each.guard, watch=watch)
    asked = (each.granted or 0) + 6
    key = flows.ask_freedom(working(account, story.by(ago(story, asked))), new=new)
    if each.granted is None:
        return
    granted(story, key, each.granted)
    if each.expiry is not None:
        reviewed(story, each, key)
    elif each.begins < 0:
        running = (row for row in tests(story.reader(story.by(story.now))) if row.phase is Phase.RUNNING)
        test = next(running).key
        link_test(story.by(ago(story, 20)), freedom=key, test=test, version=version(story, key))


def reviewed(story: "Story", each: Freed, key: UUID) -> None:
    """What the cabinet decided became of it."""
    cabinet = next(row for row in boards(story.reader(story.by(story.now))) if row.name == "Cabinet")
    permanent = each.expiry is Expiry.PERMANENT
    words = replace(
        WORDS,
        title=f"{each.title}: {'for everybody' if permanent else 'no longer'}",
        text=each.note,
        kind=DecisionKind.CHANGE_RULE if permanent else DecisionKind.GRANT_FREEDOM,
        about=(key,),
        review_on=(story.now + timedelta(days=200)).date(),
    )
    decision = decided(story, cabinet.key, words, 30)
    assert each.expiry is not None  # whoever calls has looked
    rule_text = f"{each.allows} {each.guard}" if permanent else ""
    new = Reviewing(each.expiry, each.note, rule_text=rule_text, clause=FARES.clause if permanent else "")
    flows.review_freedom(
        story.by(ago(story, 29)), freedom=key, decision=decision, new=new, version=version(story, key)
    )
