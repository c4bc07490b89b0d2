"""Every read about capabilities: of the reader's own teams, and of no other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from headway.capabilities import permissions
from headway.capabilities.analysis import Framework, Told, framework_of, shipped
from headway.capabilities.choices import DEFAULT, How, RoundState, Spread
from headway.capabilities.models import Artefact, Counted, PlanStep, Rating, Round, View
from headway.capabilities.models import Framework as FrameworkRow
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import known_at
from headway.kernel.things import Label, label_of
from headway.people.queries import UnitRow, day_of, teams


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a plan."""

    how: How
    what: str
    owner: str
    on: date
    expected: str


@dataclass(frozen=True, slots=True)
class ViewRow:
    """What a team says together of one capability."""

    level: int | None
    needed: int | None
    why: str
    artefacts: tuple[Label, ...]
    steps: tuple[StepRow, ...]

    @property
    def gap(self) -> bool:
        """Whether the team needs more than it has."""
        return self.needed is not None and self.level is not None and self.needed > self.level


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of one of the reader's own teams."""

    key: UUID
    version: int
    team: UUID
    team_name: str
    framework: Framework
    mission: UUID | None
    state: RoundState
    began_on: date
    closes_on: date | None
    agreed_on: date | None
    reviewed_on: date | None
    found: str
    mine: Mapping[str, int]  # the reader's own ratings, while there are any
    told: Mapping[str, Told]
    views: Mapping[str, ViewRow]

    @property
    def talked(self) -> bool:
        """Whether the team talks instead of rating."""
        return self.closes_on is None


def own_teams(reader: Reader) -> tuple[UnitRow, ...]:
    """Return the teams in which the reader holds a role, by name."""
    return tuple(row for row in teams(reader) if permissions.is_member(reader.actor, row.key))


def rounds(reader: Reader, *, keys: Iterable[UUID] | None = None) -> tuple[RoundRow, ...]:
    """Return the rounds of the reader's own teams, newest first; six queries, none for the public."""
    if not reader.actor.signed_in:
        return ()
    own = {grant.scope for grant in reader.actor.grants if grant.scope is not None}
    found = Round.objects.filter(thing__born_on__lte=reader.at, team__thing__key__in=own)
    if keys is not None:
        found = found.filter(thing__key__in=set(keys))
    listed = list(
        found.select_related("thing", "team__thing", "framework", "mission__thing").order_by(
            "-thing__born_on", "-pk"
        )
    )
    mine, told, views = own_ratings(reader, listed), counted(reader, listed), views_of(reader, listed)
    return tuple(round_row(reader, row, mine[row.pk], told[row.pk], views[row.pk]) for row in listed)


def team_round(reader: Reader, *, key: UUID) -> RoundRow:
    """Return one round to a member of its team; raises Missing for everybody else."""
    found = rounds(reader, keys=[key])
    if not found:
        raise Missing
    return found[0]


def own_ratings(reader: Reader, listed: list[Round]) -> dict[int, dict[str, int]]:
    """Return the reader's own ratings; one query."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    if reader.actor.key is None:
        return found
    rows = Rating.objects.filter(round__in=listed, account=reader.actor.key)
    for pk, capability, level in rows.values_list("round", "capability", "level"):
        found[pk][capability] = level
    return found


def counted(reader: Reader, listed: list[Round]) -> dict[int, dict[str, Told]]:
    """Return what may be told of ratings that were counted; one query."""
    found: dict[int, dict[str, Told]] = defaultdict(dict)
    rows = Counted.objects.filter(round__in=listed, round__closed_at__lte=reader.at)
    for pk, capability, spread, middle in rows.values_list("round", "capability", "spread", "middle"):
        found[pk][capability] = Told(Spread(spread), middle)
    return found


def views_of(reader: Reader, listed: list[Round]) -> dict[int, dict[str, ViewRow]]:
    """Return what teams said together, as known then; three queries."""
    rows = list(View.objects.filter(known_at(reader.at), round__in=listed))
    shown: dict[int, list[Label]] = defaultdict(list)
    for each in Artefact.objects.filter(view__in=rows).select_related("thing").order_by("thing__label", "pk"):
        shown[each.view_id].append(label_of(each.thing))
    steps: dict[int, list[StepRow]] = defaultdict(list)
    for step in PlanStep.objects.filter(view__in=rows).order_by("position"):
        steps[step.view_id].append(StepRow(How(step.how), step.what, step.owner, step.on, step.expected))
    found: dict[int, dict[str, ViewRow]] = defaultdict(dict)
    for row in rows:
        found[row.round_id][row.capability] = ViewRow(
            row.level, row.needed, row.why, tuple(shown[row.pk]), tuple(steps[row.pk])
        )
    return found


def round_row(
    reader: Reader, row: Round, mine: dict[str, int], told: dict[str, Told], views: dict[str, ViewRow]
) -> RoundRow:
    """Read one round."""
    state = state_of(row, reader.at)
    return RoundRow(
        key=row.thing.key,
        version=row.thing.version,
        team=row.team.thing.key,
        team_name=row.team.name,
        framework=framework_of(row.framework.content),
        mission=row.mission.thing.key if row.mission else None,
        state=state,
        began_on=day_of(row.thing.born_on),
        closes_on=row.closes_on,
        agreed_on=day_of(row.agreed_at) if row.agreed_at and row.agreed_at <= reader.at else None,
        reviewed_on=day_of(row.reviewed_at) if row.reviewed_at and row.reviewed_at <= reader.at else None,
        found=row.found if state == RoundState.REVIEWED else "",
        mine=mine,
        told=told,
        views=views,
    )


def state_of(row: Round, at: datetime) -> RoundState:
    """Return where a round stands at a moment."""
    for moment, state in ((row.reviewed_at, RoundState.REVIEWED), (row.agreed_at, RoundState.AGREED)):
        if moment is not None and moment <= at:
            return state
    if row.closed_at is not None and row.closed_at <= at:
        return RoundState.DRAFT
    over = row.closes_on is not None and day_of(at) > row.closes_on
    return RoundState.COUNTING if over else RoundState.RATING


def to_count(at: datetime) -> tuple[UUID, ...]:
    """Return the rounds whose last day to rate has passed and that are not counted; for the clock."""
    rows = Round.objects.filter(closed_at__isnull=True, closes_on__lt=day_of(at)).order_by("pk")
    return tuple(rows.values_list("thing__key", flat=True))


def frameworks(reader: Reader) -> tuple[Framework, ...]:
    """Return the lists that a round may use, by name: the default, and the latest of each installed."""
    rows = FrameworkRow.objects.filter(installed_at__lte=reader.at).order_by("version")
    found = {DEFAULT: shipped()[DEFAULT]} | {row.code: framework_of(row.content) for row in rows}
    return tuple(sorted(found.values(), key=lambda each: (each.name.get("en", each.code), each.code)))
