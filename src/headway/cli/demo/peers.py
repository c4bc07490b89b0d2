"""Stories, circles and offers of help of the demonstration: all invented, one withdrawn, two that wait."""

import hashlib
import struct
import zlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from headway.cli.demo.teams import COLLEAGUES, KITCHEN, VISITS, People, days_ago, name_of
from headway.formats.pictures import plain_picture
from headway.missions.queries import missions, outcomes
from headway.peers import actions
from headway.peers.analysis import NewCircle, NewConsent, NewHelp, NewStory
from headway.peers.choices import CONSENT, Audience, ConsentGiven, Signed, Voice
from headway.people.queries import day_of

if TYPE_CHECKING:
    from headway.cli.demo.story import Story


@dataclass(frozen=True, slots=True)
class Told:
    """A story that never happened: who records it, how many days ago, and when it is read and withdrawn."""

    by: str
    ago: float
    title: str
    text: str
    voice: Voice = Voice.COLLEAGUE
    audience: Audience = Audience.MEMBERS
    teams: tuple[str, ...] = (KITCHEN,)
    teller: str = ""
    photo: bool = False
    reviewed: float | None = None  # days ago
    withdrawn: float | None = None
    lot: bool = False  # a lot decides who sees it first
    drawn: bool = False
    reached: int = 0


STORIES = (
    Told(
        name_of("Ana Brook"),
        60,
        "The first warm meal (invented)",
        "A girl of seven ate with us for a week and said nothing. On Friday she asked whether the kitchen is "
        "open on Saturday. It is now.",
        voice=Voice.BENEFICIARY,
        audience=Audience.PUBLIC,
        photo=True,
        reviewed=58,
        reached=11,
    ),
    Told(
        name_of("Bilal Hart"),
        40,
        "What the form did not ask (invented)",
        "I stopped asking for the letter and asked how the week had been. She had walked four miles to save "
        "the fare. We changed the day of the van.",
        teams=(KITCHEN, VISITS),
        reviewed=38,
        lot=True,
        drawn=True,
        reached=4,
    ),
    Told(
        name_of("Ceri Moss"),
        35,
        "A story that was taken back (invented)",
        "These words are blanked when the story is withdrawn.",
        reviewed=33,
        withdrawn=10,
    ),
    Told(
        name_of("Dele Fenn"),
        3,
        "The neighbour with the van (invented)",
        "Three families share one van on Saturdays now. Nobody planned it; the list of stops did it.",
        teams=(KITCHEN, VISITS),
    ),
    Told(
        "lead@example.org",
        0.02,
        "Why I stayed (invented)",
        "A colleague told me what became of the boy from the first week. I had not known that it mattered.",
        teams=(KITCHEN, VISITS),
        teller="Amina, lead of the food mission (invented)",
        lot=True,
    ),
)
PUBLIC = "Say first what you can do, then what you cannot. Trust went when we began with the rule (invented)."
PRIVATE = "Two of us still say yes and hope. We want to try the sentence for a month (invented)."


def tell(story: "Story", people: People) -> None:
    """Let people tell, read, withdraw, meet and offer."""
    story.say(f"{len(STORIES)} stories, three circles, three offers of help")
    mission = next(row.key for row in missions(story.reader(story.by(story.now))) if row.slug == "food")
    for number, told in enumerate(STORIES):
        one(story, people, mission, told, number)
    meet(people)
    form(people)
    offer(people)


def one(story: "Story", people: People, mission: UUID, told: Told, number: int) -> None:
    """One story with what became of it."""
    by = people.by(told.by, told.ago)
    consent = NewConsent(told.audience, CONSENT, day_of(by.at), ConsentGiven.SPOKEN)
    new = NewStory(
        mission=mission,
        voice=told.voice,
        title=told.title,
        text=told.text,
        consent=consent,
        signed=Signed.NAMED if told.teller else Signed.TEAM,
        teller=told.teller,
        teams=tuple(story.keys[name] for name in told.teams),
        outcome=outcomes(story.reader(by), missions=[mission])[0].key,
    )
    if told.photo:
        new = replace(
            new, photo=plain_picture(plate()), photo_says="A plate on a table, drawn, not taken (invented)"
        )
    code = hashlib.sha256(f"demonstration story {number}".encode()).hexdigest()[:32]
    key = actions.offer_story(by, story=new, code=code)
    if told.lot:
        first = day_of(by.at) + timedelta(days=2)
        draw = actions.commit_draw(
            story.by(by.at), story=key, first_on=first, later_on=first + timedelta(days=14)
        )
        if told.drawn:
            actions.draw_lot(story.by(days_ago(story, told.ago - 1)), draw=draw)
    if told.reviewed is not None:
        actions.review_story(story.by(days_ago(story, told.reviewed)), story=key, accept=True)
    for _each in range(told.reached):
        actions.say_it_reached(story.by(days_ago(story, told.ago - 20)), story=key)
    if told.withdrawn is not None:
        actions.withdraw_story(people.by(told.by, told.withdrawn), story=key)


def meet(people: People) -> None:
    """A circle that meets, with one note for everybody and one for its members."""
    names = [name_of(name) for name in COLLEAGUES[:5]]
    question = NewCircle(
        "How do you say no to a family and keep its trust? (invented)",
        "Every second Tuesday at nine, by telephone",
    )
    key = actions.found_circle(people.by(names[0], 70), circle=question)
    for name in names[1:]:
        actions.join_circle(people.by(name, 68), circle=key)
    actions.join_circle(people.by("lead@example.org", 0.9), circle=key)
    actions.start_meeting(people.by(names[0], 0.8), circle=key)
    number = actions.write_note(people.by(names[1], 0.5), circle=key, text=PUBLIC)
    for name in names[:4]:
        actions.vote_on_note(people.by(name, 0.4), circle=key, number=number, yes=True)
    number = actions.write_note(people.by(names[2], 0.3), circle=key, text=PRIVATE)
    actions.vote_on_note(people.by(names[3], 0.2), circle=key, number=number, yes=True)


def form(people: People) -> None:
    """A circle with enough people to meet, and one that looks for more."""
    names = [name_of(name) for name in COLLEAGUES]
    full = NewCircle("What do we do when a day goes wrong? (invented)", "Thursdays after the round")
    key = actions.found_circle(people.by(names[1], 20), circle=full)
    for name in names[2:5]:
        actions.join_circle(people.by(name, 18), circle=key)
    actions.join_circle(people.by("lead@example.org", 0.7), circle=key)
    new = NewCircle("Which of our questions do people not understand? (invented)", "In the canteen, any day")
    key = actions.found_circle(people.by(names[5], 6), circle=new)
    actions.join_circle(people.by(names[6], 5), circle=key)


def offer(people: People) -> None:
    """Three people who say what they can help with."""
    for name, ago, text, reach in (
        (
            name_of("Erin Vale"),
            50,
            "Healthy Start vouchers, from both sides of the counter (invented)",
            "Room 4 on Tuesdays",
        ),
        (
            name_of("Gwen Hill"),
            30,
            "Calling people who do not open the door (invented)",
            "The desk by the stairs",
        ),
        (
            "lead@example.org",
            0.6,
            "Reading a budget of the council aloud until it makes sense (invented)",
            "Any Friday",
        ),
    ):
        actions.offer_help(people.by(name, ago), help=NewHelp(text, reach))


def plate(size: int = 240) -> bytes:
    """Return a drawing of a plate as PNG: a picture that shows nobody."""
    rows = []
    for y in range(size):
        row = bytearray(b"\0")
        for x in range(size):
            away = (x - size / 2) ** 2 + (y - size / 2) ** 2
            row += (
                b"\xf3\xee\xf8"
                if away < (size * 0.28) ** 2
                else b"\xff\xff\xff"
                if away < (size * 0.4) ** 2
                else b"\x5b\x2a\x86"
            )
        rows.append(bytes(row))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"".join(rows), 9))
        + chunk(b"IEND", b"")
    )
