"""A region that does not exist: boroughs on a map, changed boundaries, a health board across them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import numpy as np

from headway.flows.figures.releases import Figures, bring_in
from headway.formats.numbers import Status
from headway.formats.periods import Period
from headway.formats.statements import Statement
from headway.measures.actions import add_indicator
from headway.measures.analysis import Card, NewIndicator, NewRelease
from headway.measures.choices import Level, Polarity
from headway.places.actions import choose_peers, import_places
from headway.places.analysis import NewLayout, NewPeers, NewPlace, NewRelation, NewTile
from headway.places.choices import MapShape, RelationKind

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

REGION, BOARD, OLD_WEST = "X99000100", "X99000140", "X99000121"
UPPER, LOWER, NORTHOLME, WESTMARCH = "X99000119", "X99000120", "X99000112", "X99000114"
YEARS = 14
SEED = 7331
SOURCE = "Invented for the demonstration"


@dataclass(frozen=True, slots=True)
class Borough:
    """A borough made up: where its tile stands, and how many homes are inspected there in a year."""

    code: str
    name: str
    column: int
    row: int
    homes: int
    share: float = 0.0  # how far its damp homes lie from the region's, in percentage points


BOROUGHS = (
    Borough("X99000101", "Alderwick", 2, 0, 900),
    Borough(NORTHOLME, "Northolme", 3, 0, 2400),
    Borough("X99000102", "Brackmoor", 1, 1, 1300),
    Borough("X99000103", "Coldharbour East", 2, 1, 5200, 7.5),
    Borough("X99000104", "Dunmere", 3, 1, 650),
    Borough("X99000105", "Elmsford", 4, 1, 1800),
    Borough(WESTMARCH, "Westmarch", 0, 2, 1500),
    Borough("X99000106", "Fenwick Green", 1, 2, 420),
    Borough("X99000113", "Marlowe Bridge", 2, 2, 3100),
    Borough("X99000107", "Glasswater", 3, 2, 2700, -6.5),
    Borough("X99000108", "Harrowby", 4, 2, 780),
    Borough("X99000109", "Inglebrook", 1, 3, 1150),
    Borough("X99000110", "Kestrel Hill", 2, 3, 980),
    Borough("X99000111", "Larkmead", 3, 3, 0),  # its figures are missing, and the map says so
)


def tell(story: "Story") -> None:
    """Add the region with its map, changed boundaries, a peer group, and yearly figures with counts."""
    story.say("a region of invented boroughs, one of which two became")
    changed = date(story.now.year - 5, 4, 1)
    import_places(
        story.by(story.start),
        rows=tuple(places(changed)),
        relations=tuple(relations()),
        layout=layout(),
    )
    names = ("X99000102", "X99000105", WESTMARCH, "X99000109", "X99000110", "X99000113")
    reason = "Boroughs of about the same size with a river port (invented)."
    choose_peers(story.by(story.start), new=NewPeers("River boroughs", reason, names, "Example Region"))
    story.keys["damp-homes"] = add_indicator(
        story.by(story.start), indicator=NewIndicator(card=card(), slug="damp-homes")
    )
    for number, year in enumerate(range(story.now.year - 3, story.now.year)):
        first = story.now.year - YEARS if number == 0 else year
        publish(story, range(first, year + 1), year, changed)


def places(changed: date) -> Iterator[NewPlace]:
    """Yield the region, its boroughs, those that ended, and the health board."""
    ended = changed - timedelta(days=1)
    yield NewPlace(REGION, "Example Region", "region", invented=True)
    for code, name in (
        (UPPER, "Upper Northolme"),
        (LOWER, "Lower Northolme"),
        (OLD_WEST, "West March Rural"),
    ):
        yield NewPlace(code, name, "district", REGION, valid_to=ended, invented=True)
    came_from = {NORTHOLME: (UPPER, LOWER), WESTMARCH: (OLD_WEST,)}
    for each in BOROUGHS:
        before = came_from.get(each.code, ())
        since = changed if before else None
        yield NewPlace(each.code, each.name, "district", REGION, before, since, invented=True)
    yield NewPlace(BOARD, "Example Health Board", "integrated-care-board", REGION, invented=True)


def relations() -> Iterator[NewRelation]:
    """Yield how the health board overlaps four boroughs: all of two, part of the others."""
    shares = {"X99000101": 1.0, "X99000103": 0.35, "X99000105": 1.0, "X99000104": 0.6}
    for code, share in shares.items():
        yield NewRelation(code, BOARD, RelationKind.OVERLAPS, share, source=SOURCE)


def layout() -> NewLayout:
    """Return the map of the region, as rows of hexagons."""
    tiles = tuple(NewTile(each.code, each.column, each.row) for each in BOROUGHS)
    return NewLayout(
        code="example-region", name="Example Region", tiles=tiles, shape=MapShape.ODD_ROWS, source=SOURCE
    )


def card() -> Card:
    """Return what the figures mean."""
    return Card(
        name="Inspected homes with damp or mould",
        unit="%",
        level=Level.OUTCOME,
        polarity=Polarity.DECREASE,
        definition="Homes in which the yearly inspection found damp or mould, out of all homes inspected. "
        "The inspection and its figures are invented.",
        publisher="Example Region",
        lowest=0,
        highest=100,
        invented=True,
    )


def publish(story: "Story", years: range, last: int, changed: date) -> None:
    """Bring in the figures of some years, published in the spring after the last."""
    key = str(story.keys["damp-homes"])
    day = datetime.combine(date(last + 1, 2, 24), time(9, 30), UTC)
    said = tuple(row for row in figures(key, story.now.year, changed) if row.period.start.year in years)
    release = NewRelease(
        publisher="Example Region",
        title=f"Inspections of homes, {last} (invented)",
        licence=SOURCE,
        published_at=min(day, story.now),
        complete=False,
        invented=True,
    )
    bring_in(story.by(day), figures=Figures(release=release, statements=said))


def figures(indicator: str, this: int, changed: date) -> Iterator[Statement]:
    """Yield every figure with its counts; the old boroughs until their last full year."""
    random = np.random.default_rng(SEED)
    old = {NORTHOLME: ((UPPER, 0.6), (LOWER, 0.4)), WESTMARCH: ((OLD_WEST, 1.0),)}
    for each in BOROUGHS:
        for year in range(this - YEARS, this):
            parts = old.get(each.code, ()) if year < changed.year else ()
            for code, part in parts or ((each.code, 1.0),):
                if not each.homes:
                    continue
                homes = int(each.homes * part * random.uniform(0.95, 1.05))
                share = (
                    0.24 - 0.004 * (year - this + YEARS) + each.share / 100 + float(random.normal(0, 0.012))
                )
                damp = int(random.binomial(homes, share))
                yield statement(indicator, code, year, damp, homes)


def statement(indicator: str, place: str, year: int, count: int, size: int) -> Statement:
    """Return one figure."""
    return Statement(
        indicator=indicator,
        place=place,
        breakdown="",
        period=Period(date(year, 1, 1), "P1Y"),
        unit="%",
        value=round(100 * count / size, 1),
        lower=None,
        upper=None,
        count=float(count),
        denominator=float(size),
        status=Status.NORMAL,
        note="",
        place_name="",
        row=year,
    )
