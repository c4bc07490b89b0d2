"""Dates of the demonstration: figures to come, a card to look at again, and what the lead follows."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from headway.measures.actions import amend_card
from headway.measures.analysis import Card
from headway.measures.queries import card
from headway.missions.queries import missions
from headway.people import actions as people
from headway.people.choices import MailRhythm
from headway.people.queries import actor_for
from headway.people.queries import people as persons

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

# Days from today: when new figures are expected, and when the card is to be looked at again.
DATES = {
    "eats-well": (20, 120),
    "leaders-like-us": (45, 9),
}  # of invented indicators: no publisher is blamed


def tell(story: "Story") -> None:
    """Give cards their dates, and let the lead follow a mission and an indicator."""
    by = story.by(story.now - timedelta(days=1))
    reader, today = story.reader(by), story.now.date()
    for slug, (release, review) in DATES.items():
        row = card(reader, indicator=story.keys[slug])
        same = {each.name: getattr(row, each.name) for each in fields(Card)}
        dated = replace(
            Card(**same),
            next_release_on=today + timedelta(days=release),
            review_on=today + timedelta(days=review),
        )
        note = "The next dates were announced"
        amend_card(by, indicator=row.indicator, card=dated, seen=row.version, change_note=note)
    lead = next(row.key for row in persons(reader) if row.email == "lead@example.org")
    own = replace(by, actor=actor_for(lead, by.at))
    followed = {missions(reader)[0].key, story.keys["eats-well"]}
    for key in sorted(followed, key=str):
        people.subscribe(own, about=key, rhythm=MailRhythm.WEEKLY)
