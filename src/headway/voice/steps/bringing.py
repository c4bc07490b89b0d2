"""Conversations and votes that come from elsewhere, written in bulk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid
from headway.kernel.keys import new_key
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create
from headway.people.queries import day_of
from headway.voice.analysis.taking import Elsewhere, Heard, SaidElsewhere
from headway.voice.choices import Mode, Stage, Turn, Why
from headway.voice.models import Conversation, Participant, Statement, StatementTurn, Vote
from headway.voice.steps.conversations import check_terms, the_row, write_version
from headway.voice.steps.statements import UNSEEN

BATCH = 2000  # rows in one statement to the database
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Brought:
    """How much came in."""

    participants: int
    votes: int


@step
def bring_conversation(told: Elsewhere, things: Mapping[UUID, Thing], by: By) -> Brought:
    """Write a conversation that was held elsewhere; it is closed as of now.

    Raises
    ------
    Conflict
        When the very same was brought in before.
    Invalid
        When a statement is empty or too long, or a vote is on one that is not there.
    """
    if Thing.objects.filter(key=told.key).exists():
        raise Conflict(Sentence(_("This conversation is here already. Nothing was changed.")))
    check_terms(told.terms)
    mission = things[told.mission] if told.mission else None
    question, language = told.terms.question, told.terms.language
    named = NewThing("conversation", question, question, language, mission, told.key, told.origin)
    thing = create(named, by.at)
    began = min((row.at for row in told.votes if row.at), default=by.at)
    Conversation.objects.create(
        thing=thing,
        mission_id=mission.pk if mission else None,
        opened_at=min(began, by.at),
        closed_at=by.at,
    )
    write_version(thing, 1, told.terms, things, by)
    for each in told.statements:
        bring_statement(thing, each, language, by)
    return write_votes(thing, told.votes, Mode.IMPORTED, "", by)


def bring_statement(conversation: Thing, each: SaidElsewhere, language: str, by: By) -> None:
    """Write a statement under the number it had."""
    text = " ".join(each.text.split())
    if not text or len(text) > LONGEST:
        raise Invalid(
            Sentence(
                _("Statement %(number)s has no words, or more than %(limit)s characters."),
                {"number": each.number, "limit": LONGEST},
            )
        )
    label = UNSEEN if each.hidden else text
    thing = create(NewThing("statement", label, language=language, mission=conversation.mission), by.at)
    written = min(each.at or by.at, by.at)
    Statement.objects.create(
        thing=thing,
        conversation_id=conversation.pk,
        number=each.number,
        text=text,
        language=language,
        written_at=written,
    )
    last = Turn.HIDDEN if each.hidden else Turn.PUBLISHED
    StatementTurn.objects.bulk_create(
        StatementTurn(
            statement_id=thing.pk,
            number=number,
            turn=turn,
            why=Why.ELSEWHERE if turn is Turn.HIDDEN else "",
            set_by=by.actor.key,
            at=written,
        )
        for number, turn in enumerate((Turn.WRITTEN, last), start=1)
    )


@step
def bring_votes(thing: Thing, votes: Sequence[Heard], mode: Mode, batch: str, by: By) -> Brought:
    """Write votes that were collected elsewhere into a conversation that is open or just closed."""
    row = the_row(thing, by)
    if row.stage not in {Stage.OPEN, Stage.CLOSED}:
        raise Conflict(Sentence(_("Votes come in while a conversation is open, or just closed.")))
    return write_votes(thing, votes, mode, batch, by)


def write_votes(thing: Thing, votes: Sequence[Heard], mode: Mode, batch: str, by: By) -> Brought:
    """Write people and their votes; of a pair the later vote ends the one before."""
    statements = dict(Statement.objects.filter(conversation_id=thing.pk).values_list("number", "pk"))
    unknown = next((row.statement for row in votes if row.statement not in statements), None)
    if unknown is not None:
        raise Invalid(
            Sentence(_("There is a vote on statement %(number)s, which is not there."), {"number": unknown})
        )
    numbers = sorted({row.participant for row in votes})
    people = Participant.objects.bulk_create(
        (
            Participant(
                key=new_key(),
                conversation_id=thing.pk,
                number=number if mode is Mode.IMPORTED else None,
                mode=mode,
                batch=batch,
                joined_on=day_of(by.at),
            )
            for number in numbers
        ),
        batch_size=BATCH,
    )
    who = dict(zip(numbers, (person.pk for person in people), strict=True))
    rows: list[Vote] = []
    standing: dict[tuple[int, int], Vote] = {}
    for row in sorted(votes, key=lambda each: moment_of(each, by)):
        pair, at = (row.participant, row.statement), moment_of(row, by)
        before = standing.get(pair)
        if before is not None:
            if (before.choice, before.important) == (row.choice, row.important):
                continue
            before.known_to = at
        standing[pair] = Vote(
            participant_id=who[row.participant],
            statement_id=statements[row.statement],
            choice=row.choice,
            important=row.important,
            known_from=at,
        )
        rows.append(standing[pair])
    Vote.objects.bulk_create(rows, batch_size=BATCH)
    return Brought(len(people), len(standing))


def moment_of(row: Heard, by: By) -> datetime:
    """Return when a vote was cast, as far as that is known; never after now."""
    return min(row.at or by.at, by.at)
