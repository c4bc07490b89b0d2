"""From draft to closed: the stages of a mission, its litmus record, who was consulted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.missions.analysis import Closing, Deciding, LitmusWords, NewConsultation
from headway.missions.choices import ADOPTED, BEFORE_ADOPTION, CHANGES, Ending, LitmusStep, MissionState
from headway.missions.models import (
    AdoptionException,
    CharterVersion,
    Consultation,
    LitmusAnswer,
    Stage,
)
from headway.missions.steps.charter import refuse_long, state_of
from headway.people.queries import day_of

NOT_HERE = {
    MissionState.PROPOSED: _("Only a draft can be proposed."),
    MissionState.CONSULTED: _("Propose the mission first."),
    MissionState.ADOPTED: _("A mission is adopted after it was proposed and people were consulted."),
    MissionState.UNDER_REVIEW: _("Only an adopted mission can be reviewed."),
    MissionState.CLOSED: _("Only an adopted mission can be closed."),
}


def write_stage(thing: Thing, state: MissionState, on: date, by: By, **more: Any) -> Stage:
    """Close the stage a mission stands in and write the next."""
    Stage.objects.filter(mission_id=thing.pk, known_to__isnull=True).update(known_to=by.at)
    bump(thing)
    return Stage.objects.create(
        mission_id=thing.pk, state=state, on=on, set_by=by.actor.key, known_from=by.at, **more
    )


def require_change(thing: Thing, to: MissionState) -> None:
    """Refuse a change that the life of a mission does not have."""
    if to not in CHANGES[state_of(thing)]:
        raise Conflict(Sentence(NOT_HERE[to]))


def required(text: str, field: str, words: str) -> str:
    """Return a text, or say beside its field that it is missing."""
    if not text.strip():
        raise Invalid(Sentence(words), {field: Sentence(words)})
    return text


# --- before adoption ---


@step
def answer_litmus(thing: Thing, answers: Mapping[LitmusStep, LitmusWords], language: str, by: By) -> None:
    """Put answers of the litmus record in place of those before, which keep their dates."""
    if state_of(thing) == MissionState.CLOSED:
        raise Conflict(Sentence(_("This mission is closed. Its charter stays as it is.")))
    for part, words in answers.items():
        if words.text.strip() and not words.evidence.strip():
            sentence = Sentence(_("Say what evidence the answer rests on."))
            raise Invalid(sentence, {f"{part.value}_evidence": sentence})
    LitmusAnswer.objects.filter(mission_id=thing.pk, step__in=list(answers), known_to__isnull=True).update(
        known_to=by.at
    )
    LitmusAnswer.objects.bulk_create(
        LitmusAnswer(
            mission_id=thing.pk,
            step=part,
            text=words.text,
            evidence=words.evidence,
            language=language,
            written_by=by.actor.key,
            known_from=by.at,
        )
        for part, words in answers.items()
    )
    bump(thing)


@step
def propose(thing: Thing, by: By) -> None:
    """Propose a draft whose four questions were all looked at."""
    require_change(thing, MissionState.PROPOSED)
    asked = LitmusAnswer.objects.filter(mission_id=thing.pk, known_to__isnull=True)
    if asked.count() < len(LitmusStep):
        words = _("Answer the four questions first; say “not assessed” where you cannot.")
        raise Conflict(Sentence(words))
    write_stage(thing, MissionState.PROPOSED, day_of(by.at), by)


@step
def consult(thing: Thing, new: NewConsultation, by: By) -> bool:
    """Record who was consulted; say whether the mission counts as consulted from now on."""
    state = state_of(thing)
    if state in {MissionState.DRAFT, MissionState.CLOSED}:
        raise Conflict(Sentence(_("Propose the mission first.")))
    check_consultation(new, day_of(by.at))
    fields = {name: getattr(new, name) for name in NewConsultation.__dataclass_fields__}
    Consultation.objects.create(mission_id=thing.pk, written_by=by.actor.key, recorded_at=by.at, **fields)
    if state != MissionState.PROPOSED:
        bump(thing)
        return False
    write_stage(thing, MissionState.CONSULTED, day_of(by.at), by)
    return True


def check_consultation(new: NewConsultation, today: date) -> None:
    """Refuse a consultation in the future, of nobody, or without what they said."""
    wrong = {}
    if new.ended_on > today:
        wrong["ended_on"] = Sentence(_("Record a consultation when it has ended."))
    elif new.ended_on < new.began_on:
        wrong["ended_on"] = Sentence(_("The last day cannot be before the first."))
    if new.people < 1:
        wrong["people"] = Sentence(_("Say how many people took part."))
    if not new.recruitment.strip():
        wrong["recruitment"] = Sentence(_("Say how people were found."))
    if not new.summary.strip():
        wrong["summary"] = Sentence(_("Say what people told you."))
    if wrong:
        raise Invalid(Sentence(_("The record of the consultation is not complete.")), wrong)
    refuse_long({"recruitment": (new.recruitment, 300), "reply": (new.reply, 300)})


@step
def adopt_before_headway(thing: Thing, *, on: date, adopted_by: str, by: By) -> None:
    """Enter a mission that existed already as adopted, without the adoption guard."""
    if state_of(thing) not in BEFORE_ADOPTION:
        raise Conflict(Sentence(_("This mission is adopted already.")))
    if on > by.at.date():
        words = Sentence(_("The day of adoption cannot be in the future."))
        raise Invalid(words, {"adopted_on": words})
    required(adopted_by, "adopted_by", _("Name the body that adopted it."))
    refuse_long({"adopted_by": (adopted_by, 200)})
    write_stage(thing, MissionState.ADOPTED, on, by, body=adopted_by, before_headway=True)


# --- by decision ---


@step
def adopt(thing: Thing, decision: Thing, deciding: Deciding, exceptions: Mapping[str, str], by: By) -> None:
    """Adopt a mission, or adopt it again after a review, with the exceptions that the board wrote."""
    require_change(thing, MissionState.ADOPTED)
    require_new(thing, decision)
    for code, text in exceptions.items():
        required(text, f"exception_{code.lower()}", _("Say in public why it is adopted all the same."))
    stage = write_stage(
        thing, MissionState.ADOPTED, deciding.on, by, body=deciding.power, decision_id=decision.pk
    )
    AdoptionException.objects.bulk_create(
        AdoptionException(stage=stage, check_code=code, text=text) for code, text in exceptions.items()
    )


@step
def amended(thing: Thing, decision: Thing, deciding: Deciding, by: By) -> None:
    """Say that an amendment ends the review a mission stood in; the version itself is written before."""
    if state_of(thing) == MissionState.UNDER_REVIEW:
        write_stage(
            thing, MissionState.ADOPTED, deciding.on, by, body=deciding.power, decision_id=decision.pk
        )


@step
def begin_review(thing: Thing, reason: str, by: By) -> None:
    """Look again at an adopted mission."""
    require_change(thing, MissionState.UNDER_REVIEW)
    note = required(reason, "reason", _("Say why it is reviewed."))
    write_stage(thing, MissionState.UNDER_REVIEW, day_of(by.at), by, note=note)


@step
def close(
    thing: Thing, decision: Thing, deciding: Deciding, closing: Closing, into: Thing | None, by: By
) -> None:
    """End a mission by decision; `into` is the mission it is merged into."""
    require_change(thing, MissionState.CLOSED)
    require_new(thing, decision)
    note = required(closing.note, "note", _("Say what was reached, and what happens now."))
    if (closing.ending is Ending.MERGED) != (into is not None):
        words = Sentence(_("Choose the mission it is merged into; only a merged mission has one."))
        raise Invalid(words, {"merged_into": words})
    if into is not None and (into.kind != "mission" or into.pk == thing.pk):
        words = Sentence(_("Choose another mission."))
        raise Invalid(words, {"merged_into": words})
    write_stage(
        thing,
        MissionState.CLOSED,
        deciding.on,
        by,
        body=deciding.power,
        decision_id=decision.pk,
        ending=closing.ending,
        merged_into_id=into.pk if into else None,
        note=note,
    )


def require_new(thing: Thing, decision: Thing) -> None:
    """Refuse a decision that this mission's life cites already: each step has its own."""
    stages = Stage.objects.filter(mission_id=thing.pk, decision=decision)
    versions = CharterVersion.objects.filter(mission_id=thing.pk, decision=decision)
    if stages.exists() or versions.exists():
        words = Sentence(_("This decision was used already. Each step needs its own."))
        raise Invalid(words, {"decision": words})


def require_adopted(thing: Thing) -> None:
    """Refuse an amendment of what is not adopted."""
    if state_of(thing) not in ADOPTED:
        raise Conflict(Sentence(_("Only an adopted charter is amended by decision.")))
