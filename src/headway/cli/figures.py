"""`headway import figures FILE` and `headway export figures`."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from headway.cli import edge
from headway.cli.groups import Commands, group

if TYPE_CHECKING:
    from headway.flows.figures import BroughtIn, Choices, Figures, Understood
    from headway.flows.figures.exports import Exported
    from headway.formats.layouts import Layout
    from headway.formats.tables import Table
    from headway.kernel.actors import Reader


class BadArgumentError(Exception):
    """An argument that names nothing here."""


def add(commands: Commands) -> None:
    """Add the commands about figures."""
    read = group(commands, "import").add_parser(
        "figures", help="bring in a release of figures, all or nothing"
    )
    read.add_argument(
        "file", metavar="FILE", help="CSV, XLSX, ODS, JSON-stat, SDMX, or a .zip with CSVW or a Data Package"
    )
    read.add_argument(
        "--layout",
        default="",
        help="a saved mapping, or uk-sdg, nomis and the like; found by the header if left out",
    )
    read.add_argument(
        "--indicator",
        action="append",
        required=True,
        metavar="SLUG",
        help="of every row; or NAME=SLUG for what the file calls NAME, and NAME= to leave its rows out",
    )
    read.add_argument("--place", default="", metavar="CODE", help="of rows that name no place")
    read.add_argument("--publisher", required=True, help="who published the figures")
    read.add_argument("--title", required=True, help="of the publication")
    read.add_argument("--licence", required=True, help="under which the figures may be used")
    read.add_argument("--published", required=True, metavar="DATE", help="day of publication, YYYY-MM-DD")
    read.add_argument("--url", default="", help="of the publication")
    read.add_argument("--sequence", type=int, help="number within its day; the next free one if left out")
    switches = {
        "--partial": "some figures only: what the file leaves out stays",
        "--invented": "the figures are made up; every page says so",
        "--known-places": "leave out rows of places that are not known here",
        "--header-may-differ": "read the file although its header is not the mapping's",
        "--many-may-go": "accept it although more than a fifth of the figures are gone",
        "--json": "one JSON object on standard output",
    }
    for name, text in switches.items():
        read.add_argument(name, action="store_true", help=text)
    read.set_defaults(run=run_import)
    write = group(commands, "export").add_parser(
        "figures", help="write the figures of an indicator, or of a mission, in any format"
    )
    which = write.add_mutually_exclusive_group(required=True)
    which.add_argument("--indicator", metavar="SLUG", help="which indicator")
    which.add_argument("--mission", metavar="SLUG", help="every indicator that this mission is judged by")
    write.add_argument(
        "--format",
        default="csv",
        metavar="FORMAT",
        help="csv, csvw, csvw-metadata, xlsx, ods, json-stat, datapackage, ical or json-ld; csv if left out",
    )
    write.add_argument("--known-on", metavar="DATE", help="as known at the end of this day")
    write.add_argument("--out", metavar="FILE", help="where to; standard output if left out")
    write.set_defaults(run=run_export)
    for command in (read, write):
        command.add_argument("--at", help=argparse.SUPPRESS)
        command.set_defaults(needs_database=True)


def run_import(options: argparse.Namespace) -> int:
    """Bring a file in and return the exit code; one bad row names itself and nothing is stored."""
    from headway.formats.errors import Unreadable
    from headway.kernel.errors import Refused

    try:
        understood, outcome = _import(options)
    except OSError as error:
        return _refuse(f"{options.file}: {error.strerror}")
    except Unreadable as refusal:
        return _refuse(*(f"{options.file}: {line}" for line in str(refusal).splitlines()))
    except Refused as refusal:
        fields = [each.render("en-gb") for each in getattr(refusal, "fields", {}).values()]
        return _refuse(refusal.sentence.render("en-gb"), *fields)
    except BadArgumentError as refusal:
        return _refuse(str(refusal))
    warnings = _warnings(understood)
    for line in warnings:
        print(line, file=sys.stderr)
    answer = {"release": str(outcome.release), "already": outcome.already, "late": outcome.late}
    counts = {name: getattr(outcome, name) for name in ("rows", "added", "revised", "gone", "unchanged")}
    if options.json:
        print(json.dumps(answer | counts | {"warnings": warnings}, ensure_ascii=False))
    elif outcome.already:
        print("This release is here already. Nothing changed.")
    else:
        said = ", ".join(f"{counts[name]} {name}" for name in ("added", "revised", "gone", "unchanged"))
        print(f"{outcome.rows} figures came in: {said}.")
    return 0


def _refuse(*lines: str) -> int:
    for line in dict.fromkeys(lines):
        print(line, file=sys.stderr)
    return 2


def _import(options: argparse.Namespace) -> "tuple[Understood, BroughtIn]":
    from headway.flows import figures as flow

    by, reader = edge.by(options), edge.reader(options)
    data = Path(options.file).read_bytes()
    table, layout = _table_and_layout(options, reader, data)
    understood = flow.understand(reader, table, layout, _choices(options))
    understood.refuse()
    outcome = flow.bring_in(
        by, figures=_figures(options, data, understood, layout, table), many_may_go=options.many_may_go
    )
    return understood, outcome


def _figures(
    options: argparse.Namespace, data: bytes, understood: "Understood", layout: "Layout", table: "Table"
) -> "Figures":
    from headway.files import store
    from headway.flows import figures as flow
    from headway.measures.analysis import NewRelease

    release = NewRelease(
        publisher=options.publisher,
        title=options.title,
        licence=options.licence,
        published_at=_day(options.published),
        complete=not options.partial,
        url=options.url,
        sequence=options.sequence,
        invented=options.invented,
    )
    return flow.Figures(
        release=release,
        statements=understood.statements,
        file=store.keep(data, Path(options.file).name),
        mapping=flow.mapping_of(layout, table.header, layout.name),
    )


def _table_and_layout(options: argparse.Namespace, reader: "Reader", data: bytes) -> "tuple[Table, Layout]":
    """Return the table, and the layout asked for or known; rows without a place get theirs."""
    from dataclasses import replace

    from headway.files.queries import mappings
    from headway.flows import figures as flow
    from headway.formats.builtin import BUILTIN, sdg_layout
    from headway.formats.opening import open_file

    saved = flow.layouts(mappings(reader))
    own = [each for each in saved if each.name == options.layout]
    opened = open_file(data, max(own, key=lambda each: each.version) if own else None)
    if options.layout == "uk-sdg":
        layout = sdg_layout(opened.table.header)
    elif options.layout:
        layout = _named(options, saved, opened.table)
    else:
        found = opened.described or flow.known(opened.table, (*saved, *BUILTIN))
        if found is None:
            raise BadArgumentError("no mapping knows this header; give one with --layout")
        layout = found
    if options.place:
        layout = replace(layout, fixed=replace(layout.fixed, place_code=options.place))
    return opened.table, layout


def _named(options: argparse.Namespace, saved: "Sequence[Layout]", table: "Table") -> "Layout":
    """Return the version of a named mapping that knows the header."""
    from headway.flows import figures as flow

    names = (options.layout, "plain-with-place") if options.layout == "plain" else (options.layout,)
    versions = [each for each in saved if each.name in names]
    versions += [each for name in names for each in flow.builtin(name, table)]
    if not versions:
        known = sorted({each.name for each in saved} | {*flow.builtin_names(), "uk-sdg"})
        raise BadArgumentError(
            f"no mapping is called {options.layout} that fits; there are {', '.join(known)}"
        )
    return flow.fitting(versions, table.header, may_differ=options.header_may_differ)


def _choices(options: argparse.Namespace) -> "Choices":
    from headway.flows import figures as flow

    named: dict[str, UUID | None] = {}
    every: UUID | None = None
    for text in options.indicator:
        name, equals, slug = text.rpartition("=")
        if not equals:
            every = _indicator(slug)
        else:
            named[name] = _indicator(slug) if slug else None
    if every is not None and named:
        raise BadArgumentError("--indicator: give one SLUG for every row, or NAME=SLUG for each name")
    return flow.Choices(
        indicators=named,
        every=every,
        known_places_only=options.known_places,
        header_may_differ=options.header_may_differ,
        many_may_go=options.many_may_go,
    )


def _indicator(slug: str) -> UUID:
    from headway.kernel.errors import Missing
    from headway.kernel.things import find

    try:
        return find("indicator", slug).label.key
    except Missing:
        raise BadArgumentError(f"no indicator has the address {slug}") from None


def _day(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError:
        raise BadArgumentError(f"--published: '{text}': a day such as 2026-03-02") from None


def _warnings(understood: "Understood") -> list[str]:
    told = {
        "rows gave no value or a publisher's own forecast and were left out": understood.without_value,
        "rows were left out as asked": understood.left_out,
        "rows were passed over by the mapping's filters": understood.counts.filtered,
    }
    return [f"{count} {text}" for text, count in told.items() if count]


def run_export(options: argparse.Namespace) -> int:
    """Write the figures of an indicator or a mission as known on a day, and return the exit code."""
    from headway.kernel.errors import Missing

    try:
        found = _export(options)
    except (BadArgumentError, ValueError) as refusal:
        return _refuse(str(refusal))
    except Missing:
        return _refuse(f"nothing of this kind is here: {options.mission or options.indicator}")
    if options.out:
        Path(options.out).write_bytes(found.data)
    elif found.media_type.startswith("text/"):
        sys.stdout.write(found.data.decode().replace("\r\n", "\n"))
    else:
        sys.stdout.buffer.write(found.data)
    return 0


def _export(options: argparse.Namespace) -> "Exported":
    from headway.flows.figures.exports import ExportFormat, export_indicator, export_mission

    if options.format not in list(ExportFormat):
        known = ", ".join(ExportFormat)
        raise BadArgumentError(f"--format: '{options.format}': one of {known}")
    form = ExportFormat(options.format)
    reader = edge.reader(options, known_on=options.known_on)
    if options.mission:
        return export_mission(reader, slug=options.mission, form=form)
    return export_indicator(reader, indicator=_indicator(options.indicator), form=form)
