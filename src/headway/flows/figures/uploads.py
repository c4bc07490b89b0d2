"""A file on its way in by the web: looked at, checked against what is known, accepted or not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.files import steps as files
from headway.files import store
from headway.files.choices import UploadState
from headway.files.events import UploadRead
from headway.files.queries import MappingRow, UploadRow, mappings, upload
from headway.files.store import Sent, Stored
from headway.flows.figures.doubts import SHOWN, doubt_data, doubtful
from headway.flows.figures.progress import report
from headway.flows.figures.reading import (
    LOOKED_AT,
    Choices,
    Understood,
    builtin,
    open_table,
    own_codes,
    understand,
)
from headway.flows.figures.releases import (
    GONE_SHARE,
    BroughtIn,
    Figures,
    SavedMapping,
    WorkedOut,
    bring_in,
    work_out,
)
from headway.formats.builtin import BUILTIN, find_layout
from headway.formats.errors import Problem, Problems, Unreadable
from headway.formats.layouts import Columns, Layout, fingerprint, layout_from_json
from headway.formats.opening import Opened, open_file
from headway.formats.opening import sheets as sheets_of
from headway.formats.proposals import headless, propose_layout
from headway.formats.tables import Table
from headway.kernel import things
from headway.kernel.actions import Done, action
from headway.kernel.actors import By, Reader
from headway.kernel.canonical import Digest
from headway.kernel.errors import Conflict
from headway.kernel.sentences import Sentence
from headway.measures import steps as measures
from headway.measures.analysis import Change, NewRelease
from headway.measures.queries.ground import ground, place_numbers
from headway.places.queries import places

LARGE_ROWS = 20_000  # more is read and accepted by a job
EXAMPLES = 5
NAMES = 30  # indicators of one file that a page can ask about


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Everything a person says about a file: its columns, its indicators and places, its release."""

    layout: Layout
    choices: Choices
    release: NewRelease
    save_as: str = ""

    def to_data(self) -> dict[str, Any]:
        """Return the wish as JSON data."""
        chosen = {name: str(key) if key else None for name, key in self.choices.indicators.items()}
        every = str(self.choices.every) if self.choices.every else None
        published = self.release.published_at.isoformat()
        return {
            "layout": self.layout.to_json(),
            "choices": asdict(self.choices) | {"indicators": chosen, "every": every},
            "release": asdict(self.release) | {"published_at": published},
            "save_as": self.save_as,
        }


def wish_of(data: Mapping[str, Any]) -> Wish:
    """Return the wish that `to_data` wrote."""
    chosen = {name: UUID(key) if key else None for name, key in data["choices"]["indicators"].items()}
    every = data["choices"]["every"]
    published = datetime.fromisoformat(data["release"]["published_at"])
    return Wish(
        layout=layout_from_json(data["layout"]),
        choices=Choices(**data["choices"] | {"indicators": chosen, "every": UUID(every) if every else None}),
        release=NewRelease(**data["release"] | {"published_at": published}),
        save_as=data["save_as"],
    )


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a file is read: a sheet of a workbook, and the row of the names of its columns."""

    sheet: str | None = None  # the first
    header_row: int = 1

    @property
    def layout(self) -> Layout:
        """Return a layout that says this and nothing else, to open a file by."""
        nothing = Columns(period="", value="")
        return Layout("part", 1, nothing, sheet=self.sheet, header_row=self.header_row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What can be said of a file at first sight, for a person to correct."""

    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    layout: Layout | None  # None: a person must say which columns hold periods and values
    known: bool  # the header is one of a mapping that was used before
    changed: bool  # a mapping was chosen whose header this is not
    rows: int
    names: tuple[str, ...]  # what the file calls its indicators
    codes: int  # different places
    unknown_codes: tuple[str, ...]
    first: str  # periods as the file writes them, smallest and largest text
    last: str
    part: Part = Part()


def look(reader: Reader, *, row: UploadRow, part: Part | None = None) -> Looked:
    """Open an upload and say what it seems to hold; reads every row once and keeps none.

    Parameters
    ----------
    reader : who asks
    row : the upload; its details may name the mapping it comes with
    part : the part of the file a person chose; else that of the mapping, or the first sheet from its top

    Raises
    ------
    Unreadable
        When the file is damaged, or no table, or has no row under the names of its columns.
    """
    saved, source = layouts(mappings(reader)), row.details.get("source", "")
    own = max((each for each in saved if each.name == source), key=lambda each: each.version, default=None)
    if part is None:
        part = Part(own.sheet, own.header_row) if own else Part()
    opened = open_file(store.get(row.file), part.layout)
    return replace(_fitted(reader, opened, saved, source), part=part)


def sheets(row: UploadRow) -> tuple[str, ...]:
    """Return the sheets of an upload that could be read; empty where it has none."""
    try:
        return sheets_of(store.get(row.file))
    except Unreadable:
        return ()


def _fitted(reader: Reader, opened: Opened, saved: Sequence[Layout], source: str) -> Looked:
    """Find the layout that fits an opened file, and look at the file by it."""
    table = opened.table
    versions = [each for each in (*saved, *builtin(source, table)) if each.name == source]
    if versions:
        found, changed = find_layout(table.header, versions), False
        if found is None:
            found, changed = max(versions, key=lambda each: each.version), True
        return _looked(reader, table, found, known=not changed, changed=changed)
    if opened.described is not None:
        return _looked(reader, table, opened.described, known=True, changed=False)
    proposal = propose_layout(table.header, table.sample(LOOKED_AT), (*saved, *BUILTIN))
    layout = proposal.layout if proposal else None
    known = proposal is not None and proposal.way == "known"
    if layout is not None and not known and headless(layout):
        raise Unreadable(Problem("no_header", facts=(("row", table.header_row),)))
    return _looked(reader, table, layout, known=known, changed=False)


def layouts(rows: Iterable[MappingRow]) -> tuple[Layout, ...]:
    """Return saved mappings as layouts, each with the name and version it was saved under."""
    return tuple(
        replace(layout_from_json(row.layout["json"]), name=row.name, version=row.version) for row in rows
    )


def _looked(reader: Reader, table: Table, layout: Layout | None, *, known: bool, changed: bool) -> Looked:
    roles = ("indicator", "place_code", "period") if layout else ()
    used = {role: getattr(layout.columns, role) for role in roles if layout}
    place = {name: table.header.index(name) for name in used.values() if name in table.header}
    seen: dict[str, set[str]] = {role: set() for role in ("indicator", "place_code", "period")}
    count, problems = 0, Problems()
    for _number, cells in table.rows(problems):
        count += 1
        for role, name in used.items():
            if name in place:
                seen[role].add(cells[place[name]].strip())
    if not count and not problems.total:
        raise Unreadable(Problem("empty_file"))
    codes = {code.upper() for code in seen["place_code"] if code}
    periods = sorted(seen["period"] - {""})
    return Looked(
        header=table.header,
        sample=tuple(tuple(cells) for cells in islice(table.sample(EXAMPLES), EXAMPLES)),
        layout=layout,
        known=known,
        changed=changed,
        rows=count,
        names=tuple(sorted(seen["indicator"] - {""}))[:NAMES],
        codes=len(codes),
        unknown_codes=tuple(sorted(codes - own_codes(reader, codes).keys())),
        first=periods[0] if periods else "",
        last=periods[-1] if periods else "",
    )


def check(by: By, *, key: UUID, wish: Wish) -> None:
    """Read a file as a person wishes and keep what it would change, for the page; nothing counts yet.

    Raises
    ------
    Unreadable
        When the file cannot be read with these columns at all.
    Invalid, Forbidden, Missing, Conflict
        When its release is not described, or may not come in.
    """
    measures.check(wish.release, by.at)
    reader = Reader(by.actor, by.at)
    row = upload(reader, key=key)
    report(key, 5)
    understood = _understand(reader, row, wish, key)
    worked = None
    if understood.statements and not understood.problem_total:
        worked = work_out(by, Figures(release=wish.release, statements=understood.statements))
    report(key, 90)
    preview = _preview(reader, understood, worked)
    _keep_preview(by, key=key, wish=wish, preview=preview, rows=understood.counts.rows)


def _understand(reader: Reader, row: UploadRow, wish: Wish, key: UUID) -> Understood:
    table = open_table(store.get(row.file), wish.layout)
    return understand(reader, table, wish.layout, wish.choices, lambda percent: report(key, percent))


@action(UploadRead)
def _keep_preview(by: By, *, key: UUID, wish: Wish, preview: Mapping[str, Any], rows: int) -> Done[None]:
    row = files.move(key, UploadState.READ, by, preview=dict(preview))
    row.details = {**row.details, "wish": wish.to_data()}
    row.save(update_fields=["details"])
    return Done(UploadRead(upload=key, state=UploadState.READ, rows=rows), None)


def _preview(reader: Reader, understood: Understood, worked: WorkedOut | None) -> dict[str, Any]:
    counts = understood.counts
    shown: dict[str, Any] = {
        "rows": counts.rows,
        "filtered": counts.filtered,
        "without_value": understood.without_value,
        "left_out": understood.left_out,
        "unknown_places": list(understood.unknown_places[:50]),
        "unreadable": understood.problem_total,
        "problems": [problem_data(each) for each in understood.problems],
        "figures": len(understood.statements),
    }
    if worked is None:
        return shown
    found = worked.found
    examples = {
        kind: list(islice(changes, EXAMPLES))
        for kind, changes in (("added", found.added), ("revised", found.revised), ("gone", found.gone))
    }
    indicators = worked.written.ground.indicators if worked.written else {}
    doubts = doubtful(reader, indicators=indicators, worked=worked)
    examples["doubts"] = [each.change for each in doubts[:SHOWN]]
    named = _named(reader, understood, examples)
    return shown | {
        "added": len(found.added),
        "revised": len(found.revised),
        "gone": len(found.gone),
        "unchanged": found.unchanged,
        "not_named": found.left_out,
        "late": worked.late,
        "twin": str(worked.twin) if worked.twin else None,
        "many_gone": found.gone_share > GONE_SHARE and not worked.late,
        "doubtful": len(doubts),
        "corrected": worked.corrected,
        "doubts": doubt_data(doubts, named.pop("doubts")),
        "examples": named,
    }


def problem_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON data; the page translates its message."""
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "msgid": problem.msgid,
        "facts": dict(problem.facts),
    }


def _named(
    reader: Reader, understood: Understood, examples: Mapping[str, list[Change]]
) -> dict[str, list[dict[str, Any]]]:
    """Return examples with the names of their indicators and places instead of row numbers."""
    codes = {one.place for one in understood.statements}
    numbers = place_numbers(reader, codes=codes)
    names = {row.code: row.name for row in places(reader, codes=codes, limit=len(codes))}
    place = {number: names[code] for code, number in numbers.items()}
    keys = {UUID(one.indicator) for one in understood.statements}
    rows = ground(reader, indicators=keys).indicators
    labels = {rows[key]: label.label for key, label in things.labels(keys).items()}
    return {
        kind: [
            {
                "indicator": labels.get(change.series.indicator, ""),
                "place": place.get(change.series.place, ""),
                "group": change.series.breakdown,
                "start": change.start.isoformat(),
                "length": (change.after or change.before).length,  # type: ignore[union-attr]
                "before": change.before.value if change.before else None,
                "after": change.after.value if change.after else None,
            }
            for change in changes
        ]
        for kind, changes in examples.items()
    }


def accept(by: By, *, key: UUID, many_may_go: bool = False) -> BroughtIn:
    """Bring in an upload that somebody has looked at; read once more, for nothing was kept but the preview.

    Raises
    ------
    Unreadable
        When a row cannot be read or placed: nothing is stored.
    Invalid, Forbidden, Gone, Conflict, Missing
        As `bring_in`.
    """
    reader = Reader(by.actor, by.at)
    row = upload(reader, key=key)
    if row.state != UploadState.READ:
        raise Conflict(Sentence(_("Look at what this file would change before you bring it in.")))
    wish = wish_of(row.details["wish"])
    report(key, 5)
    understood = _understand(reader, row, wish, key)
    understood.refuse()
    data = store.get(row.file)
    header = open_table(data, wish.layout).header
    sent = Sent(Stored(Digest(row.file), row.size), row.name)
    saved = mapping_of(wish.layout, header, wish.save_as) if wish.save_as else None
    figures = Figures(release=wish.release, statements=understood.statements, file=sent, mapping=saved)
    return bring_in(by, figures=figures, many_may_go=many_may_go, upload=key)


def mapping_of(layout: Layout, header: Iterable[str], name: str) -> SavedMapping:
    """Return a layout as the next version of a saved mapping, knowing this header.

    The place that rows without one belong to is no part of it: it differs from file to file.
    """
    mark = fingerprint(header)
    known = tuple(dict.fromkeys((*layout.fingerprints, mark)))
    return SavedMapping(name, mark, {"json": replace(layout, name=name, fingerprints=known).to_json()})
