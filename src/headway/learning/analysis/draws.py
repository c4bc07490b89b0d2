"""Drawing lots so that anybody can do it again: the list, the commitment, the seed, the draw."""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from headway.engine.learning import (
    Assignment,
    BadProgram,
    Program,
    Roster,
    draw,
    from_json,
    roster_hash,
    to_json,
)
from headway.kernel.canonical import Digest, digest
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence
from headway.learning.analysis.plans import PlanWords
from headway.learning.choices import Design

FEWEST, MOST = 2, 50_000
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

    Raises
    ------
    Invalid
        Without a column `unit`, with an empty or doubled unit, or with too few or too many.
    """
    rows = list(csv.DictReader(io.StringIO(text.lstrip("﻿"))))
    if not rows or "unit" not in rows[0]:
        raise wrong(Sentence(_("The first row must name the columns; one of them is “unit”.")))
    cells = sorted(tuple((row.get(name) or "").strip() for name in COLUMNS) for row in rows)
    names = [row[0] for row in cells]
    doubled = [name for name, count in Counter(names).items() if count > 1]
    if "" in names:
        raise wrong(Sentence(_("One row has no unit.")))
    if doubled:
        raise wrong(Sentence(_("“%(unit)s” stands in the list twice."), {"unit": doubled[0][:40]}))
    if not FEWEST <= len(cells) <= MOST:
        raise wrong(Sentence(_("A list has %(least)s to %(most)s rows."), {"least": FEWEST, "most": MOST}))
    content = written([COLUMNS, *cells])
    return UnitRoster(
        content,
        Digest(roster_hash(roster_of(content))),
        len(cells),
        len({row[1] for row in cells}),
        len({row[2] for row in cells if row[2]}),
    )


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


def command_of(program: str, content: str, seed: int) -> str:
    """Return the line that does the draw again from the published list."""
    told, roster = from_json(program), roster_of(content)
    parts = [f'headway randomise list.csv --arms "{",".join(told.arms)}"']
    if roster.strata:
        parts.append("--strata stratum")
    if told.clustered:
        parts.append("--cluster cluster")
    return " ".join((*parts, f"--seed {seed}"))
