"""What the picture of a theory of change takes, and where everything in it stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from headway.look.charts.layers import Columns, Edge, ordered, placed
from headway.look.charts.model import NotDrawableError, Sheet
from headway.look.charts.text import LINE, SMALL, clean, width_of, wrap

NARROWEST, BETWEEN, ROWS = 118.0, 46.0, 18.0  # px: a box, the room for links, air between boxes
AIR = 8.0  # px around the words of a box
LANE = 10.0  # px that a link passing a column needs
PORT = 9.0  # px between links at one side of a box
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LogicBox:
    """One step; without a column (an assumption, a risk) it stands one before what it leads to."""

    key: str
    text: str
    column: int | None
    kind: str = ""  # stands above the text where its column does not say it
    strong: bool = False  # a headline outcome


@dataclass(frozen=True, slots=True)
class LogicArrow:
    """One link; `strength` is 0 to 4, `words` show when a pointer rests on it."""

    source: str
    target: str
    strength: int
    words: str
    less: bool = False  # more of the one means less of the other
    urgent: bool = False  # everything rests on it, and its evidence is weak
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicChart:
    """A theory of change; `columns` are headings, `strengths` five names, the rest words of the key."""

    sheet: Sheet
    columns: tuple[str, ...]
    boxes: tuple[LogicBox, ...]
    arrows: tuple[LogicArrow, ...]
    strengths: tuple[str, ...]
    urgent: str
    contested: str
    less: str
    table: tuple[str, ...] = ("From", "To", "Evidence")


@dataclass(slots=True)
class Plan:
    """Where everything stands; boxes have the numbers of the chart, lanes of long links come after them."""

    width: float
    size: float  # px: how wide a box is
    headings: list[tuple[str, ...]]
    column: list[int]
    lines: list[tuple[str, ...]]
    lanes: dict[int, list[int]]  # the lanes of each long link, from left to right
    middle: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    ports: dict[tuple[int, int, bool], float] = field(default_factory=dict)

    @classmethod
    def of(cls, chart: LogicChart) -> "Plan":
        """Plan a chart."""
        count = max(len(chart.columns), 1)
        width = max(float(chart.sheet.width), count * NARROWEST + (count - 1) * BETWEEN)
        column = _columns_of(chart)
        bow = BETWEEN if _bows_at_the_end(chart, column) else 0.0
        size = (width - bow - (count - 1) * BETWEEN) / count
        room = size - 2 * AIR
        plan = cls(
            width,
            size,
            [_wrapped(heading, size) for heading in chart.columns],
            column,
            [_wrapped(box.text, room) for box in chart.boxes],
            {},
        )
        edges = plan._add_lanes(chart)
        plan._place(chart, edges)
        plan._ports(chart)
        return plan

    @property
    def top(self) -> float:
        """Where the boxes begin, below the headings."""
        return LINE * max((len(heading) for heading in self.headings), default=0) + 10

    @property
    def bottom(self) -> float:
        """Where the boxes end."""
        return max((self.middle[n] + self.heights[n] / 2 for n in self.middle), default=self.top)

    def left(self, column: int) -> float:
        """The left side of a column."""
        return column * (self.size + BETWEEN)

    def _add_lanes(self, chart: LogicChart) -> list[Edge]:
        """Give each long link a lane in every column it passes; return the edges between neighbours."""
        number = {box.key: at for at, box in enumerate(chart.boxes)}
        edges: list[Edge] = []
        for at, arrow in enumerate(chart.arrows):
            one, other = sorted((number[arrow.source], number[arrow.target]), key=self.column.__getitem__)
            first, last = self.column[one], self.column[other]
            self.lanes[at] = list(range(len(self.column), len(self.column) + max(0, last - first - 1)))
            self.column.extend(range(first + 1, last))
            stops = [one, *self.lanes[at], other]
            edges.extend(pairwise(stops) if first != last else ())
        return edges

    def _place(self, chart: LogicChart, edges: Sequence[Edge]) -> None:
        """Order the columns and set the boxes."""
        columns: Columns = [[] for _ in range(max(self.column, default=-1) + 1)]
        for number, column in enumerate(self.column):
            columns[column].append(number)
        self.heights = dict.fromkeys(range(len(self.column)), LANE)
        for number, box in enumerate(chart.boxes):
            rows = len(self.lines[number]) + bool(box.kind)
            self.heights[number] = LINE * rows + 2 * AIR - 2
        self.middle = placed(ordered(columns, edges), self.heights, edges, ROWS)
        highest = min((self.middle[n] - self.heights[n] / 2 for n in self.middle), default=0.0)
        for number in self.middle:
            self.middle[number] += self.top - highest

    def _ports(self, chart: LogicChart) -> None:
        """Spread the links along the side of each box, in the order of where they come from or go."""
        number = {box.key: at for at, box in enumerate(chart.boxes)}
        sides: dict[tuple[int, bool], list[tuple[float, int]]] = defaultdict(list)
        for at, arrow in enumerate(chart.arrows):
            source, target = number[arrow.source], number[arrow.target]
            for box, other in ((source, target), (target, source)):
                right = self.column[other] >= self.column[box]
                lanes = self.lanes[at]
                near = (lanes[0] if right else lanes[-1]) if lanes else other
                sides[box, right].append((self.middle[near], at))
        for (box, right), found in sides.items():
            room = min(PORT, (self.heights[box] - 2 * AIR) / max(1, len(found) - 1))
            for row, (_near, at) in enumerate(sorted(found)):
                shift = (row - (len(found) - 1) / 2) * room
                self.ports[at, box, right] = self.middle[box] + shift

    def way(self, at: int, chart: LogicChart) -> list[Spot]:
        """The spots a link runs through, from its source to its target: side, lanes, side."""
        number = {box.key: n for n, box in enumerate(chart.boxes)}
        source, target = number[chart.arrows[at].source], number[chart.arrows[at].target]
        forth = self.column[target] >= self.column[source]
        back = self.column[target] <= self.column[source]
        begin = self.left(self.column[source]) + (self.size if forth else 0)
        end = self.left(self.column[target]) + (self.size if back else 0)
        spots = [(begin, self.ports[at, source, forth])]
        for lane in self.lanes[at] if forth else reversed(self.lanes[at]):
            left = self.left(self.column[lane])
            pair = [(left, self.middle[lane]), (left + self.size, self.middle[lane])]
            spots += pair if forth else reversed(pair)
        return [*spots, (end, self.ports[at, target, back])]


def _columns_of(chart: LogicChart) -> list[int]:
    """The column of every box; one without stands before what it leads to."""
    known = {box.key: box.column for box in chart.boxes}
    led: dict[str, list[int]] = defaultdict(list)
    for arrow in chart.arrows:
        if arrow.source not in known or arrow.target not in known:
            raise NotDrawableError("a link joins a box that is not there")
        column = known[arrow.target]
        if column is not None:
            led[arrow.source].append(column - 1)
    return [max(0, min(led[box.key], default=0)) if box.column is None else box.column for box in chart.boxes]


def _bows_at_the_end(chart: LogicChart, column: Sequence[int]) -> bool:
    """Whether two boxes of the last column are joined, by a bow that needs room on their right."""
    place = {box.key: at for box, at in zip(chart.boxes, column, strict=True)}
    last = len(chart.columns) - 1
    return any(place[arrow.source] == place[arrow.target] == last for arrow in chart.arrows)


def _wrapped(text: str, room: float) -> tuple[str, ...]:
    """Break a text into as many lines as it needs; a word wider than the box is broken too."""
    pieces: list[str] = []
    for word in clean(text).split(" "):
        rest = word
        while width_of(rest, SMALL) > room and len(rest) > 1:
            end = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or width_of(rest[:n], SMALL) <= room)
            pieces.append(rest[:end])
            rest = rest[end:]
        pieces.append(rest)
    return wrap(" ".join(pieces), room, SMALL, most=len(text) + 1)
