"""What pages and the API say about answers that are owed, as known at the reader's moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers.analysis import month_of, places
from headway.answers.choices import AnswerKind
from headway.answers.queries import (
    AnswerRow,
    CapacityRow,
    StoryRow,
    answer,
    answers,
    by_code,
    capacities,
    given_count,
    inbox,
    past_clock,
    replies,
    story,
)
from headway.briefs.missions import MissionLink, links_to
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.missions.queries import (
    InitiativeRow,
    MissionRow,
    OfferRow,
    OfferWords,
    initiatives,
    missions,
    offer_words,
    offers,
)
from headway.people.queries import day_of, offices_of

SHOWN_FOR = timedelta(days=92)  # how long an answer stands in the list of those that were given


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question in a list, with its mission where it has one."""

    row: AnswerRow
    mission: MissionLink | None


@dataclass(frozen=True, slots=True)
class AnswersBrief:
    """What is owed: past its clock by date, waiting by date, and what was answered lately."""

    summary: tuple[Sentence, ...]
    past: tuple[AnswerLine, ...]
    waiting: tuple[AnswerLine, ...]
    given: tuple[AnswerLine, ...]
    offices: tuple[str, ...]  # public names, for the choice of one


def answers_brief(reader: Reader, *, office: str = "") -> AnswersBrief:
    """Answer the public list, of every office or of one by its public name."""
    rows = answers(reader)
    known = tuple(sorted({row.office_name for row in rows}))
    rows = tuple(row for row in rows if not office or row.office_name == office)
    late = [row for row in past_clock(reader) if not office or row.office_name == office]
    behind = {row.key for row in late}
    waiting = sorted(
        (row for row in rows if row.open and row.key not in behind), key=lambda row: row.running[0].on
    )
    since = day_of(reader.at) - SHOWN_FOR
    given = [row for row in rows if row.given_on is not None and row.given_on >= since and not row.open]
    link = linker(reader)
    return AnswersBrief(
        summary_words(len(late) + len(waiting), late),
        tuple(link(row) for row in late),
        tuple(link(row) for row in waiting),
        tuple(link(row) for row in sorted(given, key=given_on, reverse=True)),
        known,
    )


def given_on(row: AnswerRow) -> tuple[date, str]:
    """Return what answers that were given stand by."""
    return row.given_on or row.asked_on, str(row.key)


Link = Callable[[AnswerRow], AnswerLine]


def linker(reader: Reader) -> Link:
    """Return what puts a question beside the link to its mission; two queries for all."""
    rows = missions(reader)
    links = dict(zip((row.key for row in rows), links_to(reader, rows), strict=True))
    return lambda row: AnswerLine(row, links.get(row.mission) if row.mission else None)


def summary_words(owed: int, late: Sequence[AnswerRow]) -> tuple[Sentence, ...]:
    """Say how many answers are owed and how many are late, since when."""
    if not owed:
        return (Sentence(_("No answer is owed at the moment.")),)
    first = Sentence(_("%(n)s answer is owed."), {"n": owed}, plural=_("%(n)s answers are owed."), count="n")
    if not late:
        return (first, Sentence(_("None is past its clock.")))
    return first, Sentence(
        _("%(n)s is past its clock, since %(day)s."),
        {"n": len(late), "day": late[0].passed[0].on},
        plural=_("%(n)s are past their clock, the first since %(day)s."),
        count="n",
    )


# --- one question ---


@dataclass(frozen=True, slots=True)
class AnswerBrief:
    """One question with its story, its mission, what was offered and what came of it.

    `words` are there for who asked and for who owes alone; `together` are questions of the same answer.
    """

    story: StoryRow
    mission: MissionLink | None
    offer: OfferRow | None
    words: OfferWords | None
    initiative: InitiativeRow | None
    together: int

    @property
    def row(self) -> AnswerRow:
        """Return the question."""
        return self.story.row


def answer_brief(reader: Reader, *, key: UUID) -> AnswerBrief:
    """Answer the page of one question; raises Missing."""
    row = answer(reader, key=key)
    holds = row.office in offices_of(reader.actor, reader.at)
    return brief_of(reader, row, concerned=holds or row.mine, held_code=False)


def followed(reader: Reader, *, code: str) -> AnswerBrief:
    """Answer the page of whoever holds a return code; raises Missing."""
    return brief_of(reader, by_code(reader, code=code), concerned=True, held_code=True)


def brief_of(reader: Reader, row: AnswerRow, *, concerned: bool, held_code: bool) -> AnswerBrief:
    """Put one question together."""
    of = {row.mission} if row.mission and row.kind == AnswerKind.OFFER else set()
    made = next((each for each in offers(reader, missions=of) if each.key == row.about.key), None)
    begun = next((each for each in initiatives(reader, missions=of) if each.offer == row.about.key), None)
    words = offer_words(reader, keys=[row.about.key], concerned=concerned) if made else {}
    return AnswerBrief(
        story(reader, row, by_code=held_code),
        linker(reader)(row).mission,
        made,
        words.get(row.about.key),
        begun,
        len(replies(reader, reply=row.reply.key)) if row.reply else 0,
    )


# --- who owes ---


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A question that the reader owes an answer to, in the words of who asked."""

    row: AnswerRow
    mission: MissionLink | None
    offer: OfferRow | None
    words: OfferWords | None


SHOWN_AT_ONCE = 50


def inbox_brief(reader: Reader, *, most: int = SHOWN_AT_ONCE) -> tuple[InboxLine, ...]:
    """Answer the inbox: what is nearest to its clock first, as much as somebody works through at a time."""
    rows = inbox(reader, most=most)
    of = {row.mission for row in rows if row.mission and row.kind == AnswerKind.OFFER}
    made = {each.key: each for each in offers(reader, missions=of)}
    words = offer_words(reader, keys=made, concerned=True)
    link = linker(reader)
    return tuple(
        InboxLine(row, link(row).mission, made.get(row.about.key), words.get(row.about.key)) for row in rows
    )


# --- the queue ---


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A question in the open queue: its place, and the month it comes up in as the body says what it can."""

    place: int
    line: AnswerLine
    month: date | None


@dataclass(frozen=True, slots=True)
class Queue:
    """The open queue of one body."""

    organisation: str
    capacity: CapacityRow | None
    lines: tuple[QueueLine, ...]


def queues(reader: Reader) -> tuple[Queue, ...]:
    """Answer the open queues by body: the most affected first, then the oldest."""
    rows = [row for row in answers(reader, only_open=True) if not row.quiet]
    said, link, today = capacities(reader), linker(reader), day_of(reader.at)
    bodies = {row.organisation: row.organisation_name for row in rows}
    bodies |= {row.organisation: row.organisation_name for row in said.values()}
    return tuple(
        Queue(
            name,
            said.get(body),
            lines_of([row for row in rows if row.organisation == body], said.get(body), link, today),
        )
        for body, name in sorted(bodies.items(), key=lambda each: each[1])
    )


def lines_of(
    rows: Sequence[AnswerRow], capacity: CapacityRow | None, link: Link, today: date
) -> tuple[QueueLine, ...]:
    """Put the queue of one body in its order."""
    order = places([(row.key, row.affected, row.asked_on) for row in rows])
    lines = (
        QueueLine(
            order[row.key], link(row), month_of(order[row.key], capacity.monthly, today) if capacity else None
        )
        for row in rows
    )
    return tuple(sorted(lines, key=lambda line: line.place))


# --- taking part ---


@dataclass(frozen=True, slots=True)
class TakingPart:
    """The part of a mission's page on who takes part."""

    summary: Sentence
    initiatives: tuple[InitiativeRow, ...]


def taking_part(reader: Reader, *, mission: MissionRow) -> TakingPart:
    """Say how many offered, how many were answered, and what came of it; two queries, or six."""
    made = offers(reader, missions={mission.key})
    begun = initiatives(reader, missions={mission.key})
    if not made:
        return TakingPart(Sentence(_("Nobody has offered anything yet.")), begun)
    values = {
        "offers": len(made),
        "answered": given_count(reader, about={each.key for each in made}),
        "begun": sum(each.offer is not None for each in begun),
    }
    return TakingPart(
        Sentence(
            _("%(offers)s offer so far: %(answered)s answered, %(begun)s taken up."),
            values,
            plural=_("%(offers)s offers so far: %(answered)s answered, %(begun)s taken up."),
            count="offers",
        ),
        begun,
    )
