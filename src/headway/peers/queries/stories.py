"""Stories as one reader may see them, as known at a moment; a withdrawn one is a marker without words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.missions.queries import MissionRow, missions
from headway.peers import permissions
from headway.peers.analysis import Turn, hash_of
from headway.peers.choices import Audience, ConsentGiven, Signed, StoryState, Voice
from headway.peers.models import Consent, Draw, DrawTeam, Story, StoryPhoto, StoryTeam
from headway.people.queries import day_of
from headway.places.queries import QuietRow, quiet


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What was agreed, when and how, and when it was taken back."""

    version: int
    wording: str
    language: str
    audience: Audience
    given_as: ConsentGiven
    given_on: date
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class DrawRow:
    """A draw as put on record; `first` holds the teams that see the story first, once it is drawn."""

    key: UUID
    version: int
    program: str
    seed: str  # empty until the lot is drawn
    commitment: str
    first_on: date
    later_on: date
    committed_at: datetime
    drawn_at: datetime | None
    teams: tuple[tuple[UUID, str], ...]
    first: frozenset[UUID]

    @property
    def turn(self) -> Turn:
        """Return when it lets whom see the story."""
        return Turn(self.first_on, self.later_on, self.drawn_at is not None, self.first)


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story as this reader may see it."""

    key: UUID
    version: int
    mission: UUID
    mission_slug: str
    mission_title: str
    outcome: str
    voice: Voice
    signed: Signed
    teller: str
    title: str
    text: str
    language: str
    state: StoryState
    offered_on: date
    reviewed_on: date | None
    withdrawn_on: date | None
    reason: str  # why it is not shown
    independent: bool
    consent: ConsentRow
    teams: tuple[tuple[UUID, str], ...]
    photo_says: str  # empty without a photograph
    reached: int
    own: bool
    quiet_until: date | None  # an election it waits for
    draw: DrawRow | None

    @property
    def team_names(self) -> str:
        """Return whose work it was, by name."""
        return ", ".join(name for _key, name in self.teams)


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photograph as it is sent."""

    data: bytes
    media_type: str


FIELDS = (
    "thing__key",
    "thing__version",
    "thing__born_on",
    "mission__thing__key",
    "outcome__text",
    "voice",
    "signed",
    "teller",
    "title",
    "text",
    "language",
    "reached",
    "reviewed_at",
    "accepted",
    "independent",
    "reason",
    "withdrawn_at",
    "offered_by",
    "says",
)
CONSENT = ("version", "wording", "language", "audience", "given_as", "given_on", "withdrawn_at")


def stories(
    reader: Reader, *, mission: UUID | None = None, keys: Iterable[UUID] | None = None
) -> tuple[StoryRow, ...]:
    """Return the stories this reader may see, newest first; six queries, and one for each place."""
    found = Story.objects.filter(thing__born_on__lte=reader.at)
    if mission is not None:
        found = found.filter(mission__thing__key=mission)
    if keys is not None:
        found = found.filter(thing__key__in=set(keys))
    return tuple(row for row in read(reader, found) if visible(reader, row))


def story(reader: Reader, *, key: UUID) -> StoryRow:
    """Return one story; raises Missing where there is none, or none for this reader."""
    rows = stories(reader, keys=[key])
    if not rows:
        raise Missing
    return rows[0]


def story_by_code(reader: Reader, *, code: str) -> StoryRow:
    """Return the story of a code to whoever holds it; raises Missing."""
    found = Story.objects.filter(code=hash_of(code), thing__born_on__lte=reader.at).exclude(code="")
    rows = read(reader, found)
    if not rows:
        raise Missing
    return rows[0]


def story_code_known(*, code_hash: str) -> bool:
    """Whether a story came with a code already; a code tells nothing else."""
    return Story.objects.filter(code=code_hash).exists()


def to_review(reader: Reader) -> tuple[StoryRow, ...]:
    """Return the stories that wait for this reader's review, oldest first."""
    found = Story.objects.filter(
        reviewed_at__isnull=True, withdrawn_at__isnull=True, thing__born_on__lte=reader.at
    )
    rows = (row for row in read(reader, found) if permissions.may_review(reader.actor, row.mission))
    return tuple(sorted(rows, key=lambda row: (row.offered_on, str(row.key))))


def photo(reader: Reader, *, story: UUID) -> PhotoRow:
    """Return the photograph of a story this reader may see; raises Missing."""
    seen = stories(reader, keys=[story])
    row = StoryPhoto.objects.filter(story__thing__key=story).first() if seen else None
    if row is None:
        raise Missing
    return PhotoRow(bytes(row.data), row.media_type)


def visible(reader: Reader, row: StoryRow) -> bool:
    """Whether a reader sees a story: who told it, who reviews it, and when it is shown whom it is for."""
    if row.own or permissions.may_review(reader.actor, row.mission):
        return True
    if row.state == StoryState.WITHDRAWN:
        return row.reviewed_on is not None and not row.reason and covered(reader, row)
    return row.state == StoryState.SHOWN and covered(reader, row) and has_turn(reader, row)


def covered(reader: Reader, row: StoryRow) -> bool:
    """Whether the consent goes as far as this reader."""
    if row.consent.audience == Audience.PUBLIC:
        return True
    if row.consent.audience == Audience.MEMBERS and reader.actor.signed_in:
        return True
    return permissions.belongs(reader.actor, (key for key, _name in row.teams))


def has_turn(reader: Reader, row: StoryRow) -> bool:
    """Whether the lot lets this reader see it already."""
    if row.draw is None or row.draw.turn.over(day_of(reader.at)):
        return True
    return permissions.belongs(reader.actor, row.draw.first)


# --- reading rows ---


def read(reader: Reader, found: Any) -> list[StoryRow]:
    """Read stories of missions this reader may see, newest first."""
    seen = {row.key: row for row in missions(reader)}
    photos = StoryPhoto.objects.filter(story=OuterRef("pk")).values("says")[:1]
    rows = list(
        found.annotate(says=photos)
        .filter(mission__thing__key__in=seen)
        .order_by("-thing__born_on", "-pk")
        .values_list(*FIELDS)
    )
    keys = [row[0] for row in rows]
    agreed = consents(keys)
    teams, drawn = teams_of(keys), draws_of(keys, reader)
    quiet_in = {code: quiet(reader, codes=[code]) for code in {seen[row[3]].place_code for row in rows}}
    return [
        story_row(
            reader,
            row,
            seen[row[3]],
            agreed[row[0]],
            teams[row[0]],
            drawn.get(row[0]),
            quiet_in[seen[row[3]].place_code],
        )
        for row in rows
    ]


def consents(keys: Iterable[UUID]) -> dict[UUID, ConsentRow]:
    """Return what was agreed about some stories; one query."""
    rows = Consent.objects.filter(story__thing__key__in=keys).values_list("story__thing__key", *CONSENT)
    return {
        key: ConsentRow(version, wording, language, Audience(audience), ConsentGiven(given_as), on, gone)
        for key, version, wording, language, audience, given_as, on, gone in rows
    }


def teams_of(keys: Iterable[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    """Return whose work some stories tell of, by name; one query."""
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    rows = StoryTeam.objects.filter(story__thing__key__in=keys).order_by("team__name", "pk")
    for key, team, name in rows.values_list("story__thing__key", "team__thing__key", "team__name"):
        found[key].append((team, name))
    return found


def draws_of(keys: Iterable[UUID], reader: Reader) -> dict[UUID, DrawRow]:
    """Return the draws of some stories, by story; two queries."""
    lots: dict[UUID, list[tuple[UUID, str, bool | None]]] = defaultdict(list)
    rows = DrawTeam.objects.filter(draw__story__thing__key__in=keys).order_by("team__name", "pk")
    for key, team, name, first in rows.values_list(
        "draw__story__thing__key", "team__thing__key", "team__name", "first"
    ):
        lots[key].append((team, name, first))
    found = Draw.objects.filter(story__thing__key__in=keys, committed_at__lte=reader.at)
    return {
        row.story.thing.key: draw_row(row, lots, reader)
        for row in found.select_related("thing", "story__thing")
    }


def draw_row(row: Draw, lots: dict[UUID, list[tuple[UUID, str, bool | None]]], reader: Reader) -> DrawRow:
    """Read one draw; its seed is told when the lot is drawn."""
    drawn_at = row.drawn_at if row.drawn_at is not None and row.drawn_at <= reader.at else None
    teams = lots[row.story.thing.key]
    return DrawRow(
        row.thing.key,
        row.thing.version,
        row.program,
        row.seed if drawn_at else "",
        row.commitment,
        row.first_on,
        row.later_on,
        row.committed_at,
        drawn_at,
        tuple((key, name) for key, name, _first in teams),
        frozenset(key for key, _name, first in teams if first) if drawn_at else frozenset(),
    )


def story_row(
    reader: Reader,
    row: tuple[Any, ...],
    mission: MissionRow,
    consent: ConsentRow,
    teams: list[tuple[UUID, str]],
    draw: DrawRow | None,
    silent: QuietRow | None,
) -> StoryRow:
    """Read one joined row."""
    told = dict(zip(FIELDS, row, strict=True))
    reviewed_at = told["reviewed_at"] if known(told["reviewed_at"], reader) else None
    reviewed_on = day_of(reviewed_at) if reviewed_at else None
    waits = silent is not None and reviewed_on is not None and reviewed_on >= silent.starts_on
    withdrawn_at = told["withdrawn_at"]  # whatever day is asked for: the words are gone
    accepted = told["accepted"] if reviewed_at else None
    return StoryRow(
        key=told["thing__key"],
        version=told["thing__version"],
        mission=mission.key,
        mission_slug=mission.slug,
        mission_title=mission.charter.short_title,
        outcome=told["outcome__text"] or "",
        voice=Voice(told["voice"]),
        signed=Signed(told["signed"]),
        teller=told["teller"],
        title=told["title"],
        text=told["text"],
        language=told["language"],
        state=state_of(
            accepted, withdrawn_at, waits=waits, turn=draw.turn if draw else None, day=day_of(reader.at)
        ),
        offered_on=day_of(told["thing__born_on"]),
        reviewed_on=reviewed_on,
        withdrawn_on=day_of(withdrawn_at) if withdrawn_at else None,
        reason=told["reason"] if reviewed_at else "",
        independent=told["independent"],
        consent=consent,
        teams=tuple(teams),
        photo_says=told["says"] or "",
        reached=told["reached"],
        own=reader.actor.signed_in and reader.actor.key == told["offered_by"],
        quiet_until=silent.ends_on if waits and silent else None,
        draw=draw,
    )


def known(moment: datetime | None, reader: Reader) -> bool:
    """Whether something had happened by the reader's moment."""
    return moment is not None and moment <= reader.at


def state_of(
    accepted: bool | None,  # noqa: FBT001 - as it is stored
    withdrawn_at: datetime | None,
    *,
    waits: bool,
    turn: Turn | None,
    day: date,
) -> StoryState:
    """Return where a story stands on a day."""
    if withdrawn_at is not None:
        return StoryState.WITHDRAWN
    if accepted is None:
        return StoryState.OFFERED
    if not accepted:
        return StoryState.NOT_SHOWN
    if waits or (turn is not None and not turn.began(day)):
        return StoryState.REVIEWED
    return StoryState.SHOWN
