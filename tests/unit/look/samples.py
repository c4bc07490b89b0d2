"""Builders of charts: a real one by default, any one for Hypothesis."""

from dataclasses import dataclass, field
from datetime import date

from hypothesis import strategies as st

from headway.look.charts import (
    FanChart,
    Ghost,
    Note,
    OutlookChart,
    Path,
    Picture,
    Point,
    RunChart,
    Segment,
    Sheet,
    Sparkline,
    SpcChart,
    SpcPoint,
    Special,
    Step,
    Target,
    Tile,
    TileChart,
    TrajectoryChart,
    fan,
    outlook,
    plain_date,
    run_chart,
    sparkline,
    spc,
    tiles,
    trajectory,
)

KINDS = ("spc", "trajectory", "fan", "outlook", "run", "sparkline", "tiles")


@dataclass(frozen=True)
class Sample:
    """What any chart could be about."""

    values: tuple[float | None, ...] = (61.5, 62.2, 61.4, None, 63.4, 64.0, 69.5, 62.1, 63.3, 64.4)
    width: int = 760
    step: int = 91
    label: str = "goal"
    text: str = "Charter adopted"
    specials: tuple[Special | None, ...] = (None,)
    notes: int = 2
    target: float = 80.0
    key: str = "chart"
    title: str = "Adults who eat well every day"
    description: str = "The last value is inside the usual range."
    extra: dict[str, object] = field(default_factory=dict)

    def day(self, i: int) -> date:
        return date.fromordinal(date(2015, 1, 1).toordinal() + i * self.step)

    @property
    def sheet(self) -> Sheet:
        return Sheet(
            key=self.key,
            title=self.title,
            description=self.description,
            width=self.width,
            unit=self.label,
            **self.extra,
        )

    @property
    def known(self) -> list[float]:
        return [v for v in self.values if v is not None]

    @property
    def middle(self) -> float:
        return sum(self.known) / len(self.known) if self.known else 0.0

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(
            Point(
                self.day(i),
                plain_date(self.day(i), "day"),
                v,
                v and v - 1,
                v and v + 1,
                self.middle,
                before=i < 3,
            )
            for i, v in enumerate(self.values)
        )

    @property
    def segments(self) -> tuple[Segment, ...]:
        marked = [
            SpcPoint(p, self.specials[i % len(self.specials)] if p.value is not None else None, "a rule")
            for i, p in enumerate(self.points)
        ]
        half = len(marked) // 2 if len(marked) > 5 else len(marked)
        spread = (max(self.known) - min(self.known)) if self.known else 1.0
        limits = (self.middle, self.middle - spread / 2, self.middle + spread / 2)
        first = Segment(tuple(marked[:half]), *limits)
        second = Segment(tuple(marked[half:]), *limits, trial=True, reason=self.text)
        return (first, second) if second.points else (first,)

    @property
    def remembered(self) -> tuple[Note, ...]:
        count = max(1, len(self.values) - 1)
        return tuple(Note(self.day(i * 7 % count), f"{self.text} {i}") for i in range(self.notes))

    @property
    def goal(self) -> Target:
        return Target(self.target, f"{self.label} {self.target:g}", self.day(len(self.values) + 12))

    @property
    def path(self) -> Path:
        return Path(((self.day(0), self.middle), (self.day(len(self.values) + 12), self.target)), self.label)

    @property
    def steps(self) -> tuple[Step, ...]:
        out = []
        for k in range(1, 9):
            day, half = self.day(len(self.values) - 1 + k), abs(self.target - self.middle) * k / 10
            out.append(
                Step(
                    day,
                    plain_date(day, "day"),
                    self.middle,
                    self.middle - half,
                    self.middle + half,
                    self.middle - half / 2,
                    self.middle + half / 2,
                )
            )
        return tuple(out)

    @property
    def ghosts(self) -> tuple[Ghost, ...]:
        return (Ghost(self.steps[:4], self.label, f"{self.text}: 3 of 4 inside"),)


def draw(kind: str, s: Sample) -> Picture:
    """Draw this sample as one kind of chart."""
    future = {
        "target": s.goal,
        "expected": f"{s.label} if as now",
        "likely": "likely 66 to 76",
        "ghosts": s.ghosts,
    }
    if kind == "spc":
        return spc(
            SpcChart(sheet=s.sheet, segments=s.segments, target=Target(s.target, s.label), notes=s.remembered)
        )
    if kind == "trajectory":
        old = (Path(((s.day(0), s.middle), (s.day(9), s.target)), f"old {s.label}"),)
        return trajectory(
            TrajectoryChart(
                sheet=s.sheet, points=s.points, path=s.path, old_paths=old, target=s.goal, verdict=s.text, notes=s.remembered
            )
        )  # fmt: skip
    if kind == "fan":
        return fan(FanChart(sheet=s.sheet, points=s.points, steps=s.steps, notes=s.remembered, **future))
    if kind == "outlook":
        return outlook(
            OutlookChart(
                sheet=s.sheet, segments=s.segments, path=s.path, steps=s.steps, notes=s.remembered, **future
            )
        )
    if kind == "run":
        return run_chart(
            RunChart(
                sheet=s.sheet, points=s.points, median=s.middle, longest_run=9, longest_run_max=7, crossings=2,
                crossings_min=5, target=Target(s.target, s.label), notes=s.remembered,
            )
        )  # fmt: skip
    if kind == "sparkline":
        return sparkline(Sparkline(sheet=s.sheet, points=s.points, target=s.goal, latest=s.label))
    return tiles(TileChart(sheet=s.sheet, tiles=grid_of(s), target=Target(s.target, s.label)))


def grid_of(s: Sample, places: int = 9) -> tuple[Tile, ...]:
    """Some places on a grid of three columns."""
    series = tuple((s.day(i), v) for i, v in enumerate(s.values))
    return tuple(
        Tile(f"{s.label} {i}", f"P{i}", f"/places/p{i}/", i % 3, i // 3, series, "64%") for i in range(places)
    )


@st.composite
def any_sample(draw_one: st.DrawFn) -> Sample:
    """Any series people could bring: short, long, tiny, huge, negative, constant, with holes, oddly named."""
    size = draw_one(st.sampled_from([1e-6, 1e-3, 1.0, 100.0, 1e6, 1e9]))
    one = st.floats(-1, 1, allow_nan=False).map(lambda v: v * size)
    count = draw_one(st.integers(1, 120))
    constant = draw_one(st.one_of(st.none(), one))
    if constant is None:
        pool = draw_one(st.lists(st.one_of(one, one, one, st.none()), min_size=1, max_size=12))
    else:
        pool = [constant]
    words = st.one_of(st.text(max_size=30), st.just("Cyfran yr oedolion sy’n bwyta’n dda bob dydd " * 3))
    return Sample(
        values=tuple(pool[i % len(pool)] for i in range(count)),
        width=draw_one(st.sampled_from([288, 320, 640, 760])),
        step=draw_one(st.sampled_from([1, 7, 30, 91, 365, 366])),
        label=draw_one(words),
        text=draw_one(words),
        specials=tuple(draw_one(st.lists(st.sampled_from([None, *Special]), min_size=1, max_size=5))),
        notes=draw_one(st.integers(0, 9)),
        target=draw_one(one),
    )
