"""What is to come and what has not come: releases of figures, reviews of cards, dates of missions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from headway.briefs.missions import links_to
from headway.briefs.where import Where
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.measures.choices import IndicatorState
from headway.measures.queries import CardRow, indicators
from headway.measures.queries.releases import last_published
from headway.missions.choices import MissionState
from headway.missions.queries import missions
from headway.places.queries import day_of
from headway.rhythms.choices import EventState
from headway.rhythms.queries import events

EARLY = timedelta(days=7)  # a release that comes up to a week before its day is the one that was meant


class Kind(StrEnum):
    """What happens on a day."""

    RELEASE = "release"
    REVIEW = "review"
    MISSION = "mission"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a day; `key` names it for calendars that read it again and again."""

    key: str
    on: date
    kind: Kind
    sentence: Sentence
    where: Where


@dataclass(frozen=True, slots=True)
class Overdue:
    """Figures that an indicator's card promised for a day and that have not come."""

    card: CardRow
    since: date

    @property
    def sentence(self) -> Sentence:
        """Return what pages say of it."""
        said = _("Figures of “%(name)s” were expected on %(day)s and have not come.")
        return Sentence(said, {"name": self.card.name, "day": self.since})


@dataclass(frozen=True, slots=True)
class CalendarBrief:
    """What is expected from today on, by day, and what has not come."""

    ahead: tuple[Entry, ...]
    overdue: tuple[Overdue, ...]


def calendar_brief(reader: Reader) -> CalendarBrief:
    """Answer the calendar; six queries whatever there is."""
    cards = live_cards(reader)
    today = day_of(reader)
    found = [*releases_ahead(cards), *mission_dates(reader), *meetings(reader)]
    if reader.actor.signed_in:
        found += reviews(cards)
    ahead = sorted((entry for entry in found if entry.on >= today), key=lambda entry: (entry.on, entry.key))
    return CalendarBrief(tuple(ahead), overdue(reader, cards))


def live_cards(reader: Reader) -> tuple[CardRow, ...]:
    """Return the cards of indicators that are not retired; one query."""
    return tuple(card for card in indicators(reader) if card.state != IndicatorState.RETIRED)


def overdue(reader: Reader, cards: Iterable[CardRow]) -> tuple[Overdue, ...]:
    """Return the figures that were promised and have not come, longest overdue first; one query."""
    today = day_of(reader)
    promised = {
        card.indicator: card for card in cards if card.next_release_on and card.next_release_on < today
    }
    if not promised:
        return ()
    came = last_published(reader, indicators=promised)
    late = [
        Overdue(card, card.next_release_on)
        for key, card in promised.items()
        if card.next_release_on and not has_come(came, key, card.next_release_on)
    ]
    return tuple(sorted(late, key=lambda each: (each.since, each.card.name)))


def has_come(came: Mapping[UUID, datetime], key: UUID, promised: date) -> bool:
    """Whether figures were published for a promised day, or up to a week before it."""
    last = came.get(key)
    return last is not None and timezone.localtime(last).date() >= promised - EARLY


def releases_ahead(cards: Iterable[CardRow]) -> list[Entry]:
    return [
        Entry(
            f"release-{card.indicator}",
            card.next_release_on,
            Kind.RELEASE,
            Sentence(_("New figures: %(name)s"), {"name": card.name}),
            Where("indicator", card.slug),
        )
        for card in cards
        if card.next_release_on
    ]


def reviews(cards: Iterable[CardRow]) -> list[Entry]:
    """Return when cards are to be looked at again: for those who work here."""
    return [
        Entry(
            f"review-{card.indicator}",
            card.review_on,
            Kind.REVIEW,
            Sentence(_("Look again at the card of “%(name)s”"), {"name": card.name}),
            Where("indicator", card.slug),
        )
        for card in cards
        if card.review_on
    ]


def mission_dates(reader: Reader) -> list[Entry]:
    """Return the days by which missions are to be reached."""
    rows = [row for row in missions(reader) if row.state == MissionState.ADOPTED and row.charter.deadline]
    return [
        Entry(
            f"mission-{row.key}",
            row.charter.deadline,
            Kind.MISSION,
            Sentence(_("The date of the mission “%(title)s”"), {"title": link.title.text}),
            Where("mission", row.slug),
        )
        for row, link in zip(rows, links_to(reader, rows), strict=True)
        if row.charter.deadline
    ]


def meetings(reader: Reader) -> list[Entry]:
    """Return the meetings of boards that are planned."""
    return [
        Entry(
            f"meeting-{row.key}",
            row.on,
            Kind.MEETING,
            Sentence(_("%(board)s meets"), {"board": row.board_name}),
            Where("meeting", row.on.isoformat(), row.board_slug),
        )
        for row in events(reader)
        if row.state == EventState.PLANNED
    ]
