"""Rules of the demonstration, what keeping one costs, and freedoms from them. All are invented."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from headway.answers import actions as answers
from headway.answers.queries import owed
from headway.flows import freedoms as flows
from headway.frontline.actions import rules
from headway.frontline.analysis import Granting, NewFreedom, NewRule, Refusing
from headway.frontline.analysis.weighing import Compared, NewWeighing
from headway.frontline.choices import BarrierKind, Lock, RuleKind
from headway.frontline.queries import ledger, pick
from headway.frontline.queries.freedoms import freedom
from headway.kernel.actors import Actor, By, Grant, RoleName, Via
from headway.missions.queries import missions
from headway.people.queries import people as persons

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

SIGNATURES, SUPPLIERS = "signatures", "suppliers"
RULES = {
    SIGNATURES: (
        "Director of Strategy",
        RuleKind.APPROVAL,
        "Two signatures for every crisis payment",
        "Payments policy, section 4.2 (invented)",
        "A second manager signs every crisis payment before it is paid, whatever its sum.",
    ),
    SUPPLIERS: (
        "Director of Public Health",
        RuleKind.CONTRACT,
        "Food only from the list of suppliers",
        "Contract standing orders, section 12 (invented)",
        "Whoever buys food for a kitchen of the borough buys it from the list of suppliers.",
    ),
    "visits": (
        "Director of Children’s Services",
        RuleKind.LAW,
        "A social worker sees each child at risk",
        "Practice handbook, chapter 2 (invented)",
        "A qualified social worker sees each child at risk, alone, within the days that the law gives.",
    ),
}
INPUTS = {
    "cases": (3_500.0, 4_000.0, 4_500.0),
    "front_minutes": (8.0, 12.0, 16.0),
    "front_rate": (25.0, 28.0, 32.0),
    "checker_minutes": (6.0, 10.0, 15.0),
    "checker_rate": (25.0, 28.2, 33.0),
    "days": (1.0, 3.0, 5.0),
    "day_value": (2.0, 5.0, 10.0),
    "misuse": (0.01, 0.02, 0.04),
    "deterred": (0.4, 0.6, 0.8),
    "observable": (0.6, 0.8, 1.0),
    "verifiable": (0.6, 0.8, 1.0),
    "loss": (80.0, 120.0, 200.0),
    "stopped": (0.04, 0.08, 0.12),
    "stopped_value": (120.0, 180.0, 240.0),
}
SUMS = (
    *(25.0, 30, 35, 40, 40, 45, 50, 50, 55, 60, 60, 60, 65, 70, 75, 80, 80, 85, 90, 95),
    *(100.0, 105, 110, 120, 120, 130, 140, 150, 160, 175, 190, 210, 240, 280, 320, 400),
)
WEIGHED = NewWeighing(
    INPUTS,
    Compared(threshold=200.0, values=SUMS, share=0.25, catastrophe=5_000.0),
    "Minutes from a week of diaries, the rest believed by the payments team. Invented.",
)
SAID = Granting(
    reason="Each signature costs far more than the misuse that it prevents.",
    equality_effect="Disabled people and lone parents, who wait longest for small sums, gain most. Nobody is "
    "expected to lose.",
    equality_evidence="Crisis payments of last year by reason and waiting time (invented)",
    equality_considered_by="Director of Strategy",
    equality_considered_on=None,
)


def tell(story: "Story") -> None:
    """Three rules, one weighing, a freedom near its review, one refused and contested."""
    story.say(f"{len(RULES)} rules, what one costs to keep, and two freedoms")
    keys = {name: register(story, name) for name in RULES}
    rules.keep_weighing(story.by(ago(story, 200)), rule=keys[SIGNATURES], new=WEIGHED)
    accounts = {row.email: row.key for row in persons(story.reader(story.by(story.now)))}
    mission = {row.slug: row.key for row in missions(story.reader(story.by(story.now)))}["food"]
    small_sums(story, keys[SIGNATURES], accounts["analyst@example.org"])
    market(story, keys[SUPPLIERS], accounts["lead@example.org"], mission)
    name_rules(story, keys)


def ago(story: "Story", days: int) -> datetime:
    """Return a moment so many days ago."""
    return story.now - timedelta(days=days)


def register(story: "Story", name: str) -> UUID:
    """Write one rule into the register."""
    owner, kind, title, clause, text = RULES[name]
    locked = kind is RuleKind.LAW
    new = NewRule(
        title=title,
        kind=kind,
        owner=story.keys[owner],
        clause=clause,
        text=text,
        lock=Lock.SAFEGUARDING if locked else None,
        lock_reason="It keeps children safe from harm." if locked else "",
        since=ago(story, 900).date(),
    )
    return rules.register_rule(story.by(ago(story, 220)), rule=new)


def working(account: UUID, by: By) -> By:
    """Return somebody of the borough at work on a day."""
    return By(Actor(account, frozenset({Grant(RoleName.STAFF)})), by.at, Via.WEB)


def small_sums(story: "Story", rule: UUID, account: UUID) -> None:
    """A freedom that runs and is near its last day."""
    new = NewFreedom(
        rule=rule,
        title="Pay crisis sums under £200 at once",
        allows="Pay up to £200 on one signature, on the same day.",
        who="The money advice team",
        starts_on=ago(story, 165).date(),
        ends_on=(story.now + timedelta(days=15)).date(),
        conditions="One payment a household a month. A sample of 10 payments is read each month.",
        watch=(story.keys["food-insecurity"], story.keys["eats-well"]),
        weighing=1,
    )
    key = flows.ask_freedom(working(account, story.by(ago(story, 190))), new=new)
    granted(story, key, 170)


def granted(story: "Story", key: UUID, days: int) -> None:
    """The office says yes, so many days ago."""
    then = story.by(ago(story, days))
    said = replace(SAID, equality_considered_on=ago(story, days + 5).date())
    shown = flows.shown_before(then, key)
    flows.grant_freedom(then, freedom=key, said=said, shown=shown, version=version(story, key))


def market(story: "Story", rule: UUID, account: UUID, mission: UUID) -> None:
    """A freedom that was refused; who asked contests that."""
    new = NewFreedom(
        rule=rule,
        title="Buy vegetables at the market next door",
        allows="Buy fresh food for a kitchen at the market, up to £80 a week.",
        who="Kitchens of the borough with fewer than 40 meals a day",
        starts_on=ago(story, 20).date(),
        ends_on=(story.now + timedelta(days=160)).date(),
        conditions="Receipts are kept. No stall of a relative.",
        mission=mission,
        watch=(story.keys["eats-well"],),
    )
    asking = working(account, story.by(ago(story, 45)))
    key = flows.ask_freedom(asking, new=new)
    said = Refusing(
        "The market has no food safety certificate on file.",
        "Ask the market to send its certificate; then it can join the list.",
    )
    then = story.by(ago(story, 30))
    flows.refuse_freedom(then, freedom=key, said=said, version=version(story, key))
    question = owed(story.reader(then), about=[key])[key].key
    why = "Each stall has its own certificate, and the borough’s inspectors signed them."
    answers.contest(working(account, story.by(ago(story, 24))), answer=question, why=why)


def version(story: "Story", key: UUID) -> int:
    """Return the version of a freedom as it stands."""
    return freedom(story.reader(story.by(story.now)), key=key).version


def name_rules(story: "Story", keys: dict[str, UUID]) -> None:
    """Name the rule under what is in the way, where the demonstration has such a barrier."""
    wanted = {BarrierKind.APPROVAL: SIGNATURES, BarrierKind.CONTRACT: SUPPLIERS}
    reader = story.reader(story.by(story.now))
    for row in ledger(reader, pick(reader)).rows:
        if row.kind in wanted:
            rules.name_rule(story.by(story.now), barrier=row.key, rule=keys[wanted[row.kind]])
