"""Writes that are sound only inside an action: rows of missions, charters, outcomes and their measures."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create
from headway.missions.analysis import ChangeNote, Charter, NewMission, NewOutcome, SeriesChoice
from headway.missions.choices import ADOPTED, MissionState, OutcomeState
from headway.missions.models import CharterVersion, Mission, Outcome, OutcomeMeasure, Stage
from headway.people.queries import day_of


@step
def draft(new: NewMission, things: dict[UUID, Thing], by: By) -> Thing:
    """Write a mission with the first version of its charter."""
    check_charter(new.charter)
    words = new.charter
    named = NewThing("mission", words.title, new.slug or words.short_title, words.language, key=new.key)
    thing = create(named, by.at)
    Mission.objects.create(
        thing=thing,
        place_id=things[new.place].pk,
        parent_id=things[new.parent].pk if new.parent else None,
    )
    write_version(thing, 1, words, ChangeNote(), things, by)
    Stage.objects.create(
        mission_id=thing.pk,
        state=MissionState.DRAFT,
        on=day_of(by.at),
        set_by=by.actor.key,
        known_from=by.at,
    )
    return thing


@step
def write_charter(things: Mapping[UUID, Thing], charter: Charter, change: ChangeNote, by: By) -> int:
    """Close the current version and write the next; return its number.

    `things` are the locked mission, the office that leads it, and the decision that changes it.
    """
    check_charter(charter)
    thing = next(thing for thing in things.values() if thing.kind == "mission")
    before = CharterVersion.objects.get(mission_id=thing.pk, known_to__isnull=True)
    check_change(state_of(thing), before, charter, change)
    CharterVersion.objects.filter(pk=before.pk).update(known_to=by.at)
    write_version(thing, before.version + 1, charter, change, things, by)
    thing.label = charter.title[:300]
    thing.save(update_fields=["label"])
    bump(thing)
    return before.version + 1


def check_change(state: MissionState, before: CharterVersion, after: Charter, change: ChangeNote) -> None:
    """Refuse a change that the mission's state does not allow, or that lacks its note.

    Before adoption only a new date or scope of what was proposed needs a note; an adopted charter changes
    by decision alone.
    """
    if state == MissionState.CLOSED:
        raise Conflict(Sentence(_("This mission is closed. Its charter stays as it is.")))
    if state in ADOPTED and change.decision is None:
        raise Conflict(Sentence(_("This charter is adopted. It changes by a decision of the board.")))
    moved = (before.deadline, before.scope.strip()) != (after.deadline, after.scope.strip())
    if state == MissionState.DRAFT or (state not in ADOPTED and not moved):
        return
    wrong = {}
    if not change.what.strip():
        wrong["change_note"] = Sentence(_("Say what changed."))
    if not change.why.strip():
        wrong["change_reason"] = Sentence(_("Say why it changed."))
    if wrong:
        raise Invalid(Sentence(_("Say what changed and why.")), wrong)


def state_of(thing: Thing) -> MissionState:
    """Return where a locked mission stands."""
    return MissionState(Stage.objects.get(mission_id=thing.pk, known_to__isnull=True).state)


def office_of(charter: Charter, things: Mapping[UUID, Thing]) -> Thing | None:
    """Return the office that leads, when the charter names one."""
    if charter.lead is None:
        return None
    office = things[charter.lead]
    if office.kind != "office":
        raise Missing
    return office


def write_version(
    thing: Thing, version: int, charter: Charter, change: ChangeNote, things: Mapping[UUID, Thing], by: By
) -> None:
    """Write one row of the charter's history."""
    lead = office_of(charter, things)
    CharterVersion.objects.create(
        mission_id=thing.pk,
        version=version,
        title=charter.title,
        short_title=charter.short_title,
        challenge=charter.challenge,
        scope=charter.scope,
        deadline=charter.deadline,
        source=charter.source,
        language=charter.language,
        lead_id=lead.pk if lead else None,
        powers=charter.powers,
        review_on=charter.review_on,
        ends_when=charter.ends_when,
        decided_by=charter.decided_by,
        decided_on=change.decided_on,
        decision_id=things[change.decision].pk if change.decision else None,
        change_note=change.what,
        change_reason=change.why,
        written_by=by.actor.key,
        known_from=by.at,
    )


@step
def open_page(thing: Thing, by: By) -> None:
    """Make the mission's page public."""
    if not Mission.objects.filter(pk=thing.pk, opened_at__isnull=True).update(opened_at=by.at):
        raise Conflict(Sentence(_("This mission's page is open already.")))
    bump(thing)


@step
def add_outcome(mission: Thing, new: NewOutcome, by: By) -> Thing:
    """Write an outcome behind the others."""
    if not new.text.strip():
        words = Sentence(_("Say what people should notice."))
        raise Invalid(words, {"text": words})
    refuse_long({"text": (new.text, 300), "for_whom": (new.for_whom, 200)})
    thing = create(NewThing("outcome", new.text, mission=mission, language=new.language, key=new.key), by.at)
    Outcome.objects.create(
        thing=thing,
        mission_id=mission.pk,
        text=new.text,
        language=new.language,
        headline=new.headline,
        for_whom=new.for_whom,
        position=Outcome.objects.filter(mission_id=mission.pk).count() + 1,
        added_at=by.at,
    )
    bump(mission)
    return thing


@step
def retire_outcome(thing: Thing, by: By) -> None:
    """Retire an outcome from this moment."""
    live = Outcome.objects.filter(pk=thing.pk, state=OutcomeState.LIVE)
    if not live.update(state=OutcomeState.RETIRED, retired_at=by.at):
        raise Conflict(Sentence(_("This outcome is retired already.")))
    bump(thing)


@step
def choose_measure(outcome: Thing, choice: SeriesChoice, things: dict[UUID, Thing], by: By) -> None:
    """Judge an outcome by a series from this moment; the same series again renews its target."""
    rows = OutcomeMeasure.objects.filter(outcome_id=outcome.pk)
    same = rows.filter(
        indicator_id=things[choice.indicator].pk,
        place_id=things[choice.place].pk,
        breakdown=choice.breakdown,
        known_to__isnull=True,
    )
    place_in_order = same.values_list("position", flat=True).first()
    if place_in_order is None:
        place_in_order = rows.values("indicator", "place", "breakdown").distinct().count()
    same.update(known_to=by.at)
    OutcomeMeasure.objects.create(
        outcome_id=outcome.pk,
        indicator_id=things[choice.indicator].pk,
        place_id=things[choice.place].pk,
        breakdown=choice.breakdown,
        target_id=things[choice.target].pk if choice.target else None,
        position=place_in_order,
        known_from=by.at,
    )
    bump(outcome)


@step
def drop_measure(outcome: Thing, indicator: Thing, series: tuple[UUID, str] | None, by: By) -> None:
    """Stop judging an outcome by an indicator: by one series of it (place, group), or by all."""
    current = OutcomeMeasure.objects.filter(
        outcome_id=outcome.pk, indicator_id=indicator.pk, known_to__isnull=True
    )
    if series is not None:
        current = current.filter(place__thing__key=series[0], breakdown=series[1])
    if not current.update(known_to=by.at):
        raise Missing
    bump(outcome)


def check_charter(charter: Charter) -> None:
    """Refuse a charter without its sentence or its short name."""
    empty = {}
    if not charter.title.strip():
        empty["title"] = Sentence(_("Say the mission in one sentence."))
    if not charter.short_title.strip():
        empty["short_title"] = Sentence(_("Give the mission a short name."))
    if empty:
        raise Invalid(Sentence(_("The charter is not complete.")), empty)
    refuse_long(
        {
            "title": (charter.title, 300),
            "short_title": (charter.short_title, 60),
            "source": (charter.source, 300),
            "decided_by": (charter.decided_by, 200),
        }
    )


def refuse_long(texts: Mapping[str, tuple[str, int]]) -> None:
    """Refuse texts that are longer than what is kept of them."""
    long = {
        field: Sentence(_("Use at most %(limit)s characters."), {"limit": limit})
        for field, (text, limit) in texts.items()
        if len(text) > limit
    }
    if long:
        raise Invalid(Sentence(_("Some texts are too long.")), long)


def require_own(part: Thing, mission: Thing) -> None:
    """Refuse a part that belongs to another mission."""
    if part.kind != "outcome" or part.mission_id != mission.pk:
        raise Missing
