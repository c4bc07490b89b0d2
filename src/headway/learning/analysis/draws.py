"""Drawing lots so that anybody can do it again: the list, the commitment, the seed, the draw."""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext_noop as _

from headway.engine.errors import CannotEstimate
from headway.engine.learning import (
    Assignment,
    BadProgram,
    Program,
    Roster,
    balance,
    draw,
    from_json,
    roster_hash,
    to_json,
)
from headway.formats.dated import read_number
from headway.kernel.canonical import Digest, digest
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence, Value
from headway.learning.analysis.plans import PlanWords
from headway.learning.choices import Design

FEWEST, MOST = 2, 50_000
FEWEST_TOLD = 10  # in a group, so that nobody's number can be read off
MOST_KNOWN = 12
COLUMNS = ("unit", "stratum", "cluster")


@dataclass(frozen=True, slots=True)
class UnitRoster:
    """A list to draw from, in sorted order: the CSV that is published, its hash, and how many."""

    content: str
    hash: Digest
    units: int
    strata: int
    clusters: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw: who is in which group as CSV, its hash, and how many by group."""

    seed: int
    content: str
    hash: Digest
    counts: Mapping[str, int]


def read_list(text: str) -> UnitRoster:
    """Read a list of units with the columns unit, stratum and cluster; the last two may be left out.

    Other columns hold numbers known before; they decide nothing, and show whether the groups are alike.

    Raises
    ------
    Invalid
        Without a column `unit`, with an empty or doubled unit, with too few or too many, or with something
        else than a number in another column.
    """
    rows = list(csv.DictReader(io.StringIO(text.lstrip("﻿"))))
    if not rows or "unit" not in rows[0]:
        raise wrong(Sentence(_("The first row must name the columns; one of them is “unit”.")))
    before = known_before(rows)
    header = (*COLUMNS, *before)
    cells = sorted(tuple((row.get(name) or "").strip() for name in header) for row in rows)
    names = [row[0] for row in cells]
    doubled = [name for name, count in Counter(names).items() if count > 1]
    if "" in names:
        raise wrong(Sentence(_("One row has no unit.")))
    if doubled:
        raise wrong(Sentence(_("“%(unit)s” stands in the list twice."), {"unit": doubled[0][:40]}))
    if not FEWEST <= len(cells) <= MOST:
        raise wrong(Sentence(_("A list has %(least)s to %(most)s rows."), {"least": FEWEST, "most": MOST}))
    content = written([header, *cells])
    return UnitRoster(
        content,
        Digest(roster_hash(roster_of(content))),
        len(cells),
        len({row[1] for row in cells}),
        len({row[2] for row in cells if row[2]}),
    )


def known_before(rows: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """Return the columns of what is known of each before the draw: numbers, never names."""
    names = tuple(name for name in rows[0] if name and name not in COLUMNS)
    if len(names) > MOST_KNOWN:
        raise wrong(Sentence(_("A list has at most %(most)s columns more."), {"most": MOST_KNOWN}))
    for number, row in enumerate(rows, 2):
        for name in names:
            try:
                read_number((row[name] or "").strip())
            except ValueError as error:
                told: dict[str, Value] = {"row": number, "column": name[:40], "value": (row[name] or "")[:40]}
                said = _(
                    "Row %(row)s, column “%(column)s”: “%(value)s”. Other columns than unit, stratum and "
                    "cluster hold a number for each, known before."
                )
                raise wrong(Sentence(said, told)) from error
    return names


def wrong(sentence: Sentence) -> Invalid:
    """Return a refusal beside the list."""
    return Invalid(sentence, {"list": sentence})


def written(rows: Sequence[Sequence[str]]) -> str:
    """Write rows as CSV with line feeds."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def roster_of(content: str) -> Roster:
    """Return the engine's list of a published one."""
    rows = list(csv.DictReader(io.StringIO(content)))
    clusters = tuple(row["cluster"] for row in rows)
    strata = tuple(row["stratum"] for row in rows)
    return Roster(
        tuple(row["unit"] for row in rows),
        strata if any(strata) else (),
        clusters if any(clusters) else (),
    )


def program_of(plan: PlanWords, *, clustered: bool) -> str:
    """Return the constraints of a plan's draw as text: its groups, or the steps of its roll-out."""
    stepped = plan.design is Design.STEPPED
    arms = tuple(f"step {at + 1}" for at in range(plan.steps or 2)) if stepped else plan.groups
    return to_json(Program(arms, clustered=clustered))


def drawn(program: str, content: str, seed: int) -> Drawn:
    """Draw.

    Raises
    ------
    Invalid
        When the list and the constraints contradict one another.
    """
    told = json.loads(program) | {"seed": seed}
    try:
        found = draw(from_json(json.dumps(told)), roster_of(content))
    except BadProgram as error:
        raise wrong(Sentence(_("This list cannot be drawn: a cluster may lie in two strata."))) from error
    text = allocation(found, content)
    return Drawn(seed, text, digest(text.encode()), dict(sorted(Counter(found.arm).items())))


def allocation(found: Assignment, content: str) -> str:
    """Write who is in which group."""
    strata = {row["unit"]: row["stratum"] for row in csv.DictReader(io.StringIO(content))}
    pairs = sorted(zip(found.units, found.arm, strict=True))
    return written([("unit", "stratum", "arm"), *((unit, strata[unit], arm) for unit, arm in pairs)])


@dataclass(frozen=True, slots=True)
class Alike:
    """How far the groups of a draw are apart in something known before, in standard deviations."""

    name: str
    apart: float


def balanced(program: str, content: str, allocation: str) -> tuple[Alike, ...]:
    """Compare two groups in what was known before, whole clusters by their means; empty where nothing was.

    With fewer than ten in a group nothing is told: one could be read off.
    """
    told = from_json(program)
    rows = list(csv.DictReader(io.StringIO(content)))
    names = [name for name in rows[0] if name not in COLUMNS]
    if not names or len(told.arms) != 2:
        return ()
    arms = {row["unit"]: row["arm"] for row in csv.DictReader(io.StringIO(allocation))}
    first = np.array([arms[row["unit"]] == told.arms[0] for row in rows])
    if min(first.sum(), (~first).sum()) < FEWEST_TOLD:
        return ()
    known = np.array([[read_number(row[name]) for name in names] for row in rows])
    codes = np.unique([row["cluster"] for row in rows], return_inverse=True)[1] if told.clustered else None
    try:
        found = balance(known, first, codes)
    except CannotEstimate:
        return ()
    return tuple(Alike(name, float(apart)) for name, apart in zip(names, found.apart, strict=True))


def command_of(program: str, content: str, seed: int) -> str:
    """Return the line that does the draw again from the published list."""
    told, roster = from_json(program), roster_of(content)
    parts = [f'headway randomise list.csv --arms "{",".join(told.arms)}"']
    if roster.strata:
        parts.append("--strata stratum")
    if told.clustered:
        parts.append("--cluster cluster")
    return " ".join((*parts, f"--seed {seed}"))
