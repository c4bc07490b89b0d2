"""What people who build a mission see: its parts, what is missing, and who may change what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from headway.briefs.outlook import Outlook, SeriesAsked, outlooks
from headway.kernel.actors import Reader
from headway.kernel.errors import Forbidden, Missing
from headway.kernel.things import labels
from headway.measures.queries import Wanted, chart_setting, indicators, series_of
from headway.missions import permissions
from headway.missions.analysis import Logic
from headway.missions.choices import BEFORE_ADOPTION, MissionState
from headway.missions.queries import (
    MeasureRow,
    MissionRow,
    OutcomeRow,
    RetiredRow,
    TranslationRow,
    logic,
    measures_of,
    mission,
    missions,
    outcomes,
    retired,
    translations_of,
)
from headway.places.queries import PlaceRow, places
from headway.targets.analysis.rows import GoalRow, PathRow
from headway.targets.analysis.suggestion import straight_path
from headway.targets.permissions import may_agree_path, may_change_target
from headway.targets.queries import TargetRow, goal_history, path_history, targets

LANGUAGES = ("en", "cy")
CHARTER_FIELDS = ("title", "short_title", "challenge", "scope")
OUTCOME_FIELDS = ("text", "for_whom")
LINK_FIELDS = ("mechanism", "assumption")


@dataclass(frozen=True, slots=True)
class MeasurePart:
    """A series an outcome is judged by, and whether figures of it are here."""

    row: MeasureRow
    has_figures: bool


@dataclass(frozen=True, slots=True)
class OutcomePart:
    """An outcome with what it is judged by."""

    row: OutcomeRow
    measures: tuple[MeasurePart, ...]


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text of the mission beside its translation."""

    of: UUID
    field: str
    original: str
    language: str
    translation: TranslationRow | None


@dataclass(frozen=True, slots=True)
class May:
    """What this person may do on a mission."""

    edit: bool
    charter: bool
    adopt: bool  # record an adoption that was before Headway
    open: bool
    decide: bool = False  # adopt, amend and close by decision
    review: bool = False

    @property
    def anything(self) -> bool:
        """Whether there is a reason to show the workbench at all."""
        return self.edit or self.charter or self.adopt or self.open or self.decide


@dataclass(frozen=True, slots=True)
class Workbench:
    """Everything that the task list of a mission shows."""

    row: MissionRow
    outcomes: tuple[OutcomePart, ...]
    retired: tuple[RetiredRow, ...]
    other: str  # the language that its words are translated into
    texts: tuple[TextPart, ...]
    may: May

    @property
    def adopted(self) -> bool:
        """Whether changes of the words need a decision of the board."""
        return self.row.state not in BEFORE_ADOPTION

    @property
    def approved(self) -> int:
        """How many texts have an approved translation."""
        return sum(1 for text in self.texts if text.translation and text.translation.approved)


def may_of(reader: Reader, row: MissionRow) -> May:
    """Say what somebody may do on a mission in its state."""
    actor, key = reader.actor, row.key
    if reader.past is not None:  # a past day is for reading
        return May(edit=False, charter=False, adopt=False, open=False)
    edit = permissions.may_edit(actor, key)
    return May(
        edit=edit,
        charter=edit and row.state in BEFORE_ADOPTION,
        adopt=permissions.may_record_adoption(actor, key) and row.state in BEFORE_ADOPTION,
        open=permissions.may_open(actor, key),
        decide=permissions.may_decide(actor, key) and row.state != MissionState.CLOSED,
        review=permissions.may_review(actor, key) and row.state == MissionState.ADOPTED,
    )


def workbench(reader: Reader, *, slug: str) -> Workbench:
    """Answer the workbench of a mission.

    Raises
    ------
    Missing
        When there is no such mission, or not for this reader.
    Forbidden
        For somebody who may change nothing about it.
    """
    row = mission(reader, slug=slug)
    may = may_of(reader, row)
    if not may.anything:
        raise Forbidden
    other = next(each for each in LANGUAGES if each != row.charter.language)
    parts = outcomes(reader, missions={row.key})
    measures = measures_of(reader, missions={row.key})
    known = set(series_of(reader, indicators={each.indicator for each in measures}))
    judged = [
        MeasurePart(each, Wanted(each.indicator, each.place, each.breakdown) in known) for each in measures
    ]
    return Workbench(
        row=row,
        outcomes=tuple(
            OutcomePart(part, tuple(each for each in judged if each.row.outcome == part.key))
            for part in parts
        ),
        retired=retired(reader, mission=row.key),
        other=other,
        texts=texts_of(reader, row, parts, other),
        may=may,
    )


def texts_of(
    reader: Reader, row: MissionRow, parts: Sequence[OutcomeRow], other: str
) -> tuple[TextPart, ...]:
    """Return the texts that are not empty, each with its translation."""
    found = translations_of(reader, mission=row.key, language=other)
    words = [(row.key, field, getattr(row.charter, field), row.charter.language) for field in CHARTER_FIELDS]
    words += [
        (part.key, field, getattr(part, field), part.language) for part in parts for field in OUTCOME_FIELDS
    ]
    words += logic_texts(logic(reader, missions={row.key})[row.key])
    return tuple(
        TextPart(of, field, original, language, found.get((of, field)))
        for of, field, original, language in words
        if original and language != other
    )


def logic_texts(chain: Logic) -> list[tuple[UUID, str, str, str]]:
    """Return the texts of a theory of change: key, field, words, their language."""
    steps = [(node.key, "step", node.text, node.words.language) for node in chain.nodes]
    return steps + [
        (link.key, field, getattr(link.words, field), link.words.language)
        for link in chain.links
        for field in LINK_FIELDS
    ]


@dataclass(frozen=True, slots=True)
class TargetBrief:
    """One target: its series, every version, every path, and who may change it."""

    row: TargetRow
    label: str
    place: PlaceRow
    outlook: Outlook
    mission: MissionRow | None
    goals: tuple[GoalRow, ...]
    paths: tuple[PathRow, ...]
    may_change: bool
    may_agree: bool

    @property
    def suggestion(self) -> tuple[tuple[date, float], ...]:
        """Return a straight line from the latest figure to the goal."""
        return straight_path(self.outlook.values, self.row.goal)


def target_brief(reader: Reader, *, key: UUID, trial: PathRow | None = None) -> TargetBrief:
    """Answer the page of a target, with its agreed path or with one that is only tried.

    Raises
    ------
    Missing
        When there is no such target, or its mission is not for this reader.
    """
    found = targets(reader, keys={key}, closed=True)
    if not found:
        raise Missing
    row = found[0]
    home = next((each for each in missions(reader) if each.key == row.mission), None)
    if row.mission is not None and home is None:
        raise Missing
    scopes = (row.place, row.mission) if row.mission else (row.place,)
    where = places(reader, keys={row.place})[0]
    open_now = row.closed_at is None and reader.past is None
    return TargetBrief(
        row=row,
        label=labels({key})[key].label,
        place=where,
        outlook=outlook_of(reader, row, where, trial),
        mission=home,
        goals=goal_history(reader, keys={key}).get(key, ()),
        paths=path_history(reader, key=key),
        may_change=open_now and may_change_target(reader.actor, scopes),
        may_agree=open_now and may_agree_path(reader.actor, scopes),
    )


def outlook_of(reader: Reader, row: TargetRow, where: PlaceRow, trial: PathRow | None) -> Outlook:
    """Answer the series of a target, judged by its path or by the one that is tried."""
    card = indicators(reader, keys={row.indicator})[0]
    wanted = Wanted(row.indicator, row.place, row.breakdown)
    asked = SeriesAsked(
        wanted=wanted,
        slug=card.slug,
        place_code=where.code,
        place_name=where.name,
        card=card,
        chart=chart_setting(reader, series=wanted),
        goal=row.goal,
        path=trial or row.path,
        old_path=row.path if trial else row.old_path,
        old_goal=row.old_goal,
        forecast=row.forecast,
        target=row.key,
        target_version=row.version,
    )
    return outlooks(reader, [asked])[0]
