"""Rows of circles, their members and notes, and of offers of help."""

from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Forbidden, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create
from headway.peers.analysis import NewCircle, NewHelp
from headway.peers.choices import (
    CIRCLE_CHANGES,
    FEWEST,
    LONGEST_HELP,
    LONGEST_NOTE,
    MOST,
    MOST_HELP,
    CircleState,
)
from headway.peers.models import Circle, CircleMember, CircleNote, Help, NoteYes
from headway.peers.permissions import is_member
from headway.peers.queries import KEPT, gone_accounts
from headway.peers.steps.ground import required, within


@step
def found(new: NewCircle, mission: Thing | None, by: By) -> Thing:
    """Write a circle with its founder in it."""
    if mission is not None and mission.kind != "mission":
        raise Missing
    question = required(new.question, "question", 300)
    thing = create(NewThing("circle", "circle", language=new.language), by.at)
    circle = Circle.objects.create(
        thing=thing,
        mission_id=mission.pk if mission else None,
        question=question,
        meets=within(new.meets, "meets", 300),
        language=new.language,
    )
    CircleMember.objects.create(circle=circle, account=by.actor.key, joined_at=by.at)
    return thing


def circle_of(thing: Thing) -> Circle:
    """Return the row of a locked circle; raises Missing."""
    row = Circle.objects.filter(pk=thing.pk).first()
    if row is None:
        raise Missing
    return row


def state_of(row: Circle) -> CircleState:
    """Return where a circle stands."""
    if row.closed_at is not None:
        return CircleState.CLOSED
    return CircleState.MEETING if row.met_at is not None else CircleState.FORMING


def inside(row: Circle) -> set[UUID]:
    """Return who is in a circle."""
    rows = CircleMember.objects.filter(circle=row, left_at__isnull=True, account__isnull=False)
    return {account for account in rows.values_list("account", flat=True) if account}


def own_circle(thing: Thing, by: By) -> Circle:
    """Return a locked circle to one of its members; raises Missing for everybody else."""
    row = circle_of(thing)
    if not is_member(by.actor, inside(row)):
        raise Missing
    return row


@step
def join(thing: Thing, by: By) -> None:
    """Let somebody in who joins by themselves, while there is a place."""
    row = circle_of(thing)
    members = inside(row)
    if is_member(by.actor, members):
        raise Conflict(Sentence(_("You are in this circle.")))
    if state_of(row) != CircleState.FORMING:
        raise Missing
    if len(members) >= MOST:
        raise Conflict(Sentence(_("This circle is full: %(most)s people."), {"most": MOST}))
    CircleMember.objects.create(circle=row, account=by.actor.key, joined_at=by.at)
    bump(thing)


@step
def leave(thing: Thing, by: By) -> None:
    """Let somebody out, and forget that they were in."""
    row = own_circle(thing, by)
    assert by.actor.key is not None
    NoteYes.objects.filter(note__circle=row, account=by.actor.key).delete()
    rows = CircleMember.objects.filter(circle=row, account=by.actor.key, left_at__isnull=True)
    rows.update(left_at=by.at, account=None)
    bump(thing)


@step
def move(thing: Thing, to: CircleState, by: By) -> None:
    """Let a circle meet, or close it."""
    row = own_circle(thing, by)
    if to not in CIRCLE_CHANGES[state_of(row)]:
        raise Conflict(Sentence(_("This circle has moved on already.")))
    if to == CircleState.MEETING:
        if len(inside(row)) < FEWEST:
            said = _("A circle needs %(fewest)s to %(most)s people. Wait until more have joined.")
            raise Conflict(Sentence(said, {"fewest": FEWEST, "most": MOST}))
        row.met_at = by.at
    else:
        row.closed_at = by.at
    row.save(update_fields=["met_at", "closed_at"])
    bump(thing)


@step
def write_note(thing: Thing, text: str, by: By) -> int:
    """Write down what a circle found; who wrote it is not kept."""
    row = own_circle(thing, by)
    if state_of(row) != CircleState.MEETING:
        raise Conflict(Sentence(_("Only a circle that meets writes notes.")))
    number = CircleNote.objects.filter(circle=row).count() + 1
    words = required(text, "text", LONGEST_NOTE)
    CircleNote.objects.create(circle=row, number=number, text=words, written_at=by.at)
    bump(thing)
    return number


@step
def vote(thing: Thing, number: int, by: By, *, yes: bool) -> bool:
    """Say whether one wants a note to be public, and publish it when more than half do; say whether it is."""
    row = own_circle(thing, by)
    note = CircleNote.objects.filter(circle=row, number=number).first()
    if note is None:
        raise Missing
    if note.published_at is not None:
        raise Conflict(Sentence(_("This note is public already.")))
    assert by.actor.key is not None
    NoteYes.objects.filter(note=note, account=by.actor.key).delete()
    if yes:
        NoteYes.objects.create(note=note, account=by.actor.key)
    bump(thing)
    members = inside(row)
    wanted = NoteYes.objects.filter(note=note, account__in=members).count()
    if 2 * wanted <= len(members):
        return False
    note.published_at = by.at
    note.save(update_fields=["published_at"])
    NoteYes.objects.filter(note=note).delete()
    return True


# --- who knows how ---


@step
def offer_help(new: NewHelp, by: By) -> UUID:
    """Write what somebody can help with."""
    if Help.objects.filter(account=by.actor.key).count() >= MOST_HELP:
        said = _("You offer %(most)s things already. Withdraw one first.")
        raise Conflict(Sentence(said, {"most": MOST_HELP}))
    row = Help.objects.create(account=by.actor.key, offered_at=by.at, **help_words(new))
    return row.key


def help_words(new: NewHelp) -> dict[str, str]:
    """Return the words of an offer of help, checked."""
    return {
        "text": required(new.text, "text", LONGEST_HELP),
        "reach": required(new.reach, "reach", 200),
        "language": new.language,
    }


def own_help(key: UUID, by: By) -> Help:
    """Return a locked offer of help to its person; raises Missing or Forbidden."""
    row = Help.objects.select_for_update().filter(key=key, withdrawn_at__isnull=True).first()
    if row is None:
        raise Missing
    if not by.actor.signed_in or row.account != by.actor.key:
        raise Forbidden
    return row


@step
def change_help(key: UUID, new: NewHelp, by: By) -> None:
    """Write an offer of help anew."""
    own_help(key, by)
    Help.objects.filter(key=key).update(**help_words(new))


@step
def withdraw_help(key: UUID, by: By) -> None:
    """Blank an offer of help."""
    own_help(key, by)
    blank_help({key}, by)


def blank_help(keys: set[UUID], by: By) -> int:
    """Blank words and person of some offers of help."""
    rows = Help.objects.filter(key__in=keys)
    return rows.update(account=None, text="", reach="", withdrawn_at=by.at)


@step
def forget_gone(by: By) -> int:
    """Blank whoever closed their account, and whoever was in a circle that closed a year ago."""
    gone = gone_accounts(by.at)
    keys = set(Help.objects.filter(account__in=gone).values_list("key", flat=True))
    count = blank_help(keys, by)
    NoteYes.objects.filter(account__in=gone).delete()
    rows = CircleMember.objects.filter(account__in=gone)
    rows.filter(left_at__isnull=True).update(left_at=by.at)
    count += rows.update(account=None)
    old = CircleMember.objects.filter(account__isnull=False, circle__closed_at__lte=by.at - KEPT)
    return count + old.update(account=None)
