"""Rows of conversations: terms, stages, codes, assessments, results."""

import re
from collections.abc import Iterator, Mapping
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import SYSTEM, By, Reader
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create, rename
from headway.places.queries import quiet
from headway.voice.analysis.codes import code_hash, new_code
from headway.voice.analysis.opinions import Opinion, written
from headway.voice.analysis.taking import NewConversation, Terms
from headway.voice.choices import MOST_CODES, Stage
from headway.voice.models import (
    Conversation,
    ConversationTerms,
    InviteCode,
    RowsAssessment,
    Snapshot,
    Statement,
)
from headway.voice.queries import ConversationRow, conversation

LONG = 10_000
VIDEO = re.compile(r"https://[^\s<>\"]+")


def seer(by: By) -> Reader:
    """Return who reads for a write: everything, as of now."""
    return Reader(SYSTEM, by.at)


def the_row(thing: Thing, by: By) -> ConversationRow:
    """Return a locked conversation as it stands; raises Missing."""
    return conversation(seer(by), key=thing.key)


def require_stage(row: ConversationRow, *stages: Stage) -> None:
    """Refuse what cannot be done with a conversation that stands elsewhere."""
    if row.stage not in stages:
        raise Conflict(Sentence(STOPS[row.stage]))


STOPS: Mapping[Stage, str] = {
    Stage.DRAFT: _("This conversation is not open yet."),
    Stage.OPEN: _("This conversation is open."),
    Stage.CLOSED: _("This conversation is closed."),
    Stage.REPORTED: _("This conversation is closed and its result was reported."),
}


@step
def draft(new: NewConversation, things: Mapping[UUID, Thing], by: By) -> Thing:
    """Write a conversation with its first terms."""
    check_terms(new.terms)
    mission = things[new.mission] if new.mission else None
    if mission is not None and mission.kind != "mission":
        raise Missing
    question = new.terms.question
    named = NewThing(
        "conversation", question, new.slug or question, new.terms.language, mission=mission, key=new.key
    )
    thing = create(named, by.at)
    Conversation.objects.create(
        thing=thing, mission_id=mission.pk if mission else None, invented=new.invented
    )
    write_version(thing, 1, new.terms, things, by)
    return thing


@step
def write_terms(thing: Thing, terms: Terms, things: Mapping[UUID, Thing], by: By) -> int:
    """Close the current terms and write the next; once open, who may take part stays as it was announced."""
    check_terms(terms)
    row = the_row(thing, by)
    require_stage(row, Stage.DRAFT, Stage.OPEN, Stage.CLOSED)
    fixed = (row.terms.entry, row.terms.minimum_age, row.terms.question)
    if row.stage is not Stage.DRAFT and (terms.entry, terms.minimum_age, terms.question) != fixed:
        raise Conflict(
            Sentence(_("People took part on this question and these terms. They stay until it is closed."))
        )
    held = ConversationTerms.objects.filter(conversation_id=thing.pk, known_to__isnull=True)
    held.update(known_to=by.at)
    write_version(thing, row.number + 1, terms, things, by)
    rename(thing, label=terms.question, slug=None, at=by.at)
    return row.number + 1


def write_version(thing: Thing, number: int, terms: Terms, things: Mapping[UUID, Thing], by: By) -> None:
    """Write one version of the terms."""
    names = (
        "equality",
        "question",
        "language",
        "background",
        "easy_read",
        "video",
        "rules",
        "statutory",
        "statute",
    )
    more = ("recruitment", "unheard", "closes_on", "entry", "minimum_age", "for_children", "moderated")
    ConversationTerms.objects.create(
        conversation_id=thing.pk,
        version=number,
        **{name: getattr(terms, name) for name in (*names, *more)},
        office_id=things[terms.office].pk if terms.office else None,
        set_by=by.actor.key,
        known_from=by.at,
    )


def check_terms(terms: Terms) -> None:
    """Refuse terms that leave something out."""
    wrong = dict(faults(terms))
    if wrong:
        raise Invalid(Sentence(_("The conversation is not complete.")), wrong)


def faults(terms: Terms) -> Iterator[tuple[str, Sentence]]:
    """Yield what is wrong with terms, by field."""
    if not terms.question.strip() or len(terms.question) > 200:
        yield "question", Sentence(_("Ask one question, in 1 to %(limit)s characters."), {"limit": 200})
    if any(len(text) > LONG for text in (terms.background, terms.easy_read, terms.rules, terms.for_children)):
        yield "background", Sentence(_("Some texts are too long."))
    if terms.video and not (VIDEO.fullmatch(terms.video) and len(terms.video) <= 500):
        yield "video", Sentence(_("Give the whole address of the video, beginning with https://."))
    if terms.statutory and not terms.statute.strip():
        yield "statute", Sentence(_("Name the law that asks for this consultation."))
    if not 0 <= terms.minimum_age <= 21:
        yield "minimum_age", Sentence(_("Enter an age up to 21, or 0 for everybody."))
    if terms.minimum_age and not terms.for_children.strip():
        yield "for_children", Sentence(_("Say to children, in their words, why they cannot take part here."))


@step
def open_it(thing: Thing, by: By) -> None:
    """Let people take part.

    Raises
    ------
    Conflict
        When it was opened before, has no statement to vote on, or its place keeps quiet before an election.
    """
    row = the_row(thing, by)
    require_stage(row, Stage.DRAFT)
    period = quiet(seer(by), codes=[row.place_code]) if row.place_code else None
    if period is not None:
        raise Conflict(
            Sentence(
                _("%(place)s keeps quiet before an election until %(day)s. New conversations wait."),
                {"place": period.place_name, "day": period.ends_on},
            )
        )
    if not Statement.objects.filter(conversation_id=thing.pk).exists():
        raise Conflict(Sentence(_("Write a few statements first, so that the first visitor can vote.")))
    Conversation.objects.filter(pk=thing.pk).update(opened_at=by.at)
    bump(thing)


@step
def close_it(thing: Thing, by: By) -> None:
    """End the voting; raises Conflict unless it is open."""
    require_stage(the_row(thing, by), Stage.OPEN)
    Conversation.objects.filter(pk=thing.pk).update(closed_at=by.at)
    bump(thing)


@step
def note_reported(thing: Thing, by: By) -> None:
    """Say that answers are owed now; raises Conflict unless it is closed and not reported yet."""
    require_stage(the_row(thing, by), Stage.CLOSED)
    Conversation.objects.filter(pk=thing.pk).update(reported_at=by.at)
    bump(thing)


@step
def mint(thing: Thing, batch: str, count: int, by: By) -> tuple[str, ...]:
    """Make codes for a print run; only their hashes are kept, so they are shown this once."""
    row = the_row(thing, by)
    require_stage(row, Stage.DRAFT, Stage.OPEN)
    name = " ".join(batch.split())
    if not name or len(name) > 80:
        words = Sentence(_("Name the print run, in 1 to %(limit)s characters."), {"limit": 80})
        raise Invalid(words, {"batch": words})
    if not 1 <= count <= MOST_CODES:
        words = Sentence(_("Enter a number from 1 to %(limit)s."), {"limit": MOST_CODES})
        raise Invalid(words, {"count": words})
    codes = tuple(new_code() for _each in range(count))
    InviteCode.objects.bulk_create(
        InviteCode(conversation_id=thing.pk, batch=name, code_hash=code_hash(code)) for code in codes
    )
    return codes


@step
def assess_rows(thing: Thing, *, allowed: bool, text: str, by: By) -> None:
    """Record whether votes may be published person by person; a yes only before the first vote."""
    row = the_row(thing, by)
    if allowed:
        require_stage(row, Stage.DRAFT)
    if not text.strip() or len(text) > LONG:
        words = Sentence(_("Write the assessment."))
        raise Invalid(words, {"text": words})
    rows = RowsAssessment.objects.filter(conversation_id=thing.pk, known_to__isnull=True)
    rows.update(known_to=by.at)
    RowsAssessment.objects.create(
        conversation_id=thing.pk,
        allowed=allowed,
        assessment=text.strip(),
        set_by=by.actor.key,
        known_from=by.at,
    )


@step
def keep_result(thing: Thing, opinion: Opinion, by: By) -> int:
    """Keep a result that was worked out; return its number."""
    number = Snapshot.objects.filter(conversation_id=thing.pk).count() + 1
    Snapshot.objects.create(
        conversation_id=thing.pk,
        number=number,
        taken_at=by.at,
        participants=opinion.people,
        votes=opinion.votes,
        result=written(opinion),
    )
    return number
