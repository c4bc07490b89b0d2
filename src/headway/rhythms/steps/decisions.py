"""Rows of decisions: wording while proposed, stages, later entries."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By, Reader, RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create, rename
from headway.people.queries import another_holds, day_of
from headway.rhythms.analysis import NewDecision, notice_of
from headway.rhythms.choices import CHANGES, WITHOUT_FORECAST, DecisionState, ProfileCode
from headway.rhythms.models import (
    BoardVersion,
    Decision,
    DecisionAbout,
    DecisionEntry,
    DecisionEvidence,
    DecisionStage,
    DecisionVersion,
    Event,
)
from headway.rhythms.steps.boards import require_live, things_named

LINKS = {"about", "evidence", "event", "key"}
WORDS = tuple(name for name in NewDecision.__dataclass_fields__ if name not in LINKS)
LIMITS = {"title": 300, "power": 200, "power_source": 300, "equality_considered_by": 200}


@step
def propose(board: Thing, new: NewDecision, things: Mapping[UUID, Thing], by: By) -> Thing:
    """Write a decision that a board is asked to make."""
    require_live(board)
    check_words(new)
    about = [things[key] for key in new.about]
    missions = [thing for thing in about if thing.kind == "mission"]
    home = missions[0] if len(missions) == 1 else None
    named = NewThing("decision", new.title, language=new.language, mission=home, key=new.key)
    thing = create(named, by.at)
    row = Decision.objects.create(thing=thing, board_id=board.pk)
    write_version(row, 1, new, things, by)
    write_stage(row, DecisionState.PROPOSED, day_of(by.at), by)
    return thing


@step
def rewrite(thing: Thing, new: NewDecision, things: Mapping[UUID, Thing], by: By) -> int:
    """Write the next wording of a decision that is still proposed; return its number."""
    row = decision_of(thing)
    if stage_of(row).state != DecisionState.PROPOSED:
        raise Conflict(Sentence(_("This decision was made. Correct its record by a new entry.")))
    check_words(new)
    before = DecisionVersion.objects.get(decision=row, known_to__isnull=True)
    DecisionVersion.objects.filter(pk=before.pk).update(known_to=by.at)
    write_version(row, before.version + 1, new, things, by)
    rename(thing, label=new.title, slug=None, at=by.at)
    return before.version + 1


def write_version(row: Decision, number: int, new: NewDecision, things: Mapping[UUID, Thing], by: By) -> None:
    """Write one wording with what it is about and what it cites."""
    event = None
    if new.event is not None:
        things_named([new.event], "event", things)
        event = Event.objects.get(pk=things[new.event].pk)
        if event.board_id != row.board_id:
            raise Missing
        if event.cancelled_at is not None or event.minuted_at is not None:
            words = Sentence(_("This meeting’s record is closed. Choose another meeting, or none."))
            raise Invalid(words, {"event": words})
    version = DecisionVersion.objects.create(
        decision=row,
        version=number,
        event=event,
        written_by=by.actor.key,
        known_from=by.at,
        **{name: getattr(new, name) for name in WORDS},
    )
    DecisionAbout.objects.bulk_create(
        DecisionAbout(version=version, thing=things[key]) for key in dict.fromkeys(new.about)
    )
    DecisionEvidence.objects.bulk_create(
        DecisionEvidence(version=version, thing=things[key]) for key in dict.fromkeys(new.evidence)
    )


def write_stage(
    row: Decision, state: DecisionState, on: date, by: By, *, note: str = "", checked: bool = True
) -> None:
    """Close the stage a decision stands in and write the next."""
    DecisionStage.objects.filter(decision=row, known_to__isnull=True).update(known_to=by.at)
    DecisionStage.objects.create(
        decision=row,
        state=state,
        on=on,
        note=note,
        checked=checked,
        set_by=by.actor.key,
        known_from=by.at,
    )


def check_words(new: NewDecision) -> None:
    """Refuse a decision without a name or words, or with texts longer than what is kept."""
    empty = {}
    if not new.title.strip():
        empty["title"] = Sentence(_("Give the decision a name."))
    if not new.text.strip():
        empty["text"] = Sentence(_("Say what is decided."))
    if empty:
        raise Invalid(Sentence(_("The decision is not complete.")), empty)
    long = {
        field: Sentence(_("Use at most %(limit)s characters."), {"limit": limit})
        for field, limit in LIMITS.items()
        if len(getattr(new, field)) > limit
    }
    if long:
        raise Invalid(Sentence(_("Some texts are too long.")), long)


def decision_of(thing: Thing) -> Decision:
    """Return the row of a decision, or raise Missing."""
    row = Decision.objects.filter(pk=thing.pk).first()
    if row is None:
        raise Missing
    return row


def stage_of(row: Decision) -> DecisionStage:
    """Return where a decision stands."""
    return DecisionStage.objects.get(decision=row, known_to__isnull=True)


def require_change(row: Decision, to: DecisionState) -> DecisionStage:
    """Refuse a change that the life of a decision does not have."""
    stage = stage_of(row)
    if to not in CHANGES[DecisionState(stage.state)]:
        raise Conflict(Sentence(_("This decision does not stand where that can happen. Look at it again.")))
    return stage


@step
def make(thing: Thing, on: date, by: By, scopes: tuple[UUID, ...]) -> DecisionStage:
    """Say that a decision was made; return its stage.

    Whoever proposed it does not make it, unless nobody else could: then it is marked as not checked.
    """
    row = decision_of(thing)
    proposed = require_change(row, DecisionState.MADE)
    if proposed.state != DecisionState.PROPOSED:
        raise Conflict(Sentence(_("This decision was called in. Confirm it, or propose another.")))
    words = DecisionVersion.objects.get(decision=row, known_to__isnull=True)
    check_complete(words, on, by)
    checked = written_by_others(row, by)
    someone_else = another_holds(Reader(by.actor, by.at), RoleName.BOARD, scopes=scopes)
    if not checked and not by.actor.system and someone_else:
        sentence = Sentence(_("You wrote this decision. Somebody else of the board must record it."))
        raise Forbidden(sentence)
    write_stage(row, DecisionState.MADE, on, by, checked=checked)
    bump(thing)
    return stage_of(row)


def written_by_others(row: Decision, by: By) -> bool:
    """Whether no wording of a decision comes from whoever acts now."""
    return not DecisionVersion.objects.filter(decision=row, written_by=by.actor.key).exists() and (
        by.actor.key is not None
    )


def check_complete(words: DecisionVersion, on: date, by: By) -> None:
    """Refuse to make a decision whose record lacks what the law and the charter ask for."""
    wrong = missing_words(words) | wrong_days(words, on, by)
    if wrong:
        raise Invalid(Sentence(_("The record of this decision is not complete.")), wrong)


def missing_words(words: DecisionVersion) -> dict[str, Sentence]:
    """Return what is not said yet, by field."""
    asked = {
        "reasons": _("Give the reasons."),
        "alternatives": _("Say which alternatives were considered and rejected, or that there were none."),
        "conflicts": _("Say which conflicts of interest were declared, or that there were none."),
        "equality_effect": _("Say who may gain or lose by protected characteristic."),
        "equality_evidence": _("Say what evidence this rests on."),
        "equality_considered_by": _("Say who considered it before deciding."),
    }
    if words.kind not in WITHOUT_FORECAST:
        asked["forecast"] = _("Say what you expect of it.")
    found = {name: Sentence(text) for name, text in asked.items() if not getattr(words, name).strip()}
    if words.kind not in WITHOUT_FORECAST and words.review_on is None:
        found["review_on"] = Sentence(_("Give the day on which it is reviewed."))
    if words.power and not words.power_source.strip():
        found["power_source"] = Sentence(_("Say where this power is written down."))
    return found


def wrong_days(words: DecisionVersion, on: date, by: By) -> dict[str, Sentence]:
    """Return the days that cannot be, by field."""
    found = {}
    if on > day_of(by.at):
        found["on"] = Sentence(_("The day of the decision cannot be in the future."))
    if words.equality_considered_on is None or words.equality_considered_on > on:
        found["equality_considered_on"] = Sentence(
            _("Give the day on which it was considered; it cannot be after the decision.")
        )
    terms = BoardVersion.objects.get(board_id=words.decision.board_id, known_to__isnull=True)
    notice = notice_of(ProfileCode(terms.profile), is_key=words.is_key, notice_on=words.notice_on, on=on)
    if notice and not notice.enough and not words.notice_exception.strip():
        found["notice_exception"] = Sentence(
            _("The law asks for %(days)s clear days of public notice. Say why there were fewer."),
            {"days": notice.needed},
        )
    return found


@step
def call_in(thing: Thing, reason: str, by: By) -> None:
    """Hold a made decision until it was looked at again."""
    row = decision_of(thing)
    require_change(row, DecisionState.CALLED_IN)
    words = DecisionVersion.objects.get(decision=row, known_to__isnull=True)
    today = day_of(by.at)
    if words.call_in_until is None or today > words.call_in_until:
        raise Conflict(Sentence(_("The time in which it could be called in has passed, or it had none.")))
    write_stage(row, DecisionState.CALLED_IN, today, by, note=required(reason))
    bump(thing)


@step
def confirm(thing: Thing, reason: str, by: By) -> None:
    """Say that a called-in decision stands; it keeps the day on which it was made."""
    row = decision_of(thing)
    stage = stage_of(row)
    if stage.state != DecisionState.CALLED_IN:
        raise Conflict(Sentence(_("This decision was not called in.")))
    made = DecisionStage.objects.filter(decision=row, state=DecisionState.MADE).order_by("known_from").first()
    assert made is not None  # nothing is called in that was not made
    write_stage(row, DecisionState.MADE, made.on, by, note=required(reason), checked=made.checked)
    bump(thing)


@step
def finish(thing: Thing, note: str, by: By) -> None:
    """Say that what was decided has been done."""
    row = decision_of(thing)
    require_change(row, DecisionState.DONE)
    write_stage(row, DecisionState.DONE, day_of(by.at), by, note=required(note))
    bump(thing)


@step
def review(thing: Thing, found: str, by: By) -> None:
    """Say what came of a decision, compared with what was expected of it."""
    row = decision_of(thing)
    require_change(row, DecisionState.REVIEWED)
    write_stage(row, DecisionState.REVIEWED, day_of(by.at), by, note=required(found))
    bump(thing)


@step
def correct(thing: Thing, text: str, by: By) -> int:
    """Add an entry to the record of a decision that was made; return its number."""
    row = decision_of(thing)
    if stage_of(row).state == DecisionState.PROPOSED:
        raise Conflict(Sentence(_("This decision is only proposed. Change its words instead.")))
    number = DecisionEntry.objects.filter(decision=row).count() + 1
    DecisionEntry.objects.create(
        decision=row, number=number, text=required(text), written_by=by.actor.key, written_at=by.at
    )
    bump(thing)
    return number


def required(text: str) -> str:
    """Return a text, or say that it is missing."""
    if not text.strip():
        words = Sentence(_("Say it in words that everybody can read."))
        raise Invalid(words, {"text": words})
    return text
