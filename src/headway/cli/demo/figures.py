"""The published figures of the demonstration, read from `examples/figures`, and the ones that are made up."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from headway.formats.layouts import Columns, Layout
from headway.formats.numbers import NumberStyle, Status
from headway.formats.periods import add_months

LAYOUT = Layout(
    name="headway-figures",
    version=1,
    columns=Columns(
        period="period", value="value", place_code="place", lower="lower", upper="upper", status="status"
    ),
    statuses=(("provisional", Status.PROVISIONAL), ("break", Status.BREAK)),
    numbers=NumberStyle(decimal="."),
)
COLUMNS = ("place", "period", "value", "status", "lower", "upper")
BOROUGH = "X99000001"
SEED = 20300
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """One release of one indicator, ready to be read."""

    indicator: str
    publisher: str
    title: str
    licence: str
    published: datetime
    complete: bool
    data: bytes
    url: str = ""
    invented: bool = False


def folder() -> Path:
    """Return where the examples lie: beside the sources, or inside the wheel."""
    from django.conf import settings

    return Path(settings.EXAMPLES)


def read(name: str) -> Any:
    """Return one JSON file of the examples."""
    return json.loads((folder() / name).read_text(encoding="utf-8"))


def published() -> Iterator[Publication]:
    """Yield the typed-in releases of real publishers, oldest first."""
    for entry in sorted(read("figures/releases.json")["releases"], key=lambda entry: entry["published"]):
        data = (
            (folder() / "figures" / entry["file"]).read_bytes()
            if "file" in entry
            else table(tuple(map(tuple, entry["rows"])))
        )
        yield Publication(
            indicator=entry["indicator"],
            publisher=entry["publisher"],
            title=entry["title"],
            licence=entry["licence"],
            published=midnight(date.fromisoformat(entry["published"])),
            complete=entry["complete"],
            data=whole(data),
            url=entry.get("url", ""),
        )


def invented(today: date, begun: date) -> Iterator[Publication]:
    """Yield the made-up releases: a quarterly survey and a yearly staff count of a borough that is not.

    The numbers come from a fixed seed, so that the demonstration is the same every day but for its dates.
    """
    random = np.random.default_rng(SEED)
    quarters = [quarter_before(today, back) for back in range(24, 0, -1)]
    values = [61.5 + 0.16 * at + float(random.normal(0, 1.0)) for at in range(len(quarters))]
    values[17] += 4.4
    rows: list[Row] = [
        (BOROUGH, f"{start}/P3M", round(value, 1), "", round(value - 2.6, 1), round(value + 2.6, 1))
        for start, value in zip(quarters, values, strict=True)
    ]
    known = [at for at, start in enumerate(quarters) if out(start) <= begun]
    first = max(len(known), 8)
    for upto in range(first, len(rows) + 1):
        kept = rows[:upto] if upto == first else rows[upto - 1 : upto]
        day = max(out(quarters[upto - 1]), begun)
        yield survey("eats-well", "Residents’ survey", day, tuple(kept))
    years = [today.year - back for back in range(14, 0, -1)]
    share = [23.0 + 0.75 * at + float(random.normal(0, 0.7)) for at in range(len(years))]
    staff: list[Row] = [
        (BOROUGH, str(year), round(value, 1)) for year, value in zip(years, share, strict=True)
    ]
    for upto in range(len(staff) - 5, len(staff) + 1):
        kept = staff[:upto] if upto == len(staff) - 5 else staff[upto - 1 : upto]
        day = max(date(years[upto - 1] + 1, 2, 20), begun)
        yield survey("leaders-like-us", "Staff census", day, tuple(kept))


def survey(indicator: str, name: str, day: date, rows: tuple[Row, ...]) -> Publication:
    """Return one made-up release."""
    return Publication(
        indicator=indicator,
        publisher="Example Borough",
        title=f"{name}, {day:%B %Y} (invented)",
        licence="Invented for the demonstration",
        published=midnight(day),
        complete=False,
        data=whole(table(rows)),
        invented=True,
    )


def quarter_before(today: date, back: int) -> date:
    """Return the first day of the quarter that ended `back` quarters ago."""
    this = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return add_months(this, -3 * back)


def out(start: date) -> date:
    """Return the day the figure of a quarter comes out: six weeks after its end."""
    return add_months(start, 3) + timedelta(days=42)


def midnight(day: date) -> datetime:
    """Return the moment that stands for a publication of which only the day is known."""
    return datetime.combine(day, time(), UTC)


def table(rows: tuple[Row, ...]) -> bytes:
    """Write rows as CSV with the columns of the layout."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([*row, *[""] * (len(COLUMNS) - len(row))])
    return text.getvalue().encode()


def whole(data: bytes) -> bytes:
    """Return a table with every column of the layout."""
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    return table(tuple(tuple(row.get(name) or "" for name in COLUMNS) for row in rows))
