"""Writes that are sound alone: draft, open, record and amend a mission, its outcomes and measures."""

from datetime import date
from uuid import UUID

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Forbidden, Missing
from headway.kernel.models import Thing
from headway.kernel.translations import NewText, translate
from headway.missions import events, permissions, steps
from headway.missions.analysis import Charter, NewMission, NewOutcome, SeriesChoice
from headway.missions.choices import MissionState
from headway.missions.models import Mission
from headway.targets.queries import targets


@action(events.MissionDrafted)
def draft_mission(by: By, *, mission: NewMission) -> Done[UUID]:
    """Begin a mission; its page is private until it is opened.

    Raises
    ------
    Forbidden
        Without the role of lead for the body or the place, or administrator.
    Invalid
        When the charter lacks its sentence or its short name.
    """
    if not permissions.may_draft(by.actor, mission.place):
        raise Forbidden
    things = lock(*(key for key in (mission.place, mission.charter.lead, mission.parent) if key))
    thing = steps.draft(mission, things, by)
    return Done(events.MissionDrafted(about=thing.key, place=mission.place), thing.key)


@action(events.MissionOpened)
def open_mission(by: By, *, mission: UUID) -> Done[None]:
    """Make the mission's page public.

    Raises
    ------
    Forbidden
        Unless its lead or the steward asks.
    Conflict
        When it is open already.
    """
    thing = lock_mission(mission)
    if not permissions.may_open(by.actor, mission):
        raise Forbidden
    steps.open_page(thing, by)
    return Done(events.MissionOpened(about=mission), None)


@action(events.AdoptionRecorded)
def record_adoption(by: By, *, mission: UUID, adopted_on: date, adopted_by: str) -> Done[None]:
    """Enter a mission that existed before Headway as adopted.

    Raises
    ------
    Forbidden
        Unless the board or an administrator records it.
    Conflict
        When it is adopted already.
    Invalid
        When the day lies in the future or the body is not named.
    """
    thing = lock_mission(mission)
    if not permissions.may_record_adoption(by.actor, mission):
        raise Forbidden
    steps.adopt_before_headway(thing, on=adopted_on, adopted_by=adopted_by, by=by)
    return Done(events.AdoptionRecorded(about=mission, adopted_on=adopted_on), None)


@action(events.CharterWritten)
def write_charter(
    by: By, *, mission: UUID, charter: Charter, version: int, change_note: str = ""
) -> Done[None]:
    """Write the next version of the charter; an adopted one needs the board and a note.

    Raises
    ------
    Forbidden
        When the lead would amend an adopted charter alone, or without a role.
    Stale
        When somebody wrote a version since `version` was read.
    Invalid
        When words or the note are missing.
    Conflict
        When the mission is closed.
    """
    things = lock(*(key for key in (mission, charter.lead) if key), expect={mission: version})
    if things[mission].kind != "mission":
        raise Missing
    if Mission.objects.get(pk=things[mission].pk).state == MissionState.DRAFT:
        allowed = permissions.may_edit(by.actor, mission)
    else:
        allowed = permissions.may_amend_adopted(by.actor, mission)
    if not allowed:
        raise Forbidden
    number = steps.write_charter(things, charter, change_note, by)
    return Done(events.CharterWritten(about=mission, version=number), None)


@action(events.OutcomeAdded)
def add_outcome(by: By, *, mission: UUID, outcome: NewOutcome) -> Done[UUID]:
    """Add what people should notice when the mission works.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Invalid
        When there is no text.
    """
    thing = lock_mission(mission)
    if not permissions.may_edit(by.actor, mission):
        raise Forbidden
    added = steps.add_outcome(thing, outcome, by)
    return Done(events.OutcomeAdded(about=mission, outcome=added.key), added.key)


@action(events.OutcomeRetired)
def retire_outcome(by: By, *, mission: UUID, outcome: UUID) -> Done[None]:
    """Retire an outcome; it stays in the history.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Conflict
        When it is retired already.
    """
    things = lock(mission, outcome)
    steps.require_own(things[outcome], things[mission])
    if not permissions.may_edit(by.actor, mission):
        raise Forbidden
    steps.retire_outcome(things[outcome], by)
    return Done(events.OutcomeRetired(about=mission, outcome=outcome), None)


@action(events.MeasureChosen)
def choose_measure(by: By, *, mission: UUID, outcome: UUID, choice: SeriesChoice) -> Done[None]:
    """Judge an outcome by a series, with its target where there is one.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Missing
        When a key is not what it should be.
    """
    things = lock(mission, outcome, *(k for k in (choice.indicator, choice.place, choice.target) if k))
    steps.require_own(things[outcome], things[mission])
    if things[choice.indicator].kind != "indicator" or things[choice.place].kind != "place":
        raise Missing
    if not permissions.may_edit(by.actor, mission):
        raise Forbidden
    check_target(Reader(by.actor, by.at), choice)
    steps.choose_measure(things[outcome], choice, things, by)
    event = events.MeasureChosen(
        about=mission, outcome=outcome, indicator=choice.indicator, place=choice.place
    )
    return Done(event, None)


@action(events.MeasureDropped)
def drop_measure(
    by: By, *, mission: UUID, outcome: UUID, indicator: UUID, series: tuple[UUID, str] | None = None
) -> Done[None]:
    """Stop judging an outcome by an indicator: by one series of it (place, group), or by all.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Missing
        When the outcome is not judged by it.
    """
    things = lock(mission, outcome, indicator)
    steps.require_own(things[outcome], things[mission])
    if not permissions.may_edit(by.actor, mission):
        raise Forbidden
    steps.drop_measure(things[outcome], things[indicator], series, by)
    return Done(events.MeasureDropped(about=mission, outcome=outcome, indicator=indicator), None)


@action(events.TextTranslated)
def translate_text(by: By, *, mission: UUID, of: UUID, text: NewText) -> Done[None]:
    """Give a text of the mission or one of its outcomes a translation.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    """
    things = lock(mission, of)
    if of != mission:
        steps.require_own(things[of], things[mission])
    if not permissions.may_edit(by.actor, mission):
        raise Forbidden
    translate(things[of], text, by=by.actor.key, at=by.at)
    return Done(events.TextTranslated(about=of), None)


def lock_mission(key: UUID) -> Thing:
    """Lock a mission's Thing, or say that there is none."""
    thing = lock(key)[key]
    if thing.kind != "mission":
        raise Missing
    return thing


def check_target(reader: Reader, choice: SeriesChoice) -> None:
    """Refuse a target that is closed or of another series."""
    if choice.target is None:
        return
    found = targets(reader, keys={choice.target})
    series = (choice.indicator, choice.place, choice.breakdown)
    if not found or (found[0].indicator, found[0].place, found[0].breakdown) != series:
        raise Missing
