"""What is in the way in the demonstration: made-up barriers, what became of them, and one past its clock."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from headway.answers import actions as answers
from headway.answers.analysis import NewReply
from headway.answers.choices import GivenAs
from headway.answers.queries import owed
from headway.cli.demo.taking_part import moment
from headway.flows.barriers import answer_barriers, join, raise_barrier, sort_barrier, take_out
from headway.flows.letterbox import empty_letterbox, post_letter
from headway.frontline import actions
from headway.frontline.analysis import NewBarrier, Sorting
from headway.frontline.choices import BarrierKind, Changer, Exit, Identity, Often, RaisedAs, Shown, Takes
from headway.frontline.queries import Chosen, barriers, ledger, pick
from headway.kernel.actors import ANYONE, Actor, By, RoleName, Via
from headway.missions.queries import missions
from headway.people import actions as people
from headway.people.analysis import NewRole
from headway.people.queries import body_key, day_of
from headway.people.queries import people as persons

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

DESK, PROCUREMENT = "Front-line desk", "Procurement"
STRATEGY, CHILDREN, HEALTH = (
    "Director of Strategy",
    "Director of Children’s Services",
    "Director of Public Health",
)
CALL = "Call 999. In office hours the duty team (invented): 020 7946 0000."
DECIDES = {
    BarrierKind.APPROVAL: STRATEGY,
    BarrierKind.CONTRACT: PROCUREMENT,
    BarrierKind.FUNDING: STRATEGY,
    BarrierKind.DATA: STRATEGY,
    BarrierKind.TOOL: STRATEGY,
    BarrierKind.POLICY: CHILDREN,
    BarrierKind.TARGET: STRATEGY,
    BarrierKind.SKILLS: HEALTH,
}
YES = NewReply(GivenAs.FIXED, "You were right. The step is gone from today.")
TRIAL = NewReply(GivenAs.TRIAL, "Two teams work without it for three months, and tell us what happens.")
NO = NewReply(
    GivenAs.REFUSED,
    "The auditor asks for two signatures on every payment.",
    rule="Financial regulations 4.2 (invented)",
    instead="Use the duty card for up to £50.",
)
HELP = NewReply(
    GivenAs.NEEDS_HELP, "Only the department in London can change this. We ask the board to write."
)
LATER = NewReply(GivenAs.NOT_YET, "The contract runs until the summer. Then we buy without it.")


@dataclass(frozen=True, slots=True)
class Made:
    """A barrier of somebody who does not exist: how many days ago, and what became of it."""

    ago: int
    mission: str
    kind: BarrierKind
    tried: str
    stopped: str
    often: Often
    takes: Takes
    summary: str = ""
    reply: NewReply | None = None
    then: str = ""  # confirm, reopen, contest
    raised_as: RaisedAs = RaisedAs.STAFF
    answered: int = 9  # days after


K, N, T = BarrierKind, Often, Takes
PANEL = "Small crisis payments wait days for a panel."
BARRIERS = (
    Made(170, "food", K.APPROVAL, "Pay for food in a crisis", "Each payment waits three days for a panel",
         N.DAILY, T.UNDER_60, PANEL, YES, "confirm"),
    Made(165, "food", K.CONTRACT, "Buy vegetables from the market", "We may only use the one supplier",
         N.WEEKLY, T.HOURS, "Food may only be bought from one supplier.", LATER),
    Made(160, "young-people", K.DATA, "See which school a pupil left", "Schools send the list on paper",
         N.WEEKLY, T.HOURS, "Schools send lists of leavers on paper.", YES, "confirm"),
    Made(155, "estates", K.TOOL, "Report a broken lift", "The form asks for the age of the building",
         N.DAILY, T.UNDER_15, "The repairs form asks for what nobody knows.", YES, "confirm"),
    Made(150, "diversity", K.POLICY, "Advertise a job share", "The template allows one name alone",
         N.MONTHLY, T.HOURS, "The job advert template allows no job share.", YES, "confirm"),
    Made(145, "food", K.FUNDING, "Keep a cook for the winter", "The grant must be spent by March",
         N.YEARLY, T.DAY, "Grants end in March, in the middle of winter.", HELP, "", RaisedAs.COMMUNITY),
    Made(140, "young-people", K.TARGET, "Stay with one young person", "We are counted by new starts",
         N.WEEKLY, T.UNDER_60, "Teams are counted by new starts, not by who stays.", TRIAL, "confirm"),
    Made(135, "estates", K.APPROVAL, "Paint a stairwell with tenants", "Three signatures for a tin of paint",
         N.MONTHLY, T.HOURS, "Small works need three signatures.", YES, "confirm", RaisedAs.RESIDENT),
    Made(130, "food", K.DATA, "Know who gets Healthy Start", "The national list may not be shared",
         N.WEEKLY, T.UNDER_60, "The national list of who is entitled may not be shared.", NO, "contest"),
    Made(125, "food", K.TOOL, "Log a visit", "The tablet asks for the password at every door",
         N.MANY_A_DAY, T.UNDER_5, "Tablets ask for a password at every visit.", YES, "confirm"),
    Made(120, "young-people", K.CONTRACT, "Hire the hall next door", "Only suppliers on the list can be paid",
         N.MONTHLY, T.HOURS, "Only suppliers on a list can be paid.", TRIAL, "confirm", RaisedAs.PARTNER),
    Made(115, "diversity", K.CULTURE, "Say that a panel was unfair", "Nobody who did was promoted",
         N.YEARLY, T.HOURS, "People fear for their future when they object.", HELP),
    Made(110, "estates", K.SKILLS, "Talk with tenants in Sylheti", "The interpreter comes once a month",
         N.DAILY, T.UNDER_30, "An interpreter comes once a month.", YES, "confirm"),
    Made(105, "food", K.POLICY, "Give leftovers to a neighbour", "Guidance says they must be thrown away",
         N.DAILY, T.UNDER_5, "Guidance says that leftovers must be thrown away.", YES, "confirm"),
    Made(100, "young-people", K.FUNDING, "Pay the bus to an interview", "Fares count as a gift",
         N.WEEKLY, T.UNDER_30, "Bus fares count as a gift and need a form.", YES, "confirm"),
    Made(95, "food", K.APPROVAL, "Buy a freezer", "The form goes through five people",
         N.MONTHLY, T.HOURS, "A freezer needs five approvals.", NO, "confirm"),
    Made(90, "estates", K.OTHER_BODY, "Move a bin store", "The water company must agree",
         N.YEARLY, T.DAY, "Another body must agree to small works.", HELP),
    Made(75, "food", K.TOOL, "Find a family's record", "Two systems, two searches",
         N.MANY_A_DAY, T.UNDER_5, "Two systems are searched for one family.", YES, "confirm"),
    Made(70, "diversity", K.TARGET, "Mentor two people well", "The plan counts ten starts a year",
         N.WEEKLY, T.UNDER_30, "Mentors are counted by starts.", YES, "", RaisedAs.STAFF),
    Made(66, "young-people", K.LAW, "Keep a 17-year-old's kitchen job", "Late hours are not allowed",
         N.WEEKLY, T.UNDER_15, "Young people may not work late hours.", NO),
    Made(58, "food", K.CONTRACT, "Order halal meat", "It is not in the catalogue of the contract",
         N.WEEKLY, T.UNDER_60, "The catalogue of the contract has no halal meat."),
    Made(24, "food", K.APPROVAL, "Pay for a taxi to hospital", "A second manager must sign, and is away",
         N.WEEKLY, T.UNDER_30, "A second signature is needed for small payments."),
    Made(18, "estates", K.TOOL, "Book a meeting room on an estate", "The system knows only the town hall",
         N.WEEKLY, T.UNDER_15),
    Made(12, "young-people", K.DATA, "Tell a college that somebody moved", "I may not send an e-mail outside",
         N.WEEKLY, T.UNDER_30),
)  # fmt: skip
LETTERS = (
    Made(1, "food", K.CULTURE, "Say that a target makes no sense", "The last one who did was moved",
         N.MONTHLY, T.UNDER_60),
    Made(1, "food", K.APPROVAL, "Pay a crisis payment", "It waits for the panel until Thursday",
         N.DAILY, T.UNDER_30),
)  # fmt: skip


OUT = Made(5, "", K.CULTURE, "Check an invoice", "I was told to sign it unread", N.YEARLY, T.UNDER_60)


def tell(story: "Story") -> None:
    """Open the desk; let people raise, offices answer, clocks run out, and two letters come."""
    story.say(f"{len(BARRIERS) + len(LETTERS)} barriers, most answered, one past its clock")
    keys = {row.slug: row.key for row in missions(story.reader(story.by(story.now)))}
    open_desk(story)
    for number, made in enumerate(BARRIERS):
        raised(story, keys[made.mission], made, number)
    for number, made in enumerate(LETTERS, start=len(BARRIERS)):
        new = words_of(made, keys[made.mission], Identity.ANONYMOUS)
        at = story.by(moment(story, made.ago)).at
        post_letter(By(ANYONE, at, Via.WEB), new=new, code=code_of(number))
    empty_letterbox(story.by(story.now))
    join_the_letter(story)
    take_one_out(story)
    same_for_others(story)


def same_for_others(story: "Story") -> None:
    """Three colleagues have the same in their way as somebody who waits."""
    reader = story.reader(story.by(story.now))
    waiting = ledger(reader, pick(reader, Chosen(kind=BarrierKind.CONTRACT, shown=Shown.WAITING))).rows[0]
    others = [row.key for row in persons(reader) if row.email.startswith(("analyst", "steward", "admin"))]
    for account in others:
        by = By(Actor(account), story.by(moment(story, 2)).at, Via.WEB)
        actions.say_me_too(by, barrier=waiting.key)


def join_the_letter(story: "Story") -> None:
    """A letter says what somebody said already: one answer settles both."""
    reader = story.reader(story.by(story.now))
    rows = ledger(reader, pick(reader, Chosen(kind=BarrierKind.APPROVAL))).rows
    join(story.by(story.now), barrier=rows[0].key, into=rows[1].key)


def take_one_out(story: "Story") -> None:
    """Something that is no matter for a ledger leaves it; the office for whistleblowing has it now."""
    asked = By(ANYONE, story.by(moment(story, 5)).at, Via.WEB)
    new = words_of(OUT, None, Identity.TEAM)
    key = raise_barrier(asked, new=new, code=code_of(len(BARRIERS) + len(LETTERS)))
    take_out(story.by(moment(story, 5)), barrier=key, way=Exit.WHISTLEBLOWING)


def open_desk(story: "Story") -> None:
    """Two more offices, who reads first, who decides about what."""
    by = story.by(moment(story, 180))
    body = body_key(story.reader(by))
    assert body is not None
    for name in (DESK, PROCUREMENT):
        key = people.add_office(story.by(moment(story, 180)), organisation=body, name=name)
        story.keys[name] = key
        people.name_accountable(story.by(moment(story, 180)), office=key, director=key)
    actions.set_desk(
        story.by(moment(story, 179)),
        reader=story.keys[DESK],
        safeguarding=story.keys[CHILDREN],
        whistleblowing=story.keys[STRATEGY],
        call=CALL,
    )
    for kind, office in DECIDES.items():
        actions.set_decider(story.by(moment(story, 179)), kind=kind, office=story.keys[office])
    accounts = {row.email: row.key for row in persons(story.reader(story.by(story.now)))}
    for email, office in (("lead@example.org", DESK), ("board@example.org", PROCUREMENT)):
        now = story.by(story.now)
        new = NewRole(RoleName.DECIDER, starts_on=day_of(now.at), office=story.keys[office])
        people.grant_role(now, account=accounts[email], new=new)


def code_of(number: int) -> str:
    """Return the return code of a made-up barrier."""
    return hashlib.sha256(f"demonstration barrier {number}".encode()).hexdigest()[:32]


def words_of(made: Made, mission: UUID | None, identity: Identity) -> NewBarrier:
    """Return what somebody says."""
    return NewBarrier(
        f"{made.tried}. (Invented)",
        f"{made.stopped}. (Invented)",
        made.kind,
        made.often,
        made.takes,
        changer=Changer.ORGANISATION,
        raised_as=made.raised_as,
        identity=identity,
        team="A team that does not exist",
        mission=mission,
    )


def raised(story: "Story", mission: UUID, made: Made, number: int) -> None:
    """One barrier with what became of it."""
    code = code_of(number)
    asked = By(ANYONE, story.by(moment(story, made.ago)).at, Via.WEB)
    key = raise_barrier(asked, new=words_of(made, mission, Identity.TEAM), code=code)
    if made.summary:
        then = story.by(moment(story, made.ago - 1))
        office = story.keys[DECIDES.get(made.kind, STRATEGY)]
        sort_barrier(then, barrier=key, sorting=Sorting(made.kind, Changer.ORGANISATION, office))
        version = barriers(story.reader(then), keys=[key])[key].version
        then = story.by(moment(story, made.ago - 1))
        actions.summarise(
            then, barrier=key, summary=f"{made.summary} (Invented)", language="en", version=version
        )
    if made.reply is not None:
        given(story, key, made, code)


def given(story: "Story", key: UUID, made: Made, code: str) -> None:
    """What the office answered, and what who raised it said then."""
    then = story.by(moment(story, made.ago - made.answered))
    question = owed(story.reader(then), about=[key])[key].key
    reply = made.reply
    assert reply is not None
    if reply.given_as == GivenAs.NOT_YET:
        day = day_of(story.now) + timedelta(days=60)
        reply = NewReply(reply.given_as, reply.reason, promised_for=day)
    answer_barriers(then, answers_to=[question], reply=reply)
    said = By(ANYONE, story.by(moment(story, made.ago - made.answered - 6)).at, Via.WEB)
    if made.then == "confirm":
        answers.confirm(said, answer=question, code=code)
    elif made.then == "contest":
        why = "Who is entitled asked us to do it for them. (Invented)"
        answers.contest(said, answer=question, why=why, code=code)
