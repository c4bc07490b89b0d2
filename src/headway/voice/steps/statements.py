"""Rows of statements: written, moderated, recast; what came of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create, rename
from headway.voice.analysis.taking import Hiding, NewTrace, Recast
from headway.voice.choices import (
    BECAME,
    CHANGES,
    LIVE,
    LONGEST,
    CarriedOut,
    Lineage,
    Stage,
    Turn,
    Why,
)
from headway.voice.models import CarryingOut, Participant, Statement, StatementTie, StatementTurn, Trace
from headway.voice.queries import StatementRow, statements
from headway.voice.steps.conversations import require_stage, seer, the_row

UNSEEN = "…"  # the public name of a statement that nobody may read yet


@dataclass(frozen=True, slots=True)
class Written:
    """A statement that was written."""

    thing: Thing
    number: int


@step
def write(
    conversation: Thing,
    text: str,
    by: By,
    *,
    author: Participant | None = None,
    live: bool = False,
    language: str = "",
) -> Written:
    """Write a statement that waits for a moderator, or one that is live at once.

    Raises
    ------
    Invalid
        When it says nothing or too much, or the very same stands there already.
    """
    said = " ".join(text.split())
    if not said or len(said) > LONGEST:
        words = Sentence(_("Say one thing, in 1 to %(limit)s characters."), {"limit": LONGEST})
        raise Invalid(words, {"text": words})
    rows = statements(seer(by), conversations={conversation.key})
    if any(row.text.text.casefold() == said.casefold() for row in rows if row.turn is not Turn.HIDDEN):
        words = Sentence(_("This statement is there already. Vote on it."))
        raise Invalid(words, {"text": words})
    written_in = language or conversation.language
    label = said if live else UNSEEN
    named = NewThing("statement", label, language=written_in, mission=conversation.mission)
    thing = create(named, by.at)
    # From 0, as Polis counts; of all there are, whatever the clock says of them.
    last = Statement.objects.filter(conversation_id=conversation.pk).aggregate(last=Max("number"))["last"]
    number = 0 if last is None else last + 1
    Statement.objects.create(
        thing=thing,
        conversation_id=conversation.pk,
        number=number,
        text=said,
        language=written_in,
        author=author,
        written_at=by.at,
    )
    write_turn(thing, Turn.WRITTEN, by)
    if live:
        write_turn(thing, Turn.PUBLISHED, by)
    return Written(thing, number)


def write_turn(thing: Thing, turn: Turn, by: By, hiding: Hiding | None = None) -> None:
    """Write the next line of a statement's log."""
    StatementTurn.objects.create(
        statement_id=thing.pk,
        number=StatementTurn.objects.filter(statement_id=thing.pk).count() + 1,
        turn=turn,
        why=hiding.why if hiding and turn is Turn.HIDDEN else "",
        note=" ".join(hiding.note.split()) if hiding else "",
        set_by=by.actor.key,
        at=by.at,
    )


def the_statement(thing: Thing, by: By) -> StatementRow:
    """Return a locked statement as it stands; raises Missing."""
    found = statements(seer(by), keys={thing.key})
    if not found:
        raise Missing
    return found[0]


def next_turn(thing: Thing, turn: Turn, by: By, hiding: Hiding | None = None) -> StatementRow:
    """Write the next turn where it may follow; raises Conflict."""
    row = the_statement(thing, by)
    if turn not in CHANGES[row.turn]:
        raise Conflict(Sentence(_("Somebody has dealt with this statement already.")))
    if hiding and len(hiding.note) > 500:
        words = Sentence(_("Use at most %(limit)s characters."), {"limit": 500})
        raise Invalid(words, {"note": words})
    write_turn(thing, turn, by, hiding)
    rename(thing, label=row.text.text if turn in LIVE else UNSEEN, slug=None, at=by.at)
    return row


@step
def publish(thing: Thing, by: By) -> None:
    """Let people vote on a statement; raises Conflict."""
    next_turn(thing, Turn.PUBLISHED, by)


@step
def hide(thing: Thing, hiding: Hiding, by: By) -> None:
    """Hide a statement for a reason that everybody can read; raises Conflict or Invalid."""
    if hiding.why in BECAME:
        raise Invalid(Sentence(_("Choose from the list.")))
    next_turn(thing, Turn.HIDDEN, by, hiding)


@step
def appeal(thing: Thing, author: Participant, note: str, by: By) -> None:
    """Ask the steward to look again, as who wrote it; raises Forbidden or Conflict."""
    if not Statement.objects.filter(pk=thing.pk, author=author).exists():
        raise Forbidden(Sentence(_("Only who wrote the statement may ask for this.")))
    row = the_statement(thing, by)
    if row.why in BECAME:
        raise Conflict(Sentence(_("This statement became another one, which people can vote on.")))
    next_turn(thing, Turn.APPEALED, by, Hiding(Why.UNCLEAR, note))


@step
def decide_appeal(thing: Thing, *, shown: bool, note: str, by: By) -> None:
    """Show a hidden statement again, or leave it hidden; raises Conflict, or Forbidden for who hid it."""
    last = StatementTurn.objects.filter(statement_id=thing.pk, turn=Turn.HIDDEN).order_by("-number").first()
    if last is not None and last.set_by is not None and last.set_by == by.actor.key:
        raise Forbidden(Sentence(_("Whoever hid a statement does not decide the appeal.")))
    next_turn(thing, Turn.RESTORED if shown else Turn.UPHELD, by, Hiding(Why.UNCLEAR, note))


@step
def recast(
    conversation: Thing, olds: Sequence[Thing], recasting: Recast, things: Mapping[UUID, Thing], by: By
) -> tuple[Thing, ...]:
    """Merge statements into one that stays, or put new words in place of one; return what they became.

    Votes stay with the words they were cast on: nobody's vote is moved to other words.
    """
    require_stage(the_row(conversation, by), Stage.DRAFT, Stage.OPEN)
    why = {Lineage.MERGE: Why.MERGED, Lineage.SPLIT: Why.SPLIT, Lineage.REWORD: Why.REWORDED}[recasting.how]
    for old in olds:
        next_turn(old, Turn.HIDDEN, by, Hiding(why, recasting.note))
    if recasting.how is Lineage.MERGE:
        kept = things.get(recasting.into) if recasting.into else None
        if kept is None or kept in olds or the_statement(kept, by).turn not in LIVE:
            words = Sentence(_("Choose the statement that stays."))
            raise Invalid(words, {"into": words})
        made: tuple[Thing, ...] = (kept,)
        bump(kept)
    else:
        made = rewritten(conversation, recasting, by)
    StatementTie.objects.bulk_create(
        StatementTie(statement_id=new.pk, comes_from_id=old.pk, how=recasting.how, at=by.at)
        for old in olds
        for new in made
    )
    return made


def rewritten(conversation: Thing, recasting: Recast, by: By) -> tuple[Thing, ...]:
    """Write the statements in new words."""
    texts = [text for text in recasting.texts if text.strip()]
    if len(texts) < (2 if recasting.how is Lineage.SPLIT else 1):
        words = Sentence(_("Write the new words."))
        raise Invalid(words, {"texts": words})
    return tuple(write(conversation, text, by, live=True).thing for text in texts)


# --- what came of it ---


@step
def trace(thing: Thing, to: Thing, new: NewTrace, by: By) -> None:
    """Say that something changed because of a statement or a recommendation; raises Invalid or Conflict."""
    note = " ".join(new.note.split())
    if not note or len(note) > 500:
        words = Sentence(_("Say what changed, in 1 to %(limit)s characters."), {"limit": 500})
        raise Invalid(words, {"note": words})
    same = Trace.objects.filter(of=thing, to=to, charter_version=new.charter_version)
    if same.exists():
        raise Conflict(Sentence(_("This was traced to it already.")))
    Trace.objects.create(
        of=thing,
        to=to,
        charter_version=new.charter_version,
        note=note,
        set_by=by.actor.key,
        at=by.at,
    )
    bump(thing)


@step
def note_carrying_out(thing: Thing, state: CarriedOut, note: str, by: By) -> None:
    """Say how far it is carried out; what was said before keeps its dates; raises Invalid."""
    said = " ".join(note.split())
    if not said or len(said) > 500:
        words = Sentence(_("Say what was done, in 1 to %(limit)s characters."), {"limit": 500})
        raise Invalid(words, {"note": words})
    the_statement(thing, by)
    CarryingOut.objects.filter(statement_id=thing.pk, known_to__isnull=True).update(known_to=by.at)
    CarryingOut.objects.create(
        statement_id=thing.pk, state=state, note=said, set_by=by.actor.key, known_from=by.at
    )
    bump(thing)
