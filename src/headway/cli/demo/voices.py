"""Conversations of the demonstration: made-up people in made-up groups, and what was answered."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

from headway.answers import actions as answers
from headway.answers.analysis import NewReply
from headway.answers.choices import GivenAs
from headway.answers.queries import owed
from headway.cli.demo import who_took_part
from headway.flows.conversations import report_conversation
from headway.kernel.actors import ANYONE, By, Via
from headway.kernel.translations import NewText
from headway.missions.queries import initiatives, missions
from headway.voice import actions
from headway.voice.analysis.taking import Heard, Hiding, Joining, NewConversation, NewTrace, Terms
from headway.voice.choices import CarriedOut, Choice, Entry, Mode, Why
from headway.voice.queries import statements
from headway.voice.queries.results import worked_out

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

SEED = 20_260_302
PANEL = "food"  # the panel that is asked the same votes under its own name
OPENED, CLOSED, REPORTED, ANSWERED, DONE = 75, 25, 22, 14, 6  # days ago
NEW_OPENED = 12
PASSES = 0.08
MATTERS = 0.12


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, and the chance that each made-up group agrees with it."""

    text: str
    agree: tuple[float, ...]


FOOD = (
    Said("Every school should have a kitchen that cooks fresh food", (0.93, 0.9, 0.86)),
    Said("Children should learn to cook before they leave primary school", (0.92, 0.88, 0.84)),
    Said("The market should take Healthy Start vouchers at every stall", (0.9, 0.85, 0.8)),
    Said("Nobody should need a referral to use a food bank", (0.88, 0.72, 0.8)),
    Said("A kitchen that neighbours share should be open in each ward", (0.86, 0.84, 0.76)),
    Said("Shops near schools should not sell energy drinks to children", (0.85, 0.82, 0.74)),
    Said("There should be no more fast food shops on the high street", (0.84, 0.25, 0.35)),
    Said("Advertising for sugary food should go from bus stops", (0.9, 0.4, 0.3)),
    Said("People can decide for themselves what they eat", (0.25, 0.6, 0.93)),
    Said("Parking charges near the market should be lower", (0.2, 0.88, 0.6)),
    Said("Small shops need help with rents more than rules about food", (0.3, 0.92, 0.65)),
    Said("The council should give land for allotments before homes", (0.7, 0.2, 0.5)),
    Said("Meat should be off the menu in council canteens", (0.72, 0.12, 0.15)),
    Said("Free meals should go to every pupil, whatever parents earn", (0.9, 0.55, 0.25)),
    Said("Benefits that cover the price of food would do more than projects", (0.8, 0.35, 0.4)),
    Said("The council spends too much on telling people what to eat", (0.08, 0.5, 0.9)),
    Said("Food waste should be collected from flats every week", (0.9, 0.7, 0.66)),
    Said("Late buses would help people who work nights to shop", (0.82, 0.5, 0.55)),
    Said("Cooking classes should be in the evening too", (0.8, 0.66, 0.6)),
    Said("Gardens of schools should be open at weekends", (0.75, 0.6, 0.55)),
)
STREETS = (
    Said("Streets around schools should be closed to cars at the school run", (0.93, 0.35)),
    Said("Every estate needs a bench each hundred steps", (0.9, 0.86)),
    Said("Repairs matter more than new planting", (0.4, 0.9)),
    Said("Residents should choose what is planted", (0.82, 0.78)),
    Said("There are too few places to park", (0.12, 0.88)),
    Said("Lifts should be mended within a day", (0.95, 0.94)),
    Said("A community hall should be free for residents", (0.86, 0.82)),
    Said("Bikes should have a safe room in every block", (0.88, 0.42)),
    Said("Rubbish is collected often enough", (0.3, 0.35)),
    Said("Trees should come before parking", (0.9, 0.2)),
)
YES = NewReply(GivenAs.YES, "We do this: the plan for the year names it (invented).")
REPLIES = {
    FOOD[0].text: NewReply(
        GivenAs.YES, "Three more schools get a kitchen by summer; the rest are surveyed (invented)."
    ),
    FOOD[1].text: NewReply(
        GivenAs.IN_PART, "Year 5 and 6 cook each week from September. We lack teachers for more (invented)."
    ),
    FOOD[2].text: YES,
    FOOD[4].text: YES,
    FOOD[5].text: NewReply(
        GivenAs.REFUSED, "The law lets us ask shops, not tell them. Eleven of thirty agreed (invented)."
    ),
    FOOD[6].text: NewReply(
        GivenAs.REFUSED, "Planning law does not let us refuse by kind of food alone (invented)."
    ),
    FOOD[7].text: NewReply(
        GivenAs.IN_PART, "Four of eleven bus stops are ours; their adverts changed in May (invented)."
    ),
    FOOD[16].text: YES,
}


def tell(story: "Story") -> None:
    """One conversation that was answered, one that is open."""
    story.say("2 conversations: one with groups and answers, one that is open")
    keys = {row.slug: row.key for row in missions(story.reader(story.by(story.now)))}
    random = np.random.default_rng(SEED)
    ended(story, keys["food"], random)
    going_on(story, keys["estates"], random)


def ago(story: "Story", days: float) -> datetime:
    return story.now - timedelta(days=days)


def begun(story: "Story", new: NewConversation, days: float) -> UUID:
    """Draft and open a conversation."""
    key = actions.draft_conversation(story.by(ago(story, days + 5)), conversation=new)
    actions.open_conversation(story.by(ago(story, days)), conversation=key)
    return key


def ended(story: "Story", mission: UUID, random: np.random.Generator) -> None:
    """A conversation that was closed, reported and in part answered and carried out."""
    terms = Terms(
        question="What would help everybody here to eat well?",
        background="One household in five went without a meal last year. The council, the health trust and "
        "food co-ops want to know what you would change first (invented).",
        easy_read="Some people here do not have enough to eat.\nWe want to change this.\nTell us what helps.",
        rules="One thought in each statement. No names of people. Be kind.",
        entry=Entry.CODES,
        recruitment="A letter with a code to 2,000 homes in the north and in the south (invented)",
        unheard="people under 16",
        minimum_age=16,
        for_children="You must be 16 to vote here. Your school council can tell us what you think.",
        equality=True,
        office=story.keys["Director of Public Health"],
    )
    new = NewConversation(terms, mission, tuple(each.text for each in FOOD), slug="eat-well", invented=True)
    key = begun(story, new, OPENED)
    who_took_part.tell(story, key)
    votes = cast(FOOD, (120, 85, 55), random, ago(story, OPENED), ago(story, CLOSED + 1))
    for ward, here in by_ward(votes).items():
        bring(story, key, here, CLOSED + 0.9, Mode.WEB, ward)
    drawn = cast(
        FOOD, (11, 8, 5), np.random.default_rng(SEED + 1), ago(story, OPENED), ago(story, CLOSED + 1)
    )
    bring(story, key, drawn, CLOSED + 0.85, Mode.WEB, PANEL)
    paper = cast(FOOD, (14, 12, 8), random, ago(story, OPENED), ago(story, CLOSED + 1))
    bring(story, key, paper, CLOSED + 0.8, Mode.PAPER, "Elm ward library (invented)")
    actions.close_conversation(story.by(ago(story, CLOSED)), conversation=key)
    keep(story, key, CLOSED - 0.01)
    report_conversation(story.by(ago(story, REPORTED)), conversation=key)
    answered(story, key, mission)


def going_on(story: "Story", mission: UUID, random: np.random.Generator) -> None:
    """A conversation that people can take part in now, with statements that wait for a moderator."""
    terms = Terms(
        question="What should change first on our estates?",
        background="Two estates get new paths and halls next year. Say what comes first (invented).",
        rules="One thought in each statement. No names of people.",
        recruitment="Posters in every stairwell (invented)",
        closes_on=(story.now + timedelta(days=40)).date(),
        equality=True,
        office=story.keys["Director of Housing"],
    )
    new = NewConversation(terms, mission, tuple(each.text for each in STREETS), slug="estates", invented=True)
    key = begun(story, new, NEW_OPENED)
    for field, text in (
        ("question", "Beth ddylai newid gyntaf ar ein hystadau?"),
        ("background", "Bydd dwy ystad yn cael llwybrau a neuaddau newydd y flwyddyn nesaf (dychmygol)."),
    ):
        welsh = NewText(field, "cy", text, approved=True)
        actions.translate_conversation(story.by(ago(story, 11)), conversation=key, of=key, text=welsh)
    votes = cast(STREETS, (60, 40), random, ago(story, NEW_OPENED), ago(story, 2))
    bring(story, key, votes, 1.9, Mode.WEB)
    written(story, key)
    keep(story, key, 1)


def cast(
    told: tuple[Said, ...],
    sizes: tuple[int, ...],
    random: np.random.Generator,
    since: datetime,
    until: datetime,
) -> list[Heard]:
    """Let made-up people of each group vote on most statements, in their own time."""
    rows = []
    people = [group for group, size in enumerate(sizes) for _each in range(size)]
    for person, group in enumerate(people):
        at = since + (until - since) * float(random.random())
        many = int(random.integers(len(told) // 2, len(told) + 1))
        for number in random.permutation(len(told))[:many].tolist():
            at += timedelta(seconds=9)
            rows.append(
                Heard(
                    person,
                    number,
                    opinion(told[number].agree[group], random),
                    important=bool(random.random() < MATTERS),
                    at=min(at, until),
                )
            )
    return rows


def by_ward(votes: list[Heard]) -> dict[str, list[Heard]]:
    """Part made-up voters into two print runs of codes: the first group and half of the others are north."""
    found: dict[str, list[Heard]] = {"north": [], "south": []}
    for row in votes:
        found["north" if row.participant < 120 or row.participant % 2 else "south"].append(row)
    return found


def opinion(chance: float, random: np.random.Generator) -> Choice:
    """Return what somebody says who agrees with this chance."""
    if random.random() < PASSES:
        return Choice.PASS
    return Choice.AGREE if random.random() < chance else Choice.DISAGREE


def bring(story: "Story", key: UUID, votes: list[Heard], days: float, mode: Mode, batch: str = "") -> None:
    by = story.by(ago(story, days))
    actions.import_votes(by, conversation=key, votes=votes, mode=mode, batch=batch)


def keep(story: "Story", key: UUID, days: float) -> None:
    by = story.by(ago(story, days))
    actions.keep_result(by, conversation=key, opinion=worked_out(by.at, conversation=key))


def answered(story: "Story", key: UUID, mission: UUID) -> None:
    """Answers to most, one initiative that came of it, and what is carried out."""
    by = story.by(ago(story, ANSWERED))
    reader = story.reader(by)
    rows = statements(reader, conversations={key}, live=True)
    asked = owed(reader, about=[row.key for row in rows])
    for row in rows:
        reply = REPLIES.get(row.text.text)
        if row.key in asked and reply is not None:
            answers.give(story.by(ago(story, ANSWERED)), answers=[asked[row.key].key], reply=reply)
    named = {row.text.text: row.key for row in rows}
    kitchen = named[FOOD[4].text]
    began = next(
        (
            row
            for row in initiatives(story.reader(story.by(story.now)), missions={mission})
            if "Cook" in row.title.text
        ),
        None,
    )
    if began is not None:
        new = NewTrace(began.key, "Neighbours cook together on Elm Street since then (invented).")
        actions.trace_change(story.by(ago(story, ANSWERED - 5)), of=kitchen, new=new)
    school = named[FOOD[0].text]
    said = "One of three kitchens is open (invented)."
    actions.note_carrying_out(
        story.by(ago(story, DONE)), statement=school, state=CarriedOut.DONE_IN_PART, note=said
    )


def written(story: "Story", key: UUID) -> None:
    """Statements that people added: two wait, one was hidden for a reason."""
    nobody = [By(ANYONE, ago(story, 5 - at), Via.WEB) for at in range(3)]
    texts = (
        "The path to the station needs light",
        "Young people need a place to meet in the evening",
        "The caretaker of block 4 is lazy",
    )
    made = []
    for by, text in zip(nobody, texts, strict=True):
        receipt = hashlib.sha256(f"demonstration {text}".encode()).hexdigest()[:32]
        actions.join_conversation(by, conversation=key, joining=Joining(receipt))
        made.append(actions.say_something(by, receipt=receipt, text=text))
    hiding = Hiding(Why.PERSONAL, "It is about one person. Say what should change instead.")
    actions.hide_statement(story.by(ago(story, 1.5)), statement=made[-1], hiding=hiding)
