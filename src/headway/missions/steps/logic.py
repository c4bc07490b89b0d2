"""Writes of the theory of change that are sound only inside an action: every change is a new version."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create, rename
from headway.missions.analysis.logic import Evidence, LinkWords, NewLink, NewNode, NodeWords
from headway.missions.analysis.logic_plan import Plan, PlannedLink, PlannedStep
from headway.missions.analysis.logic_rules import evidence_faults, link_faults, node_faults
from headway.missions.choices import MissionState, OutcomeState
from headway.missions.models import LinkVersion, NodeVersion, Outcome, TocLink, TocNode
from headway.missions.steps.charter import state_of

NODE, LINK = "toc_node", "toc_link"
Things = Mapping[UUID, Thing]
CLAIMED = tuple(field.name for field in fields(LinkWords))


# --- nodes ---


@step
def add_node(mission: Thing, new: NewNode, things: Things, by: By) -> Thing:
    """Write a node with its first version."""
    refuse_closed(mission)
    columns = node_columns(mission, new.words, things)
    named = NewThing(NODE, new.words.text, mission=mission, language=new.words.language, key=new.key)
    thing = create(named, by.at)
    node = TocNode.objects.create(thing=thing, mission_id=mission.pk, added_at=by.at)
    NodeVersion.objects.create(node=node, written_by=by.actor.key, known_from=by.at, **columns)
    return thing


@step
def change_node(mission: Thing, node: Thing, words: NodeWords, things: Things, by: By) -> int:
    """Let a node say something else from this moment; a retired one is live again. Return the number."""
    refuse_closed(mission)
    columns = node_columns(mission, words, things)
    number = next_node(node, by, live=True, **columns)
    if node.label != words.text:
        rename(node, label=words.text, slug=None, at=by.at)
        name_links(node)
    else:
        bump(node)
    return number


@step
def retire_node(mission: Thing, node: Thing, by: By) -> None:
    """Take a node out from this moment; it keeps its words."""
    refuse_closed(mission)
    if not NodeVersion.objects.filter(node_id=node.pk, known_to__isnull=True, live=True).exists():
        raise Conflict(Sentence(_("This step is retired already.")))
    next_node(node, by, live=False)
    bump(node)


def next_node(node: Thing, by: By, **changed: Any) -> int:
    """Close the current version of a node and write the next; return its number."""
    row = NodeVersion.objects.get(node_id=node.pk, known_to__isnull=True)
    return write_next(row, by, changed)


def node_columns(mission: Thing, words: NodeWords, things: Things) -> dict[str, Any]:
    """Check what a node says and return it as columns."""
    check_node(words)
    outcome = things[words.outcome] if words.outcome else None
    if outcome is not None:
        ours = Outcome.objects.filter(pk=outcome.pk, mission_id=mission.pk, state=OutcomeState.LIVE)
        if outcome.kind != "outcome" or not ours.exists():
            raise Missing(Sentence(_("This mission has no such outcome.")))
    owner = things[words.owner] if words.owner else None
    if owner is not None and owner.kind != "office":
        raise Missing(Sentence(_("There is no such office.")))
    columns = {name: getattr(words, name) for name in ("kind", "text", "language", "money", "currency")}
    return columns | {
        "outcome_id": outcome.pk if outcome else None,
        "owner_id": owner.pk if owner else None,
    }


def check_node(words: NodeWords) -> None:
    """Refuse a step that is not complete."""
    if wrong := node_faults(words):
        raise Invalid(Sentence(_("This step is not complete.")), wrong)


# --- links ---


@step
def add_link(mission: Thing, new: NewLink, things: Things, by: By) -> Thing:
    """Write a link between two live nodes with its first version."""
    refuse_closed(mission)
    check_link(new.words)
    if new.source == new.target:
        words = Sentence(_("Choose two different steps."))
        raise Invalid(words, {"target": words})
    source, target = things[new.source], things[new.target]
    for end in (source, target):
        require_part(end, mission, NODE)
    if TocLink.objects.filter(source_id=source.pk, target_id=target.pk).exists():
        raise Conflict(Sentence(_("These two steps have a link, or had one: change it, or bring it back.")))
    named = NewThing(LINK, link_name(source, target), mission=mission, key=new.key)
    thing = create(named, by.at)
    link = TocLink.objects.create(
        thing=thing, mission_id=mission.pk, source_id=source.pk, target_id=target.pk, added_at=by.at
    )
    said = asdict(new.words)
    LinkVersion.objects.create(link=link, written_by=by.actor.key, known_from=by.at, **said)
    return thing


@step
def change_link(mission: Thing, link: Thing, words: LinkWords, by: By) -> int:
    """Claim something else of a link from this moment; a retired one is live again. Return the number."""
    refuse_closed(mission)
    check_link(words)
    bump(link)
    return next_link(link, by, live=True, **asdict(words))


@step
def retire_link(mission: Thing, link: Thing, by: By) -> None:
    """Take a link out from this moment; it keeps its words and its evidence."""
    refuse_closed(mission)
    if not LinkVersion.objects.filter(link_id=link.pk, known_to__isnull=True, live=True).exists():
        raise Conflict(Sentence(_("This link is retired already.")))
    bump(link)
    next_link(link, by, live=False)


@step
def grade_link(link: Thing, evidence: Evidence, by: By) -> int:
    """Say what is known about a link from this moment; return the number of the version."""
    check_evidence(evidence)
    bump(link)
    known = {name: value or "" for name, value in asdict(evidence).items()}
    known |= {"strength": evidence.strength, "contested": evidence.contested}
    return next_link(link, by, graded_at=by.at, **known)


def next_link(link: Thing, by: By, **changed: Any) -> int:
    """Close the current version of a link and write the next; return its number."""
    row = LinkVersion.objects.get(link_id=link.pk, known_to__isnull=True)
    return write_next(row, by, changed)


def check_link(words: LinkWords) -> None:
    """Refuse a claim that is not complete."""
    if wrong := link_faults(words):
        raise Invalid(Sentence(_("This link is not complete.")), wrong)


def check_evidence(evidence: Evidence) -> None:
    """Refuse a grade that is not complete."""
    if wrong := evidence_faults(evidence):
        raise Invalid(Sentence(_("The grade is not complete.")), wrong)


# --- both ---


@step
def bring_back(mission: Thing, part: Thing, number: int, by: By) -> int:
    """Let a part say again what version `number` said; a link keeps what is known about it by now."""
    refuse_closed(mission)
    if part.kind == NODE:
        return bring_back_node(part, number, by)
    before = LinkVersion.objects.filter(link_id=part.pk, number=number).first()
    if before is None:
        raise Missing
    bump(part)
    return next_link(part, by, live=True, **{name: getattr(before, name) for name in CLAIMED})


def bring_back_node(node: Thing, number: int, by: By) -> int:
    """Let a node say again what it said; an outcome that was retired meanwhile stays away."""
    before = NodeVersion.objects.select_related("outcome").filter(node_id=node.pk, number=number).first()
    if before is None:
        raise Missing
    said = {name: getattr(before, name) for name in ("kind", "text", "language", "money", "currency")}
    stands = before.outcome is not None and before.outcome.state == OutcomeState.LIVE
    said |= {"outcome_id": before.outcome_id if stands else None, "owner_id": before.owner_id}
    rename(node, label=before.text, slug=None, at=by.at)
    name_links(node)
    return next_node(node, by, live=True, **said)


def write_next(row: Any, by: By, changed: Mapping[str, Any]) -> int:
    """Close one version and write the next: the same but for what changed."""
    type(row).objects.filter(pk=row.pk).update(known_to=by.at)
    row.pk, row.number, row.known_from, row.written_by = None, row.number + 1, by.at, by.actor.key
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return int(row.number)


def name_links(node: Thing) -> None:
    """Name the links of a node anew after it."""
    links = TocLink.objects.filter(source_id=node.pk) | TocLink.objects.filter(target_id=node.pk)
    for link in links.select_related("thing", "source__thing", "target__thing"):
        link.thing.label = link_name(link.source.thing, link.target.thing)
        link.thing.save(update_fields=["label"])


def link_name(source: Thing, target: Thing) -> str:
    """Name a link by its ends, both cut to fit."""
    return f"{source.label[:147]} → {target.label[:147]}"


def require_part(part: Thing, mission: Thing, *kinds: str) -> None:
    """Refuse what is no part of this mission's theory of change."""
    if part.kind not in kinds or part.mission_id != mission.pk:
        raise Missing


def refuse_closed(mission: Thing) -> None:
    """Refuse to change the theory of change of a closed mission."""
    if state_of(mission) == MissionState.CLOSED:
        raise Conflict(Sentence(_("This mission is closed. Its theory of change stays as it is.")))


# --- a file ---


@step
def import_logic(mission: Thing, plan: Plan, things: Things, by: By) -> None:
    """Write all that a file changes, the steps first; parts that were retired come back."""
    refuse_closed(mission)
    made: dict[str, Thing] = {}
    for planned in plan.steps:
        made[str(planned.key or planned.id)] = import_node(mission, planned, things, by)
    for link in plan.links:
        import_link(mission, link, made, by)


def import_node(mission: Thing, planned: PlannedStep, things: Things, by: By) -> Thing:
    """Write one step of a file."""
    here = Thing.objects.filter(key=planned.key).first() if planned.key else None
    if here is None:
        return add_node(mission, NewNode(planned.words, planned.key), things, by)
    require_part(here, mission, NODE)
    change_node(mission, here, planned.words, things, by)
    return here


def import_link(mission: Thing, planned: PlannedLink, made: Mapping[str, Thing], by: By) -> None:
    """Write one link of a file, and its grade where the file says something new."""
    ends = [made.get(end) or Thing.objects.get(key=end) for end in (planned.source, planned.target)]
    here = TocLink.objects.filter(source_id=ends[0].pk, target_id=ends[1].pk).select_related("thing").first()
    if here is None:
        new = NewLink(ends[0].key, ends[1].key, planned.words)
        thing = add_link(mission, new, {end.key: end for end in ends}, by)
    else:
        thing = here.thing
        if planned.claimed:
            change_link(mission, thing, planned.words, by)
    if planned.graded:
        grade_link(thing, planned.evidence, by)
