"""Panels of the demonstration: made-up volunteers, one panel that reported and one that recruits."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

from headway.answers import actions as answers
from headway.answers.analysis import NewReply
from headway.answers.choices import GivenAs
from headway.answers.queries import owed
from headway.flows.panels import report_panel
from headway.missions.queries import missions
from headway.voice import actions
from headway.voice.analysis.panels import NewPanel, NewRecommendation, read_frame
from headway.voice.choices import CarriedOut
from headway.voice.queries import conversations
from headway.voice.queries.panels import lots

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

SEED = 20_260_303
ANNOUNCED, FIXED, DRAWN, REPORTED, ANSWERED, DONE = 140, 100, 98, 75, 40, 20  # days ago
SIZE, VOLUNTEERS = 24, 180
TARGETS = (
    "feature,value,min,max\nage,16 to 29,5,7\nage,30 to 59,10,12\nage,60 or older,6,8\n"
    "home,rents from the council,8,10\nhome,rents privately,7,9\nhome,owns,6,8\n"
    "ward,north,11,13\nward,south,11,13\n"
)
MEETINGS = ((90, "What is known about food here"), (83, "What others did"), (77, "What we recommend"))
MADE = (
    NewRecommendation("Open a shared kitchen in every ward within two years", 22, 1),
    NewRecommendation("Pay for free school meals until the end of secondary school", 17, 5),
    NewRecommendation("Publish each year what a week of good food costs here", 24, 0),
)
REPLIES = (
    NewReply(GivenAs.IN_PART, "Four of nine wards get one; we lack halls in the others (invented)."),
    NewReply(GivenAs.REFUSED, "It costs £4m a year that we do not have; we asked the ministry (invented)."),
)


def tell(story: "Story") -> None:
    """One panel whose recommendations are answered in part and late in part, one that recruits."""
    story.say("2 panels: one drawn, reported and owed an answer that is late, one that recruits")
    reader = story.reader(story.by(story.now))
    keys = {row.slug: row.key for row in missions(reader)}
    heard = {row.slug: row.key for row in conversations(reader)}
    reported(story, keys["food"], heard.get("eat-well"))
    new = NewPanel(
        "Which paths on our estates come first?",
        "Walk the estates, hear residents and engineers, and say in which order paths are mended (invented).",
        "A letter to every flat, sent by a firm that has no other part in it (invented)",
        12,
        story.keys["Director of Housing"],
        keys["estates"],
        heard.get("estates"),
        slug="paths",
        invented=True,
    )
    key = actions.announce_panel(story.by(ago(story, 10)), panel=new)
    meets = (story.now + timedelta(days=45)).date()
    actions.plan_panel_meeting(story.by(ago(story, 9)), panel=key, on=meets, topic="A walk together")


def ago(story: "Story", days: float) -> datetime:
    return story.now - timedelta(days=days)


def reported(story: "Story", mission: UUID, conversation: UUID | None) -> None:
    """Announce, draw, meet, recommend, report; two answers, of which one is carried out."""
    new = NewPanel(
        "What should the borough do first so that everybody eats well?",
        "Meet three times, hear experts and neighbours, recommend. Each is answered (invented).",
        "A letter to 3,000 homes drawn by lot (invented)",
        SIZE,
        story.keys["Director of Public Health"],
        mission,
        conversation,
        slug="food",
        invented=True,
    )
    key = actions.announce_panel(story.by(ago(story, ANNOUNCED)), panel=new)
    frame = read_frame(volunteers(), TARGETS, SIZE)
    actions.fix_panel_list(story.by(ago(story, FIXED)), panel=key, frame=frame)
    by = story.by(ago(story, DRAWN))
    actions.draw_panel(by, panel=key, lots=lots(story.reader(by), panel=key, number=""))
    for days, topic in MEETINGS:
        on = ago(story, days).date()
        actions.plan_panel_meeting(story.by(ago(story, DRAWN - 1)), panel=key, on=on, topic=topic)
    made = [
        actions.record_recommendation(story.by(ago(story, MEETINGS[-1][0])), panel=key, new=each)
        for each in MADE
    ]
    report_panel(story.by(ago(story, REPORTED)), panel=key)
    replied(story, made)


def replied(story: "Story", made: list[UUID]) -> None:
    """Answer the first two; the third is late."""
    by = story.by(ago(story, ANSWERED))
    asked = owed(story.reader(by), about=made)
    for each, reply in zip(made, REPLIES, strict=False):
        answers.give(story.by(ago(story, ANSWERED)), answers=[asked[each].key], reply=reply)
    said = "Two of four kitchens are open (invented)."
    state = CarriedOut.UNDER_WAY
    actions.note_recommendation(story.by(ago(story, DONE)), recommendation=made[0], state=state, note=said)


def volunteers() -> str:
    """Return a made-up list: more owners and older people than there are places for, as it is in life."""
    random = np.random.default_rng(SEED)
    ages = random.choice(["16 to 29", "30 to 59", "60 or older"], VOLUNTEERS, p=[0.15, 0.45, 0.4])
    homes = random.choice(
        ["rents from the council", "rents privately", "owns"], VOLUNTEERS, p=[0.2, 0.2, 0.6]
    )
    wards = random.choice(["north", "south"], VOLUNTEERS, p=[0.6, 0.4])
    household = random.integers(0, VOLUNTEERS * 4, VOLUNTEERS)
    codes = random.permutation(9000)[:VOLUNTEERS] + 1000
    rows = [
        f"P{code},{age},{home},{ward},h{at}"
        for code, age, home, ward, at in zip(codes, ages, homes, wards, household, strict=True)
    ]
    return "\n".join(["id,age,home,ward,household", *rows]) + "\n"
