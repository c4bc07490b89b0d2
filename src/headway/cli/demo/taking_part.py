"""Who takes part in the demonstration: made-up offers, what the offices answered, and what is late."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from headway.answers import actions as answers
from headway.answers.analysis import NewReply
from headway.answers.choices import GivenAs, PauseReason
from headway.flows.offers import accept_offer, make_offer
from headway.kernel.actors import ANYONE, By, RoleName, Via
from headway.missions import actions
from headway.missions.analysis import InitiativeWords, NewOffer
from headway.missions.choices import InitiativeOrigin, InitiativeState, OfferKind
from headway.missions.queries import initiative, missions
from headway.people import actions as people
from headway.people.analysis import NewOrganisation, NewRole
from headway.people.choices import Family
from headway.people.queries import body_key, day_of
from headway.people.queries import people as persons
from headway.places.queries import place

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

HOLDERS = {"lead@example.org": "Director of Public Health", "steward@example.org": "Director of Strategy"}
COOP = "Elm Street Food Co-op"


@dataclass(frozen=True, slots=True)
class Made:
    """An offer of somebody who does not exist: how many days ago, to which mission, and what became of it."""

    ago: int
    mission: str
    kind: OfferKind
    text: str
    acknowledged: int | None = None  # days ago
    answered: int | None = None
    reply: NewReply | None = None
    words: InitiativeWords | None = None
    confirmed: bool = False


KITCHEN = InitiativeWords(
    "Cook together on Elm Street", "A kitchen that neighbours share on Tuesdays, with a cook who teaches."
)
OFFERS = (
    Made(
        110,
        "food",
        OfferKind.SPACE,
        "Our hall on Elm Street has a kitchen that is empty on Tuesdays.",
        acknowledged=109,
        answered=96,
        reply=NewReply(GivenAs.YES, "Thank you. We meet on Tuesday and bring a cook who teaches."),
        words=KITCHEN,
        confirmed=True,
    ),
    Made(
        80,
        "food",
        OfferKind.IDEA,
        "Every school should grow its own vegetables.",
        acknowledged=79,
        answered=40,
        reply=NewReply(
            GivenAs.REFUSED,
            "Not every school has ground to grow on. Eleven do; their gardens are open to other schools.",
        ),
    ),
    Made(
        60,
        "young-people",
        OfferKind.TIME,
        "I ran a bakery for thirty years and can teach two evenings a week.",
        acknowledged=58,
    ),
    Made(
        20,
        "food",
        OfferKind.DATA,
        "Our food bank counts who comes each week and what they take home.",
        acknowledged=19,
    ),
    Made(3, "food", OfferKind.MONEY, "Our firm gives £2,000 a year to good causes near its office."),
    Made(2, "food", OfferKind.TIME, "I can drive a van on Saturday mornings."),
    Made(
        30,
        "estates",
        OfferKind.SPACE,
        "The old laundry of our block stands empty and could be a workshop.",
        acknowledged=28,
        answered=24,
        reply=NewReply(GivenAs.NOT_YET, "The roof is being repaired first."),
    ),
)


def tell(story: "Story") -> None:
    """Let people offer, offices answer, and clocks run out."""
    story.say(f"{len(OFFERS)} offers to take part, some answered, one past its clock")
    keys = {row.slug: row.key for row in missions(story.reader(story.by(story.now)))}
    directors(story)
    begin(story, keys["food"])
    pause(story)
    for number, made in enumerate(OFFERS):
        offer(story, keys[made.mission], made, number)


def moment(story: "Story", ago: int) -> datetime:
    """Return a moment so many days ago."""
    return story.now - timedelta(days=ago)


def directors(story: "Story") -> None:
    """Each director answers for the own office; two people hold one."""
    by = story.by(moment(story, 120))
    for name in dict.fromkeys(HOLDERS.values()):
        people.name_accountable(by, office=story.keys[name], director=story.keys[name])
    for name in ("Director of Children’s Services", "Director of Housing"):
        people.name_accountable(by, office=story.keys[name], director=story.keys[name])
    accounts = {row.email: row.key for row in persons(story.reader(story.by(story.now)))}
    for email, office in HOLDERS.items():
        by = story.by(story.now)
        new = NewRole(RoleName.DECIDER, starts_on=day_of(by.at), office=story.keys[office])
        people.grant_role(by, account=accounts[email], new=new)


def begin(story: "Story", mission: UUID) -> None:
    """An initiative of a partner, which went live."""
    by = story.by(moment(story, 115))
    coop = people.add_organisation(by, new=NewOrganisation(COOP, Family.CIVIL_SOCIETY))
    body = body_key(story.reader(by))
    where = place(story.reader(by), code="E09000007").key
    words = InitiativeWords(
        "Healthy Start vouchers at the market",
        "Market stalls take the vouchers and add fruit worth half as much. Invented.",
        owner=coop,
        partners=(body,) if body else (),
        places=(where,),
    )
    key = actions.begin_initiative(by, mission=mission, words=words, origin=InitiativeOrigin.PARTNER)
    then = story.by(moment(story, 100))
    version = initiative(story.reader(then), key=key).version
    actions.move_initiative(
        then, initiative=key, to=InitiativeState.LIVE, note="Four stalls began.", version=version
    )


def pause(story: "Story") -> None:
    """One post is vacant, and the body says what it can answer."""
    by = story.by(moment(story, 12))
    body = body_key(story.reader(by))
    if body:
        answers.set_capacity(
            by, organisation=body, monthly=6, reason="One person has Tuesday mornings for it"
        )
    answers.pause_clocks(
        story.by(moment(story, 12)),
        office=story.keys["Director of Housing"],
        reason=PauseReason.VACANCY,
        note="The post is advertised until the end of next month (invented)",
        starts_on=day_of(moment(story, 12)),
    )


def offer(story: "Story", mission: UUID, made: Made, number: int) -> None:
    """One offer with what became of it."""
    asked = By(ANYONE, story.by(moment(story, made.ago)).at, Via.WEB)
    code = hashlib.sha256(f"demonstration {number}".encode()).hexdigest()[:32]
    new = NewOffer(mission, made.kind, made.text, name="Somebody made up", group="(invented)")
    key = make_offer(asked, new=new, code=code)
    if made.acknowledged is not None:
        answers.acknowledge(story.by(moment(story, made.acknowledged)), answer=key)
    if made.answered is None or made.reply is None:
        return
    then = story.by(moment(story, made.answered))
    if made.words is not None:
        accept_offer(then, answer=key, reply=made.reply, words=made.words)
    else:
        answers.give(then, answers=[key], reply=dated(made.reply, story))
    if made.confirmed:
        answers.confirm(
            By(ANYONE, story.by(moment(story, made.answered - 5)).at, Via.WEB), answer=key, code=code
        )


def dated(reply: NewReply, story: "Story") -> NewReply:
    """Return a "not yet" with a day to come."""
    if reply.given_as != GivenAs.NOT_YET:
        return reply
    return NewReply(reply.given_as, reply.reason, promised_for=day_of(story.now) + timedelta(days=60))
