"""`headway barriers export`: the public ledger as a table for a spreadsheet, or as one JSON object."""

import argparse
import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from headway.cli import edge
from headway.cli.groups import Commands, group

if TYPE_CHECKING:
    from headway.briefs.frontline import BarrierLine

COLUMNS = (
    *("key", "raised_on", "kind", "summary", "rule", "changer", "raised_as", "mission", "place"),
    *("minutes_low", "minutes_likely", "minutes_high", "affected", "office", "standing"),
    *("answer_by", "past_clock", "given_as", "given_on"),
)


def add(commands: Commands) -> None:
    """Add the commands about barriers."""
    export = group(commands, "barriers").add_parser(
        "export", help="write the public ledger by date: no words as they were written, no persons"
    )
    export.add_argument("--out", metavar="FILE", default="", help="a CSV file; standard output without it")
    export.add_argument("--mission", metavar="SLUG", default="", help="of one mission alone")
    export.add_argument("--json", action="store_true", help="one JSON object on standard output")
    export.add_argument("--at", help=argparse.SUPPRESS)
    export.set_defaults(run=run_export, needs_database=True)


def run_export(options: argparse.Namespace) -> int:
    """Write the ledger; exit code 2 where there is no such mission."""
    from headway.briefs.frontline import lines_of
    from headway.frontline.queries import Chosen, ledger, pick
    from headway.kernel.actors import ANYONE, Reader
    from headway.missions.queries import missions

    reader = Reader(ANYONE, edge.reader(options).at)
    slugs = {row.slug: row.key for row in missions(reader)}
    if options.mission and options.mission not in slugs:
        print(f"{options.mission}: there is no such mission", file=sys.stderr)
        return 2
    picked, after, rows = pick(reader, Chosen(mission=slugs.get(options.mission))), "", []
    while True:
        page = ledger(reader, picked, after=after, most=500)
        rows += [written(line) for line in lines_of(reader, page.rows)]
        after = page.after
        if not after:
            break
    return tell(options, rows)


def written(line: "BarrierLine") -> dict[str, object]:
    """Return one barrier as plain values."""
    from headway.frontline.analysis import minutes

    row, asked = line.row, line.answer.row
    cost = minutes(row.often, row.takes)
    values = (
        str(row.key), row.raised_on.isoformat(), row.kind.value, row.summary.text,
        line.rule.slug if line.rule else "", row.changer.value, row.raised_as.value,
        str(row.mission or ""), row.place_code, cost.low, cost.likely, cost.high, row.affected,
        asked.office_name, asked.standing.value, asked.answer_by.isoformat(), bool(asked.passed),
        asked.reply.given_as.value if asked.reply else "",
        asked.given_on.isoformat() if asked.given_on else "",
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def tell(options: argparse.Namespace, rows: list[dict[str, object]]) -> int:
    """Write rows where they are wanted; a cell that begins as a formula is written as text."""
    if options.json:
        print(json.dumps({"barriers": rows}, ensure_ascii=False))
        return 0
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    table.writerows({name: plain(value) for name, value in row.items()} for row in rows)
    if not options.out:
        sys.stdout.write(text.getvalue())
        return 0
    try:
        Path(options.out).write_text(text.getvalue(), "utf-8", newline="")
    except OSError as error:
        print(f"{options.out}: {error.strerror}", file=sys.stderr)
        return 2
    print(f"{len(rows)} barriers are in {options.out}.")
    return 0


def plain(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in set("=+-@\t\r") else value
