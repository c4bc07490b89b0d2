"""Writes of the theory of change that are sound alone."""

from uuid import UUID

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import Actor, By
from headway.kernel.errors import Forbidden, Missing
from headway.kernel.models import Thing
from headway.missions import events, permissions, steps
from headway.missions.analysis import Evidence, LinkWords, NewLink, NewNode, NodeWords
from headway.missions.analysis.logic_plan import Plan


@action(events.NodeAdded)
def add_node(by: By, *, mission: UUID, node: NewNode) -> Done[UUID]:
    """Add a step to the theory of change.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Invalid
        When it has no words, or what it says does not fit its kind.
    Conflict
        When the mission is closed.
    """
    things = lock(mission, *named_by(node.words))
    require_mission(things[mission])
    require_lead(by.actor, mission)
    thing = steps.add_node(things[mission], node, things, by)
    return Done(events.NodeAdded(about=mission, node=thing.key), thing.key)


@action(events.NodeChanged)
def change_node(by: By, *, mission: UUID, node: UUID, words: NodeWords, version: int) -> Done[None]:
    """Let a step say something else; what it said before stays in the history.

    Raises
    ------
    Forbidden, Invalid, Conflict
        As for adding one.
    Stale
        When somebody changed it since `version` was read.
    """
    things = lock(mission, node, *named_by(words), expect={node: version})
    steps.require_part(things[node], things[mission], steps.NODE)
    require_lead(by.actor, mission)
    number = steps.change_node(things[mission], things[node], words, things, by)
    return Done(events.NodeChanged(about=mission, node=node, number=number), None)


@action(events.NodeRetired)
def retire_node(by: By, *, mission: UUID, node: UUID) -> Done[None]:
    """Take a step out; its links come back with it.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Conflict
        When it is retired already, or the mission is closed.
    """
    things = lock(mission, node)
    steps.require_part(things[node], things[mission], steps.NODE)
    require_lead(by.actor, mission)
    steps.retire_node(things[mission], things[node], by)
    return Done(events.NodeRetired(about=mission, node=node), None)


@action(events.LinkAdded)
def add_link(by: By, *, mission: UUID, link: NewLink) -> Done[UUID]:
    """Claim that one step brings about another; the claim has no evidence until somebody grades it.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Conflict
        When the two have a link or had one, or the mission is closed.
    Invalid
        When a step would lead to itself, or a text is too long.
    """
    things = lock(mission, link.source, link.target)
    require_mission(things[mission])
    require_lead(by.actor, mission)
    thing = steps.add_link(things[mission], link, things, by)
    return Done(events.LinkAdded(about=mission, link=thing.key), thing.key)


@action(events.LinkChanged)
def change_link(by: By, *, mission: UUID, link: UUID, words: LinkWords, version: int) -> Done[None]:
    """Claim something else of a link; its evidence stays as it was graded.

    Raises
    ------
    Forbidden, Invalid, Conflict
        As for adding one.
    Stale
        When somebody changed it since `version` was read.
    """
    things = lock(mission, link, expect={link: version})
    steps.require_part(things[link], things[mission], steps.LINK)
    require_lead(by.actor, mission)
    number = steps.change_link(things[mission], things[link], words, by)
    return Done(events.LinkChanged(about=mission, link=link, number=number), None)


@action(events.LinkRetired)
def retire_link(by: By, *, mission: UUID, link: UUID) -> Done[None]:
    """Take a link out.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Conflict
        When it is retired already, or the mission is closed.
    """
    things = lock(mission, link)
    steps.require_part(things[link], things[mission], steps.LINK)
    require_lead(by.actor, mission)
    steps.retire_link(things[mission], things[link], by)
    return Done(events.LinkRetired(about=mission, link=link), None)


@action(events.LinkGraded)
def grade_link(by: By, *, mission: UUID, link: UUID, evidence: Evidence, version: int) -> Done[None]:
    """Say how strong the evidence of a link is and what it says; allowed on a closed mission too.

    Raises
    ------
    Forbidden
        Unless an analyst asks: who makes the claim does not grade it.
    Invalid
        When a grade has no reason, or a study no name.
    Stale
        When somebody changed the link since `version` was read.
    """
    things = lock(mission, link, expect={link: version})
    steps.require_part(things[link], things[mission], steps.LINK)
    if not permissions.may_grade(by.actor, mission):
        raise Forbidden
    steps.grade_link(things[link], evidence, by)
    event = events.LinkGraded(about=mission, link=link, strength=evidence.strength, result=evidence.result)
    return Done(event, None)


@action(events.PartBroughtBack)
def bring_back(by: By, *, mission: UUID, part: UUID, number: int, version: int) -> Done[None]:
    """Let a step or a link say again what its version `number` said; this is how a change is undone.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Missing
        When there was no such version.
    Stale
        When somebody changed it since `version` was read.
    """
    things = lock(mission, part, expect={part: version})
    steps.require_part(things[part], things[mission], steps.NODE, steps.LINK)
    require_lead(by.actor, mission)
    steps.bring_back(things[mission], things[part], number, by)
    return Done(events.PartBroughtBack(about=mission, part=part, number=number), None)


@action(events.LogicImported)
def import_logic(by: By, *, mission: UUID, plan: Plan) -> Done[None]:
    """Take in all that a file changes, or nothing.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks; grades in the file need an analyst as well.
    Stale
        When somebody changed a part since the plan was made.
    Conflict
        When the mission is closed.
    """
    live = {part.key: part.version for part in plan.parts if part.key and part.version}
    named = (key for step in plan.steps for key in named_by(step.words))
    things = lock(mission, *live, *named, expect=live)
    require_mission(things[mission])
    require_lead(by.actor, mission)
    if plan.graded and not permissions.may_grade(by.actor, mission):
        raise Forbidden
    steps.import_logic(things[mission], plan, things, by)
    return Done(events.LogicImported(about=mission, nodes=len(plan.steps), links=len(plan.links)), None)


def named_by(words: NodeWords) -> tuple[UUID, ...]:
    """Return the keys a node names besides its mission."""
    return tuple(key for key in (words.outcome, words.owner) if key)


def require_mission(thing: Thing) -> None:
    """Refuse what is no mission."""
    if thing.kind != "mission":
        raise Missing


def require_lead(actor: Actor, mission: UUID) -> None:
    """Refuse anybody but the mission's lead."""
    if not permissions.may_edit(actor, mission):
        raise Forbidden
