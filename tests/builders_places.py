"""Builders for places that do not exist: a region of districts with yearly counts."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from headway.flows import figures as flow
from headway.flows.figures import Figures
from headway.formats.numbers import Status
from headway.formats.periods import Period
from headway.formats.statements import Statement
from headway.places import actions
from headway.places.analysis import NewLayout, NewPeers, NewPlace, NewTile
from tests import builders_measures as measures
from tests.builders_measures import INSTALLATION, by

REGION = "X99000001"
NAMES = ("Ash", "Birch", "Cedar", "Dell", "Elm", "Firth", "Glen", "Heath", "Isle", "Jura", "Kirk", "Lea")
CODES = tuple(f"X99000{number}" for number in range(100, 100 + len(NAMES)))
COUNTS = (
    (240, 1000), (510, 2000), (90, 400), (1300, 3000), (300, 1250), (60, 250),
    (205, 800), (370, 1500), (155, 600), (720, 3000), (255, 1000), (130, 500),
)  # fmt: skip
# Dell, the fourth, stands out.


def region(names: Sequence[str] = NAMES) -> None:
    """Make the region, its districts, and a map in two rows."""
    rows = [NewPlace(REGION, "Example Region", "region", invented=True)]
    rows += [
        NewPlace(code, name, "district", REGION, invented=True)
        for code, name in zip(CODES, names, strict=False)
    ]
    tiles = tuple(NewTile(code, at % 4, at // 4) for at, code in enumerate(CODES[: len(names)]))
    layout = NewLayout(code="example", name="Example Region", tiles=tiles, source="Made up")
    actions.import_places(by(INSTALLATION), rows=rows, layout=layout)


def counted(
    indicator: UUID, year: int, counts: Mapping[str, tuple[int, int]], *, per: float = 100, digits: int = 1
) -> None:
    """Bring in one year: count and size of each place, and the value that follows."""
    said = tuple(
        statement(indicator, code, year, round(per * count / size, digits), count, size)
        for code, (count, size) in counts.items()
    )
    release = measures.release(f"{year + 1}-02-01", complete=False)
    flow.bring_in(by(), figures=Figures(release=release, statements=said))


def statement(
    indicator: UUID, place: str, year: int, value: float | None, count: float | None, size: float | None
) -> Statement:
    return Statement(
        indicator=str(indicator),
        place=place,
        breakdown="",
        period=Period(date(year, 1, 1), "P1Y"),
        unit="%",
        value=value,
        lower=None,
        upper=None,
        count=count,
        denominator=size,
        status=Status.NORMAL,
        note="",
        place_name="",
        row=year,
    )


def damp(years: range = range(2023, 2025)) -> UUID:
    """Make the region with an indicator whose figures come with their counts."""
    region()
    key = measures.indicator("Damp homes", lowest=0.0, highest=100.0)
    for year in years:
        counted(key, year, dict(zip(CODES, COUNTS, strict=True)))
    return key


def peers(codes: Sequence[str] = CODES[:3], name: str = "River towns") -> UUID:
    new = NewPeers(name, "All three lie on the river.", tuple(codes))
    return actions.choose_peers(by(), new=new)
