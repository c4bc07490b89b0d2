"""Rows of frameworks, rounds, ratings, spreads, views and plans."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.capabilities.analysis import (
    Framework,
    NewRound,
    NewStep,
    NewView,
    framework_of,
    shipped,
    told_of,
)
from headway.capabilities.choices import (
    ARTEFACTS,
    CHANGES,
    DEFAULT,
    LEVELS,
    LONGEST_ROUND,
    MOST_STEPS,
    PROVED_FROM,
    RoundState,
)
from headway.capabilities.models import Artefact, Counted, PlanStep, Rating, Round, View
from headway.capabilities.models import Framework as FrameworkRow
from headway.capabilities.permissions import is_member
from headway.capabilities.queries import state_of
from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create
from headway.people.queries import day_of


def refuse(field: str, msgid: str, **values: Any) -> Invalid:
    """Return a refusal whose sentence stands beside its field."""
    said = Sentence(msgid, values)
    return Invalid(said, {field: said})


@step
def install(new: Framework, by: By) -> FrameworkRow:
    """Write the next version of a list; an equal one is found, not written."""
    latest = FrameworkRow.objects.filter(code=new.code).order_by("-version").first()
    if latest is not None and latest.content == new.data:
        return latest
    label = new.name.get("en") or next(iter(new.name.values()))
    thing = create(NewThing("capabilities", label), by.at)
    number = latest.version + 1 if latest else 1
    return FrameworkRow.objects.create(
        thing=thing, code=new.code, version=number, content=dict(new.data), installed_at=by.at
    )


@step
def open_round(new: NewRound, things: Mapping[UUID, Thing], by: By) -> Thing:
    """Begin a round of a team, one at a time; without a day to rate it is a draft at once."""
    check_round(new, things, day_of(by.at))
    team = things[new.team]
    if Round.objects.filter(team=team.pk, reviewed_at__isnull=True).exists():
        raise Conflict(Sentence(_("This team has a round that is not finished. Look back at it first.")))
    row = FrameworkRow.objects.filter(code=new.framework).order_by("-version").first()
    if row is None:
        if new.framework != DEFAULT:
            raise refuse("framework", _("Choose a list that is installed."))
        row = install(shipped()[DEFAULT], by)
    thing = create(NewThing("round", "capabilities"), by.at)
    Round.objects.create(
        thing=thing,
        team_id=team.pk,
        framework=row,
        mission_id=things[new.mission].pk if new.mission else None,
        closes_on=new.closes_on,
        closed_at=None if new.closes_on else by.at,
    )
    return thing


def check_round(new: NewRound, things: Mapping[UUID, Thing], today: date) -> None:
    """Refuse what is no team or no mission, and a last day that is too near or too far."""
    if things[new.team].kind != "team" or (new.mission and things[new.mission].kind != "mission"):
        raise Missing
    if new.closes_on and not today < new.closes_on <= today + timedelta(days=LONGEST_ROUND):
        raise refuse(
            "closes_on", _("Choose a day from tomorrow to %(days)s days from now."), days=LONGEST_ROUND
        )


def own_round(thing: Thing, by: By, *states: RoundState) -> Round:
    """Return a locked round in one of these states to a member of its team.

    Raises
    ------
    Missing
        For everybody else: that a team looks at itself is told to nobody.
    Conflict
        In another state.
    """
    row = Round.objects.select_related("team__thing", "framework").filter(pk=thing.pk).first()
    if row is None or not is_member(by.actor, row.team.thing.key):
        raise Missing
    if state_of(row, by.at) not in states:
        raise Conflict(Sentence(_("This round has moved on already.")))
    return row


@step
def rate(thing: Thing, levels: Mapping[str, int], by: By) -> None:
    """Write or change the ratings of one member; what is left out is not rated."""
    row = own_round(thing, by, RoundState.RATING)
    known = {each.code for each in framework_of(row.framework.content).capabilities}
    if not levels or not set(levels) <= known or not set(levels.values()) <= set(LEVELS):
        raise refuse("", _("Rate at least one capability, from 1 to 5."))
    assert by.actor.key is not None
    Rating.objects.filter(round=row, account=by.actor.key).delete()
    Rating.objects.bulk_create(
        Rating(round=row, account=by.actor.key, capability=code, level=level)
        for code, level in sorted(levels.items())
    )


@step
def count(thing: Thing, by: By) -> int:
    """Count a round whose last day has passed, and delete its ratings; return how many spreads are shown."""
    row = Round.objects.filter(pk=thing.pk).first()
    if row is None:
        raise Missing
    if RoundState.DRAFT not in CHANGES[state_of(row, by.at)]:
        raise Conflict(Sentence(_("The last day to rate has not passed, or the round was counted.")))
    by_code: dict[str, list[int]] = defaultdict(list)
    for code, level in Rating.objects.filter(round=row).values_list("capability", "level"):
        by_code[code].append(level)
    told = {code: told_of(levels) for code, levels in by_code.items()}
    shown = [
        Counted(round=row, capability=code, spread=each.spread, middle=each.middle)
        for code, each in sorted(told.items())
        if each.spread is not None
    ]
    Counted.objects.bulk_create(shown)
    Rating.objects.filter(round=row).delete()
    Round.objects.filter(pk=row.pk).update(closed_at=by.at)
    bump(thing)
    return len(shown)


@step
def write_view(thing: Thing, capability: str, new: NewView, things: Mapping[UUID, Thing], by: By) -> None:
    """Put what a team says of one capability in place of what it said before."""
    row = own_round(thing, by, RoundState.DRAFT)
    if capability not in {each.code for each in framework_of(row.framework.content).capabilities}:
        raise Missing
    check_view(new, things)
    for number, each in enumerate(new.steps, start=1):
        check_step(each, number)
    View.objects.filter(round=row, capability=capability, known_to__isnull=True).update(known_to=by.at)
    view = View.objects.create(
        round=row,
        capability=capability,
        level=new.level,
        needed=new.needed,
        why=new.why.strip(),
        known_from=by.at,
    )
    Artefact.objects.bulk_create(
        Artefact(view=view, thing=things[key]) for key in dict.fromkeys(new.artefacts)
    )
    PlanStep.objects.bulk_create(
        PlanStep(
            view=view,
            position=number,
            how=each.how,
            what=each.what.strip(),
            owner=each.owner.strip(),
            on=each.on,
            expected=each.expected.strip(),
        )
        for number, each in enumerate(new.steps, start=1)
    )
    bump(thing)


def check_view(new: NewView, things: Mapping[UUID, Thing]) -> None:
    """Refuse levels that are none, a level without what shows it, and artefacts that are none."""
    for name, level in (("level", new.level), ("needed", new.needed)):
        if level is not None and level not in LEVELS:
            raise refuse(name, _("Choose a level from 1 to 5."))
    if any(things[key].kind not in ARTEFACTS or things[key].gone_on for key in new.artefacts):
        raise refuse(
            "artefacts", _("Choose something that is in Headway: a decision, an initiative, a test.")
        )
    if new.level is not None and new.level >= PROVED_FROM and not new.artefacts:
        said = _("A level from %(level)s on needs something that shows it. Choose it, or a lower level.")
        raise refuse("artefacts", said, level=PROVED_FROM)
    if len(new.why) > 2000:
        raise refuse("why", _("Use at most %(limit)s characters."), limit=2000)
    if len(new.steps) > MOST_STEPS:
        raise refuse("steps", _("Write at most %(most)s steps."), most=MOST_STEPS)


def check_step(new: NewStep, number: int) -> None:
    """Refuse a step without what, who or what will be there to see."""
    for name, text, limit in (
        ("what", new.what, 300),
        ("owner", new.owner, 120),
        ("expected", new.expected, 300),
    ):
        if not text.strip():
            raise refuse(f"{name}_{number}", _("Write something here."))
        if len(text) > limit:
            raise refuse(f"{name}_{number}", _("Use at most %(limit)s characters."), limit=limit)


@step
def agree(thing: Thing, by: By) -> None:
    """Agree on the plan as it stands; every gap has a step or the plan is none."""
    row = own_round(thing, by, RoundState.DRAFT)
    views = list(View.objects.filter(round=row, known_to__isnull=True))
    if not any(view.level is not None for view in views):
        raise Conflict(Sentence(_("Say of at least one capability where the team stands.")))
    planned = set(PlanStep.objects.filter(view__in=views).values_list("view", flat=True))
    if any((view.needed or 0) > (view.level or 9) and view.pk not in planned for view in views):
        raise Conflict(Sentence(_("A gap has no step yet. Write how it is closed, or what is needed anew.")))
    Round.objects.filter(pk=row.pk).update(agreed_at=by.at)
    bump(thing)


@step
def review(thing: Thing, found: str, by: By) -> None:
    """Look back at an agreed plan; after that the team may begin another round."""
    row = own_round(thing, by, RoundState.AGREED)
    if not found.strip():
        raise refuse("found", _("Write what came of the plan."))
    if len(found) > 4000:
        raise refuse("found", _("Use at most %(limit)s characters."), limit=4000)
    Round.objects.filter(pk=row.pk).update(reviewed_at=by.at, found=found.strip())
    bump(thing)
