"""A history made up act by act through the production actions, and a plain account of what it published."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from headway.flows import figures as flow
from headway.flows.figures import Figures
from headway.flows.forecasts import refresh
from headway.kernel.actors import SYSTEM, By, Reader, Via
from headway.kernel.errors import Refused
from headway.kernel.things import labels
from headway.kernel.translations import NewText
from headway.measures.actions import add_indicator, amend_card, retire_indicator, set_chart
from headway.measures.analysis import NewIndicator
from headway.measures.choices import RuleSet
from headway.measures.queries import Chart, Rebase, Wanted, card
from headway.measures.queries.releases import release as release_row
from headway.missions import actions as missions
from headway.missions.analysis import ChangeNote, Charter, NewMission, NewOutcome, SeriesChoice
from headway.places.queries import place
from headway.targets.actions import agree_trajectory, change_target, close_target, set_target
from headway.targets.analysis.rows import Goal, NewPath, NewTarget
from tests.builders_measures import CAMDEN, LONDON, release, statement
from tests.builders_measures import card as card_of

BEGIN = datetime(2024, 1, 1, 9, 0, tzinfo=UTC)
YEARS = range(2008, 2024)
GROUPS = ("", "Sex=Female")
CODES = (CAMDEN, LONDON)


@dataclass(frozen=True, slots=True)
class Published:
    """One accepted release in plain words: `said` maps (place, group, year) to a value."""

    key: UUID
    indicator: UUID
    at: datetime
    sequence: int
    received: datetime
    complete: bool
    said: dict[tuple[str, str, int], float]


@dataclass(slots=True)
class History:
    """The clock, the keys of what was made, and every release with the moment of its undoing."""

    now: datetime = BEGIN
    indicators: list[UUID] = field(default_factory=list)
    missions: list[UUID] = field(default_factory=list)
    outcomes: list[tuple[UUID, UUID]] = field(default_factory=list)
    targets: list[tuple[UUID, Wanted]] = field(default_factory=list)
    releases: list[Published] = field(default_factory=list)
    undone: dict[UUID, datetime] = field(default_factory=dict)
    acts: int = 0
    refused: int = 0

    def by(self) -> By:
        return By(SYSTEM, self.now, Via.CLI)

    def reader(self) -> Reader:
        return Reader(SYSTEM, self.now)

    def act(self, name: str, *, pick: int, size: int, days: int) -> None:
        """Let some time pass, then do one thing; what the rules refuse changes nothing."""
        self.now += timedelta(days=days, minutes=7)
        self.acts += 1
        try:
            getattr(self, name)(pick, size)
        except Refused:
            self.refused += 1

    # --- what can happen; `pick` chooses which, `size` how much ---

    def set_up(self) -> None:
        for name in ("Children in poverty", "Pupils absent"):
            self.indicators.append(add_indicator(self.by(), indicator=NewIndicator(card=card_of(name))))
        self.draft(0, 0)
        missions.open_mission(self.by(), mission=self.missions[0])
        self.outcome(0, 0)
        self.goal(0, 12)
        self.publish(0, 30)
        self.choose(0, 0)

    def indicator_of(self, pick: int) -> UUID:
        return self.indicators[pick % len(self.indicators)]

    def series(self, pick: int) -> Wanted:
        where = place(self.reader(), code=CODES[pick // 2 % 2]).key
        return Wanted(self.indicator_of(pick), where, GROUPS[pick // 4 % 2])

    def publish(self, pick: int, size: int) -> None:
        """Figures come in, published today or up to two years before, perhaps of the same moment."""
        indicator, complete = self.indicator_of(pick), pick % 3 > 0
        day = self.now - timedelta(days=(0, 0, 3, 40, 200, 700)[size % 6])
        published = day.replace(hour=0, minute=0)
        codes = CODES if pick % 5 else CODES[:1]
        groups = GROUPS if size % 4 == 0 else GROUPS[:1]
        years = YEARS[size % 3 :][: 4 + size % 12]
        said = {
            (code, group, year): 10 + (year * 7 + pick * size) % 13 / 4
            for code in codes
            for group in groups
            for year in years
        }
        rows = tuple(
            statement(indicator, year, value, place=code, breakdown=group)
            for (code, group, year), value in said.items()
        )
        given = release(f"{published:%Y-%m-%d}", complete=complete, title=f"Release {self.acts}")
        found = flow.bring_in(self.by(), figures=Figures(release=given, statements=rows), many_may_go=True)
        if not found.already:
            row = release_row(self.reader(), key=found.release)
            self.releases.append(
                Published(found.release, indicator, published, row.sequence, self.now, complete, said)
            )

    def undo(self, pick: int, _size: int) -> None:
        if self.releases:
            key = self.releases[pick % len(self.releases)].key
            flow.undo_release(self.by(), release=key, reason="The file was the wrong one")
            self.undone[key] = self.now

    def amend(self, pick: int, size: int) -> None:
        key = self.indicator_of(pick)
        seen = card(self.reader(), indicator=key).version
        new = card_of(f"Indicator, wording {size}", unit=("%", "per 1,000")[size % 2], lowest=0)
        amend_card(self.by(), indicator=key, card=new, seen=seen, change_note="Clearer words")

    def retire(self, pick: int, _size: int) -> None:
        retire_indicator(self.by(), indicator=self.indicator_of(pick))

    def chart(self, pick: int, size: int) -> None:
        rebases = (Rebase(date(2008 + size % 16, 1, 1), "The definition changed"),) if size % 2 else ()
        rules = (RuleSet.NHS, RuleSet.ANHOEJ)[size % 3 == 0]
        new = Chart(rules=rules, screen=size % 5 > 0, rebases=rebases, reason="Asked for by the board")
        set_chart(self.by(), series=self.series(pick), chart=new)

    def goal(self, pick: int, size: int) -> None:
        series = self.series(pick)
        goal = Goal(float(size % 20), date(2026 + size % 6, 12, 31))
        new = NewTarget(series.indicator, series.place, "Fewer", goal, breakdown=series.breakdown)
        self.targets.append((set_target(self.by(), target=new), series))

    def move(self, pick: int, size: int) -> None:
        target, _series = self.targets[pick % len(self.targets)]
        goal = Goal(float(size % 15), date(2027 + size % 6, 12, 31))
        version = labels([target])[target].version
        change_target(self.by(), target=target, goal=goal, change_note="Too far", version=version)

    def close(self, pick: int, _size: int) -> None:
        target, _series = self.targets[pick % len(self.targets)]
        close_target(self.by(), target=target, version=labels([target])[target].version)

    def path(self, pick: int, size: int) -> None:
        target, _series = self.targets[pick % len(self.targets)]
        agreed = (self.now - timedelta(days=size * 9)).date()
        points = ((date(2018, 12, 31), 14.0), (date(2031, 12, 31), float(size % 12)))
        new = NewPath(points=points, reason="Steady", agreed_on=agreed, agreed_by="The board")
        version = labels([target])[target].version
        agree_trajectory(self.by(), target=target, path=new, version=version)

    def foretell(self, _pick: int, _size: int) -> None:
        refresh(self.by(), indicators=self.indicators)

    def draft(self, pick: int, size: int) -> None:
        charter = Charter(title=f"Mission {pick} {size}", short_title=f"Mission {len(self.missions)}")
        where = place(self.reader(), code=CAMDEN).key
        self.missions.append(missions.draft_mission(self.by(), mission=NewMission(charter, where)))

    def mission_of(self, pick: int) -> UUID:
        return self.missions[pick % len(self.missions)]

    def open(self, pick: int, _size: int) -> None:
        missions.open_mission(self.by(), mission=self.mission_of(pick))

    def adopt(self, pick: int, size: int) -> None:
        day = (self.now - timedelta(days=size * 20)).date()
        missions.record_adoption(
            self.by(), mission=self.mission_of(pick), adopted_on=day, adopted_by="Cabinet"
        )

    def rewrite(self, pick: int, size: int) -> None:
        mission = self.mission_of(pick)
        new = Charter(title=f"In other words {size}", short_title=f"Other {size}", challenge="It is late")
        version = labels([mission])[mission].version
        change = ChangeNote(what="Other words", why="The old ones were hard to read")
        missions.write_charter(self.by(), mission=mission, charter=new, version=version, change=change)

    def outcome(self, pick: int, size: int) -> None:
        mission = self.mission_of(pick)
        new = NewOutcome(f"People notice {self.acts}", headline=size % 2 == 0)
        self.outcomes.append((mission, missions.add_outcome(self.by(), mission=mission, outcome=new)))

    def end_outcome(self, pick: int, _size: int) -> None:
        mission, outcome = self.outcomes[pick % len(self.outcomes)]
        missions.retire_outcome(self.by(), mission=mission, outcome=outcome)

    def choose(self, pick: int, size: int) -> None:
        mission, outcome = self.outcomes[size % len(self.outcomes)]
        target, series = self.targets[pick % len(self.targets)]
        choice = SeriesChoice(*series, target=target if size % 4 else None)
        missions.choose_measure(self.by(), mission=mission, outcome=outcome, choice=choice)

    def drop(self, pick: int, size: int) -> None:
        mission, outcome = self.outcomes[size % len(self.outcomes)]
        missions.drop_measure(self.by(), mission=mission, outcome=outcome, indicator=self.indicator_of(pick))

    def translate(self, pick: int, size: int) -> None:
        mission = self.mission_of(pick)
        text = NewText("title", "cy", f"Cenhadaeth {size}", approved=size % 3 > 0)
        missions.translate_text(self.by(), mission=mission, of=mission, text=text)

    # --- the plain account ---

    def known(self, indicator: UUID, code: str, group: str, at: datetime) -> dict[int, float]:
        """Return what the releases that stand today had published by a moment: a loop, nothing cleverer."""
        found: dict[tuple[str, str, int], float] = {}
        standing = [
            each
            for each in self.releases
            if each.indicator == indicator and each.key not in self.undone and each.at <= at
        ]
        for each in sorted(standing, key=lambda each: (each.at, each.sequence)):
            covered = {key[0] for key in each.said}
            if each.complete:
                found = {key: value for key, value in found.items() if key[0] not in covered}
            found |= each.said
        return {key[2]: value for key, value in found.items() if key[:2] == (code, group)}

    def late(self, indicator: UUID, at: datetime) -> bool:
        """Whether a release that stands was published by a moment and came in after it."""
        return any(
            each.indicator == indicator and each.at <= at < each.received and each.key not in self.undone
            for each in self.releases
        )

    def unsaid(self, indicator: UUID, at: datetime) -> bool:
        """Whether a release that counted at a moment was undone after it."""
        return any(
            each.indicator == indicator and each.received <= at < self.undone.get(each.key, at)
            for each in self.releases
        )
