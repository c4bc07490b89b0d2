"""Writes that are sound alone: draft, open, record and amend a mission, its outcomes and measures."""

from dataclasses import replace
from uuid import UUID

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Forbidden, Missing
from headway.kernel.models import Thing
from headway.kernel.translations import NewText, translate
from headway.missions import events, permissions, steps
from headway.missions.analysis import ChangeNote, Charter, NewMission, NewOutcome, SeriesChoice
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


@action(events.CharterWritten)
def write_charter(
    by: By, *, mission: UUID, charter: Charter, version: int, change: ChangeNote | None = None
) -> Done[None]:
    """Write the next version of a charter that is not adopted yet.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Stale
        When somebody wrote a version since `version` was read.
    Invalid
        When words are missing, or the note of a new date or scope of what was proposed.
    Conflict
        When the mission is adopted (the board amends it by decision) or closed.
    """
    things = lock(*(key for key in (mission, charter.lead) if key), expect={mission: version})
    if things[mission].kind != "mission":
        raise Missing
    if not permissions.may_edit(by.actor, mission):
        raise Forbidden
    said = replace(change or ChangeNote(), decided_on=None, decision=None)
    number = steps.write_charter(things, charter, said, by)
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
    """Give a text of the mission, of an outcome or of its theory of change a translation.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    """
    things = lock(mission, of)
    if of != mission:
        steps.require_part(things[of], things[mission], "outcome", steps.NODE, steps.LINK)
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
