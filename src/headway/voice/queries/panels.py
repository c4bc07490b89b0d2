"""Panels: what was announced, the list's public side, the draw, meetings, recommendations."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext_noop as _

from headway.kernel.actors import Reader
from headway.kernel.errors import Conflict, Missing
from headway.kernel.lots import seed_of
from headway.kernel.sentences import Sentence
from headway.kernel.things import find
from headway.kernel.translations import Text
from headway.voice.analysis.panels import Lots, Target, chance_of, draw_lots, seats, told_targets
from headway.voice.choices import CarriedOut, Lottery, Sitting
from headway.voice.models import (
    Panel,
    PanelDraw,
    PanelFrame,
    PanelList,
    PanelMeeting,
    PanelReplacement,
    PanelSeed,
    Recommendation,
    RecommendationCarrying,
)

UNFIXED = _("Fix the list first.")


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A panel as it was announced and as it stood."""

    key: UUID
    slug: str
    mission: UUID | None
    place_code: str
    conversation: UUID | None
    office: UUID
    question: Text
    task: Text
    recruiter: str
    size: int
    lottery: Lottery
    commitment: str
    announced_at: datetime
    drawn_at: datetime | None
    reported_at: datetime | None
    invented: bool
    recommendations: int

    @property
    def stage(self) -> Sitting:
        """Return how far it has come."""
        if self.reported_at is not None:
            return Sitting.REPORTED
        return Sitting.SITTING if self.drawn_at is not None else Sitting.RECRUITING


FIELDS = (
    "thing__key",
    "thing__slug",
    "mission__thing__key",
    "mission__place__code",
    "conversation__thing__key",
    "office__thing__key",
    "question",
    "task",
    "language",
    "recruiter",
    "size",
    "lottery",
    "commitment",
    "announced_at",
    "drawn_at",
    "reported_at",
    "invented",
    "made",
)


def panels(
    reader: Reader,
    *,
    keys: Iterable[UUID] | None = None,
    missions: Iterable[UUID] | None = None,
    conversations: Iterable[UUID] | None = None,
) -> tuple[PanelRow, ...]:
    """Return panels, the newest first; one query."""
    rows = Panel.objects.filter(announced_at__lte=reader.at)
    for name, wanted in (
        ("thing", keys),
        ("mission__thing", missions),
        ("conversation__thing", conversations),
    ):
        if wanted is not None:
            rows = rows.filter(**{f"{name}__key__in": set(wanted)})
    told = PanelSeed.objects.filter(panel=OuterRef("pk")).values("commitment")
    made = Recommendation.objects.filter(panel=OuterRef("pk"), at__lte=reader.at).order_by()
    counted = made.values("panel").annotate(n=Count("pk")).values("n")
    found = rows.annotate(commitment=Subquery(told[:1]), made=Subquery(counted[:1]))
    ordered = found.order_by("-announced_at", "-pk")
    return tuple(read_row(reader, row) for row in ordered.values_list(*FIELDS))


def read_row(reader: Reader, row: tuple[Any, ...]) -> PanelRow:
    """Read one joined row."""
    key, slug, mission, place, conversation, office, question, task, language, *more = row
    recruiter, size, lottery, commitment, announced, drawn, reported, invented, made = more
    lang = language if language != reader.language else ""
    return PanelRow(
        key=key,
        slug=slug,
        mission=mission,
        place_code=place or "",
        conversation=conversation,
        office=office,
        question=Text(question, lang),
        task=Text(task, lang),
        recruiter=recruiter,
        size=size,
        lottery=Lottery(lottery),
        commitment=commitment or "",
        announced_at=announced,
        drawn_at=drawn if drawn is not None and drawn <= reader.at else None,
        reported_at=reported if reported is not None and reported <= reader.at else None,
        invented=invented,
        recommendations=made or 0,
    )


def panel(reader: Reader, *, slug: str = "", key: UUID | None = None) -> PanelRow:
    """Return one panel by its address or its key; raises Missing."""
    found = panels(reader, keys={key or find("panel", slug).label.key})
    if not found:
        raise Missing
    return found[0]


@dataclass(frozen=True, slots=True)
class FrameRow:
    """What is public of a list, and the targets."""

    list_hash: str
    people: int
    by_household: bool
    targets_csv: str
    targets: tuple[Target, ...]
    beacon: str
    beacon_on: date | None
    fixed_at: datetime


def frame(reader: Reader, *, panel: UUID) -> FrameRow | None:
    """Return the list's public side, once it was fixed; one query."""
    found = PanelFrame.objects.filter(panel__thing__key=panel, fixed_at__lte=reader.at).first()
    if found is None:
        return None
    return FrameRow(
        found.list_hash,
        found.people,
        found.by_household,
        found.targets,
        told_targets(found.targets, found.counts),
        found.beacon,
        found.beacon_on,
        found.fixed_at,
    )


@dataclass(frozen=True, slots=True)
class DrawRow:
    """A draw with who sits now and which reserves are free, as codes; the secret is shown with it."""

    secret: str
    number: str
    seed: int
    portfolio: str
    chances: str
    drawn: int
    members: tuple[str, ...]
    reserves: tuple[str, ...]
    quotas: tuple[int, ...]
    least: float
    drawn_at: datetime
    left: tuple[tuple[str, str], ...]

    def raised(self, list_hash: str) -> int:
        """Return how often the seed was raised until one of each household could make a panel."""
        return self.seed - seed_of(self.secret, list_hash, self.number)

    @property
    def panels(self) -> int:
        """Return how many equally likely panels were published."""
        return len(json.loads(self.portfolio))

    @property
    def sits(self) -> tuple[str, ...]:
        """Return who sits now."""
        return seats(self.members, self.reserves, self.left)[0]

    @property
    def free(self) -> tuple[str, ...]:
        """Return the reserves that were not called."""
        return seats(self.members, self.reserves, self.left)[1]

    def chance(self, code: str) -> float | None:
        """Return the chance of whoever holds a code."""
        return chance_of(self.chances, code)


def draw(reader: Reader, *, panel: UUID) -> DrawRow | None:
    """Return the draw, once it was made; two queries."""
    found = PanelDraw.objects.filter(panel__thing__key=panel, drawn_at__lte=reader.at)
    row = found.values_list(
        "panel_id",
        "number",
        "seed",
        "portfolio",
        "chances",
        "drawn",
        "members",
        "reserves",
        "quotas",
        "least",
        "drawn_at",
    ).first()
    if row is None:
        return None
    at, number, seed, portfolio, chances, drawn, members, reserves, quotas, least, drawn_at = row
    replaced = PanelReplacement.objects.filter(panel_id=at, at__lte=reader.at).order_by("pk")
    return DrawRow(
        secret=PanelSeed.objects.values_list("secret", flat=True).get(pk=at),
        number=number,
        seed=seed,
        portfolio=portfolio,
        chances=chances,
        drawn=drawn,
        members=tuple(members),
        reserves=tuple(reserves),
        quotas=tuple(quotas),
        least=least,
        drawn_at=drawn_at,
        left=tuple(replaced.values_list("left", "came")),
    )


def list_of(panel: UUID) -> str:
    """Return the list of volunteers, for who holds the panel alone; raises Missing once it is emptied."""
    found = PanelList.objects.filter(panel__thing__key=panel).values_list("content", flat=True).first()
    if not found:
        raise Missing
    return found


def lots(reader: Reader, *, panel: UUID, number: str) -> Lots:
    """Work the draw out from the fixed list; it is prepared before it is written.

    Raises
    ------
    Missing
        When there is no such panel.
    Conflict
        When no list was fixed.
    Invalid
        When no panel can be drawn.
    """
    row = Panel.objects.filter(thing__key=panel).first()
    if row is None:
        raise Missing
    fixed = PanelFrame.objects.filter(panel=row, fixed_at__lte=reader.at).first()
    if fixed is None:
        raise Conflict(Sentence(UNFIXED))
    secret = PanelSeed.objects.values_list("secret", flat=True).get(panel=row)
    seed = seed_of(secret, fixed.list_hash, number)
    return draw_lots(list_of(panel), fixed.targets, row.size, seed, Lottery(row.lottery))


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A day on which a panel meets."""

    on: date
    topic: str


def meetings(reader: Reader, *, panel: UUID) -> tuple[MeetingRow, ...]:
    """Return the meetings of a panel by day; one query."""
    rows = PanelMeeting.objects.filter(panel__thing__key=panel, at__lte=reader.at).order_by("on")
    return tuple(MeetingRow(*row) for row in rows.values_list("on", "topic"))


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """What a panel recommends, how it voted, and how far it is carried out."""

    key: UUID
    panel: UUID
    panel_slug: str
    mission: UUID | None
    number: int
    text: Text
    votes_for: int
    votes_against: int
    at: datetime


def recommendations(
    reader: Reader, *, panels: Iterable[UUID] | None = None, keys: Iterable[UUID] | None = None
) -> tuple[RecommendationRow, ...]:
    """Return recommendations in the order of their numbers; one query."""
    rows = Recommendation.objects.filter(at__lte=reader.at)
    if panels is not None:
        rows = rows.filter(panel__thing__key__in=set(panels))
    if keys is not None:
        rows = rows.filter(thing__key__in=set(keys))
    found = rows.order_by("panel", "number").values_list(
        "thing__key",
        "panel__thing__key",
        "panel__thing__slug",
        "panel__mission__thing__key",
        "number",
        "text",
        "language",
        "votes_for",
        "votes_against",
        "at",
    )
    return tuple(
        RecommendationRow(
            key=key,
            panel=panel,
            panel_slug=slug or "",
            mission=mission,
            number=number,
            text=Text(text, language if language != reader.language else ""),
            votes_for=votes_for,
            votes_against=votes_against,
            at=at,
        )
        for key, panel, slug, mission, number, text, language, votes_for, votes_against, at in found
    )


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """How far a recommendation is carried out."""

    state: CarriedOut
    note: str
    since: datetime


def carried(reader: Reader, *, recommendations: Iterable[UUID]) -> dict[UUID, tuple[CarriedRow, ...]]:
    """Return what was said on how far recommendations are carried out, the newest first; one query."""
    rows = RecommendationCarrying.objects.filter(
        recommendation__thing__key__in=set(recommendations), known_from__lte=reader.at
    ).order_by("-known_from", "-pk")
    found: dict[UUID, list[CarriedRow]] = defaultdict(list)
    for key, state, note, since in rows.values_list(
        "recommendation__thing__key", "state", "note", "known_from"
    ):
        found[key].append(CarriedRow(CarriedOut(state), note, since))
    return {key: tuple(said) for key, said in found.items()}


def recommendation_scope(key: UUID) -> UUID | None:
    """Return the mission of a recommendation: a role for it counts; raises Missing where there is none."""
    row = Recommendation.objects.filter(thing__key=key).values_list("panel__mission__thing__key").first()
    if row is None:
        raise Missing
    return row[0]


def panel_scope(key: UUID) -> UUID | None:
    """Return the mission of a panel: a role for it counts; raises Missing where there is none."""
    row = Panel.objects.filter(thing__key=key).values_list("mission__thing__key").first()
    if row is None:
        raise Missing
    return row[0]
