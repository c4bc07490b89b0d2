"""Where words go: stacks at the end of lines, lanes for notes above the plot, rows of the key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from headway.look.charts.marks import SWATCH
from headway.look.charts.model import Dates, Note
from headway.look.charts.palette import GREY
from headway.look.charts.scale import Linear
from headway.look.charts.svg import Anchor, Label
from headway.look.charts.text import LINE, SMALL, clean, width_of, wrap

LANES = 2  # notes written out above the plot take at most this many rows, else they are numbered
KEY_LINE = 20.0  # px between rows of the key


@dataclass(frozen=True, slots=True)
class End:
    """A label at the end of a line, at the height of its value; ``full`` is all it should say.

    Earlier ones matter more.
    """

    value: float
    lines: tuple[Label, ...]
    full: str = ""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A sample mark (a number for a note, empty for none) and what it means."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One note above the plot: written out, or numbered with its text in the key."""

    x: float
    lane: int
    number: str = ""
    text: str = ""
    text_x: float = 0.0
    anchor: Anchor = "start"


@dataclass(frozen=True, slots=True)
class Lanes:
    """All notes above the plot, the rows they need, and what the key must say."""

    flags: tuple[Lane, ...]
    depth: int
    rows: tuple[KeyRow, ...] = ()


def stack(
    ends: Sequence[End], y: Callable[[float], float], top: float, bottom: float
) -> list[tuple[End, float]]:
    """Move labels apart, each as near to its value as the others allow.

    Labels that push each other form one block, centred on where its members wanted to be (pooling of
    adjacent violators). What does not fit at all is left out, the last named first.
    """
    kept: list[End] = []
    for end in ends:
        if end.lines and sum(_height(k) for k in (*kept, end)) <= bottom - top:
            kept.append(end)
    kept.sort(key=lambda end: -end.value)
    blocks: list[tuple[float, float, list[End]]] = []  # wished top, height, members
    for end in kept:
        height = _height(end)
        wish = y(end.value) - (LINE / 2 if len(end.lines) < 3 else LINE * len(end.lines) / 2)
        blocks.append((_clamp(wish, top, bottom - height), height, [end]))
        while len(blocks) > 1 and blocks[-2][0] + blocks[-2][1] > blocks[-1][0]:
            wish2, height2, members2 = blocks.pop()
            wish1, height1, members1 = blocks.pop()
            count1, count2 = len(members1), len(members2)
            centre = (wish1 * count1 + (wish2 - height1) * count2) / (count1 + count2)
            total = height1 + height2
            blocks.append((_clamp(centre, top, bottom - total), total, members1 + members2))
    placed = []
    for start, _, members in blocks:
        at = start
        for end in members:
            placed.append((end, at))
            at += _height(end)
    return placed


def _height(end: End) -> float:
    return LINE * len(end.lines) + 4.0  # air between two labels


def _clamp(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))


def lanes(notes: Sequence[Note], x: Linear, left: float, width: float, dates: Dates) -> Lanes:
    """Write notes above the plot where all of them fit; number them otherwise."""
    named = sorted((n for n in notes if clean(n.text)), key=lambda n: (n.stands, n.text))
    inside = [n for n in named if x.low <= n.stands.toordinal() <= x.high]
    beyond = tuple(
        _row("", n, dates) for n in named if n not in inside
    )  # no line to stand at: said in the key
    if not inside:
        return Lanes((), 0, beyond)
    drawn = _written(inside, x, left, width) or _numbered(inside, x, dates)
    return Lanes(drawn.flags, drawn.depth, (*drawn.rows, *beyond))


def _row(mark: str, note: Note, dates: Dates) -> KeyRow:
    return KeyRow(mark, f"{dates(note.at, 'month')}: {note.text}")


def _written(notes: Sequence[Note], x: Linear, left: float, width: float) -> Lanes | None:
    taken: list[list[tuple[float, float]]] = [[] for _ in range(LANES)]
    lines = [x(note.stands.toordinal()) for note in notes]
    flags = []
    for note, at in zip(notes, lines, strict=True):
        room, text = width_of(clean(note.text)), clean(note.text)
        spot = _free_lane(taken, lines, at, room, (left, width))
        if spot is None:
            return None
        lane, start = spot
        taken[lane].append((start, start + room))
        flags.append(Lane(at, lane, text=text, text_x=start))
    return Lanes(tuple(flags), 1 + max(flag.lane for flag in flags))


def _free_lane(
    taken: Sequence[Sequence[tuple[float, float]]], lines: Sequence[float], at: float, room: float,
    edges: tuple[float, float],
) -> tuple[int, float] | None:  # fmt: skip
    left, width = edges
    for lane, row in enumerate(taken):
        for start in (at + 5, at - 5 - room):
            crossed = any(start - 3 < other < start + room + 3 for other in lines if other != at)
            clash = any(start < end + 8 and begin < start + room + 8 for begin, end in row)
            if start >= left and start + room <= width and not crossed and not clash:
                return lane, start
    return None


def _numbered(notes: Sequence[Note], x: Linear, dates: Dates) -> Lanes:
    flags, rows = [], []
    ends = [-1e9] * (LANES + 1)
    for number, note in enumerate(notes, 1):
        at = x(note.stands.toordinal())
        lane = next((i for i, end in enumerate(ends) if at - end >= 22), 0)
        ends[lane] = at
        flags.append(Lane(at, lane, number=str(number)))
        rows.append(_row(str(number), note, dates))
    return Lanes(tuple(flags), 1 + max(flag.lane for flag in flags), tuple(rows))


def key_rows(rows: Sequence[KeyRow], width: float) -> tuple[list[tuple[str, Label, float, float]], float]:
    """Lay the key out in lines: (mark, label, x, y below the top), and the height it takes.

    Short entries share a line; long ones are wrapped and keep a line to themselves.
    """
    out: list[tuple[str, Label, float, float]] = []
    x, y = 0.0, 0.0
    for row in rows:
        indent = SWATCH if row.mark else 0.0
        lines = wrap(row.text, width - indent - 2, SMALL, 3)
        if not lines:
            continue
        needed = indent + width_of(lines[0])
        if x > 0 and (len(lines) > 1 or x + needed > width - 2 or row.mark.isdigit()):
            x, y = 0.0, y + KEY_LINE
        out.append((row.mark, Label(lines[0], GREY), x, y))
        for extra in lines[1:]:
            y += LINE
            out.append(("", Label(extra, GREY), x + indent, y))
        x = 0.0 if len(lines) > 1 or row.mark.isdigit() else x + needed + 20
        y += KEY_LINE if x == 0.0 else 0.0
    return out, y + (KEY_LINE if x > 0 else 0.0)
