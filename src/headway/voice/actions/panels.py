"""Panels: announced with the seed's hash, list fixed, drawn, met, recommended, carried out."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Conflict, Forbidden, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.voice import events, permissions, steps
from headway.voice.analysis.panels import Frame, Lots, NewPanel, NewRecommendation
from headway.voice.choices import CarriedOut
from headway.voice.queries.panels import carried, panel_scope, recommendations


def _held(by: By, panel: UUID) -> Thing:
    """Lock a panel for those who hold it."""
    thing = lock(panel)[panel]
    if not permissions.may_hold(by.actor, panel_scope(panel)):
        raise Forbidden
    return thing


@action(events.PanelAnnounced)
def announce_panel(by: By, *, panel: NewPanel) -> Done[UUID]:
    """Announce a panel; the hash of its draw's secret is told at once, before there is a list.

    Raises
    ------
    Forbidden
        Unless its mission's lead asks.
    Invalid
        When question, task, recruiter or size leave something out.
    Conflict
        While its place keeps quiet before an election.
    """
    if not permissions.may_hold(by.actor, panel.mission):
        raise Forbidden
    keys = {key for key in (panel.mission, panel.conversation, panel.office) if key is not None}
    thing, commitment = steps.announce(panel, lock(*keys), by)
    return Done(events.PanelAnnounced(about=thing.key, commitment=commitment), thing.key)


@action(events.PanelListFixed)
def fix_panel_list(
    by: By, *, panel: UUID, frame: Frame, beacon: str = "", beacon_on: date | None = None
) -> Done[None]:
    """Fix the list of volunteers and the targets.

    Raises
    ------
    Forbidden
        Unless its lead asks.
    Conflict
        When it is fixed already.
    Invalid
        When the public number does not come later.
    """
    steps.fix_panel_list(_held(by, panel), frame, by, beacon=beacon, beacon_on=beacon_on)
    event = events.PanelListFixed(about=panel, people=frame.people, list_hash=frame.hash)
    return Done(event, None)


@action(events.PanelDrawn)
def draw_panel(by: By, *, panel: UUID, lots: Lots, number: str = "") -> Done[None]:
    """Keep the draw that `queries.panels.lots` worked out, and show the secret.

    Raises
    ------
    Forbidden
        Unless its lead asks.
    Conflict
        When it was drawn, no list is fixed, or the lots are of another list or seed.
    Invalid
        When the number is not the one that was named, or not published yet.
    """
    portfolio = steps.keep_lots(_held(by, panel), lots, by, number=number)
    return Done(events.PanelDrawn(about=panel, portfolio=portfolio), None)


@action(events.PanelMemberReplaced)
def replace_member(by: By, *, panel: UUID, code: str) -> Done[str]:
    """Let the next reserve come for somebody who leaves; return the reserve's code.

    Raises
    ------
    Forbidden
        Unless its lead asks.
    Conflict
        Unless the panel sits, or when no reserve is left.
    Invalid
        When nobody with this code sits on it.
    """
    came = steps.replace_member(_held(by, panel), code, by)
    return Done(events.PanelMemberReplaced(about=panel), came)


@action(events.PanelMeetingPlanned)
def plan_panel_meeting(by: By, *, panel: UUID, on: date, topic: str) -> Done[None]:
    """Write a day on which a panel meets; raises Forbidden, Conflict once it reported, or Invalid."""
    steps.plan_meeting(_held(by, panel), on, topic, by)
    return Done(events.PanelMeetingPlanned(about=panel, on=on), None)


@action(events.RecommendationMade)
def record_recommendation(by: By, *, panel: UUID, new: NewRecommendation) -> Done[UUID]:
    """Write what a panel recommends; raises Forbidden, Conflict unless it sits, or Invalid."""
    thing, number = steps.recommend(_held(by, panel), new, by)
    event = events.RecommendationMade(about=thing.key, panel=panel, number=number)
    return Done(event, thing.key)


@action(events.RecommendationCarriedOut)
def note_recommendation(by: By, *, recommendation: UUID, state: CarriedOut, note: str) -> Done[None]:
    """Say how far a recommendation is carried out; raises Forbidden or Invalid."""
    thing = lock(recommendation)[recommendation]
    rows = recommendations(Reader(by.actor, by.at), keys={recommendation})
    if not rows:
        raise Missing
    if not permissions.may_trace(by.actor, rows[0].mission):
        raise Forbidden
    steps.carry(thing, state, note, by)
    return Done(events.RecommendationCarriedOut(about=recommendation, state=state), None)


@action(events.PanelSlipsMade)
def make_panel_slips(by: By, *, panel: UUID) -> Done[tuple[str, ...]]:
    """Make a code for each member who has none, and hand them over this once.

    Raises
    ------
    Forbidden
        Unless its lead asks.
    Conflict
        Before the panel is drawn, or when every member has one.
    """
    codes = steps.hand_out(_held(by, panel), by)
    return Done(events.PanelSlipsMade(about=panel, count=len(codes)), codes)


@action(events.RecommendationConfirmed)
def confirm_recommendation(by: By, *, recommendation: UUID, code: str, happened: bool) -> Done[None]:
    """Say whether what was recommended happened, as a member of the panel.

    Raises
    ------
    Forbidden
        When the act carries an account.
    Invalid
        When the code is not one of the panel's members.
    Conflict
        Before the body has said how far it is carried out.
    """
    steps.require_nameless(by)
    thing = lock(recommendation)[recommendation]
    if not carried(Reader(by.actor, by.at), recommendations=[recommendation]):
        raise Conflict(Sentence(_("Nobody has said yet how far it is carried out.")))
    slip = steps.confirm(thing, code, by, happened=happened)
    return Done(events.RecommendationConfirmed(about=recommendation, slip=slip), None)
