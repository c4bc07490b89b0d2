"""Panels: what is announced, the list and targets as they are read, and the lots. No database."""

import csv
import dataclasses
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.engine.sortition import (
    CannotSolve,
    Fairness,
    NoPanel,
    Quota,
    Terms,
    draw_panel,
    pool_of,
    relaxed,
)
from headway.kernel.canonical import Digest, digest
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence
from headway.voice.choices import MOST_VOLUNTEERS, PORTFOLIO, Lottery

if TYPE_CHECKING:
    from collections.abc import Callable

    from headway.engine.sortition import Draw, Pool

CODE = re.compile(r"(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{1,40}")  # a name has no digit
TARGETS = ("feature", "value", "min", "max")
HOUSEHOLD = "household"
MOST_TARGETS = 100
TRIES = 100
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NewPanel:
    """What is announced of a panel."""

    question: str
    task: str
    recruiter: str
    size: int
    office: UUID
    mission: UUID | None = None
    conversation: UUID | None = None
    lottery: Lottery = Lottery.LEXIMIN
    language: str = "en"
    slug: str = ""
    invented: bool = False


@dataclass(frozen=True, slots=True)
class NewRecommendation:
    """What a panel recommends, and how it voted."""

    text: str
    votes_for: int
    votes_against: int
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Target:
    """How many of a panel have a value; how many volunteered who have it, how many were drawn."""

    feature: str
    value: str
    least: int
    most: int
    people: int = 0
    drawn: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A list and its targets as they are fixed: canonical CSV, counts, hash."""

    content: str
    hash: Digest
    people: int
    by_household: bool
    targets: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lots:
    """A lottery and what it drew, ready to be kept."""

    list_hash: str
    seed: int
    portfolio: str
    chances: str
    drawn: int
    members: tuple[str, ...]
    reserves: tuple[str, ...]
    quotas: tuple[int, ...]
    least: float


# --- reading ---


def read_frame(people: str, targets: str, size: int) -> Frame:
    """Read who volunteered and how many of each the panel needs; refuse what no panel meets.

    Raises
    ------
    Invalid
        Naming row, column and value beside `people` or `targets`; or what to relax.
    """
    quotas = read_targets(targets)
    rows = read_people(people, quotas)
    pool = pool_from(rows, quotas)
    homes = {row[HOUSEHOLD] or f"\0{row['id']}" for row in rows} if HOUSEHOLD in rows[0] else rows
    if len(homes) < size:
        said = Sentence(
            _("%(people)s people can be drawn, and the panel has %(size)s places. Recruit more first."),
            {"people": len(homes), "size": size},
        )
        raise Invalid(said, {"people": said})
    wrong = advice(relaxed_or_none(pool, size))
    if wrong is not None:
        raise Invalid(wrong, {"targets": wrong})
    content = written(rows)
    counts = Counter((name, row[name]) for row in rows for name in {quota.feature for quota in quotas})
    return Frame(
        content,
        digest(content.encode()),
        len(rows),
        HOUSEHOLD in rows[0],
        written([dict(zip(TARGETS, cells(quota), strict=True)) for quota in quotas]),
        tuple(counts[quota.feature, quota.value] for quota in quotas),
    )


def cells(quota: Quota) -> tuple[str, str, str, str]:
    return quota.feature, quota.value, str(quota.least), str(quota.most)


def relaxed_or_none(pool: "Pool", size: int) -> tuple[Quota, ...]:
    """Return what must be relaxed before some panel meets every target; nothing where one does."""
    found = relaxed(pool, size)
    return tuple(sorted(found, key=lambda quota: (quota.feature, quota.value)))


def advice(changes: Sequence[Quota]) -> Sentence | None:
    """Say which targets to relax, and to what."""
    if not changes:
        return None
    told = "; ".join(f"{q.feature} {q.value}: {q.least}-{q.most}" for q in changes)
    return Sentence(
        _("No panel of these volunteers meets every target. With these one would: %(changes)s."),
        {"changes": told},
    )


def read_people(text: str, quotas: Sequence[Quota]) -> list[dict[str, str]]:
    """Read volunteers, in the order of their codes, with the columns that the targets speak of."""
    header, rows = table(text, "people")
    features = list(dict.fromkeys(quota.feature for quota in quotas))
    wanted = ["id", *features, *([HOUSEHOLD] if HOUSEHOLD in header else [])]
    for name in wanted:
        if name not in header:
            raise cell("people", 1, name, "", Sentence(_("a column with this name")))
    for name in header:
        if name not in wanted:
            raise cell("people", 1, name, "", Sentence(_("no column that no target needs")))
    if not 0 < len(rows) <= MOST_VOLUNTEERS:
        raise cell("people", 2, "id", "", Sentence(_("1 to %(most)s volunteers"), {"most": MOST_VOLUNTEERS}))
    check_people(rows, quotas, features)
    return sorted(({name: row[name] for name in wanted} for row in rows), key=lambda row: row["id"])


def check_people(rows: Sequence[Row], quotas: Sequence[Quota], features: Sequence[str]) -> None:
    """Refuse codes that are none or stand twice, and values that no target counts."""
    seen: set[str] = set()
    known = {(quota.feature, quota.value) for quota in quotas}
    for number, row in enumerate(rows, 2):
        code = row["id"]
        if not CODE.fullmatch(code):
            raise cell("people", number, "id", code, Sentence(_("a code with a digit, never a name")))
        if code in seen:
            raise cell("people", number, "id", code, Sentence(_("a code that stands once")))
        seen.add(code)
        for name in features:
            if (name, row[name]) not in known:
                values = ", ".join(quota.value for quota in quotas if quota.feature == name)
                accepted = Sentence(_("a value of the targets: %(values)s"), {"values": values})
                raise cell("people", number, name, row[name], accepted)


def read_targets(text: str) -> list[Quota]:
    """Read targets with the columns feature, value, min and max; a header may be left out."""
    first = text.lstrip("\ufeff").lstrip()
    header = ",".join(TARGETS)
    started = [part.strip() for part in first.split("\n", 1)[0].split(",")]
    names, rows = table(first if "feature" in started else f"{header}\n{first}", "targets")
    for name in TARGETS:
        if name not in names:
            raise cell("targets", 1, name, "", Sentence(_("a column with this name")))
    shift = 2 if "feature" in started else 1
    found: dict[tuple[str, str], Quota] = {}
    for number, row in enumerate(rows, shift):
        quota = read_target(number, row)
        if (quota.feature, quota.value) in found:
            raise cell("targets", number, "value", quota.value, Sentence(_("a value that stands once")))
        found[quota.feature, quota.value] = quota
    if not 0 < len(found) <= MOST_TARGETS:
        raise cell(
            "targets", shift, "value", "", Sentence(_("1 to %(most)s targets"), {"most": MOST_TARGETS})
        )
    return list(found.values())


def read_target(number: int, row: Row) -> Quota:
    """Read one target."""
    for name in ("feature", "value"):
        if not row[name] or (name == "feature" and row[name] in {"id", HOUSEHOLD}):
            raise cell("targets", number, name, row[name], Sentence(_("a word of the list of volunteers")))
    for name in ("min", "max"):
        if not row[name].isdecimal() or len(row[name]) > 6:
            raise cell("targets", number, name, row[name], Sentence(_("a whole number from 0")))
    least, most = int(row["min"]), int(row["max"])
    if most < least:
        accepted = Sentence(_("a number not below the min, %(least)s"), {"least": least})
        raise cell("targets", number, "max", row["max"], accepted)
    return Quota(row["feature"], row["value"], least, most)


def cell(field: str, row: int, column: str, value: str, accepted: Sentence) -> Invalid:
    """Return a refusal that names row, column, value and what is accepted."""
    said = Sentence(
        _("Row %(row)s, column “%(column)s”: “%(value)s”. Accepted: %(accepted)s."),
        {"row": row, "column": column[:40], "value": value[:40], "accepted": accepted},
    )
    return Invalid(said, {field: said})


def table(text: str, field: str) -> tuple[list[str], list[dict[str, str]]]:
    """Read CSV with a header; every row has as many cells."""
    try:
        lines = [
            row for row in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True) if row
        ]
    except csv.Error:
        lines = []
    if not lines:
        said = Sentence(_("This is no CSV file with a row of column names."))
        raise Invalid(said, {field: said})
    header = [name.strip() for name in lines[0]]
    if len(set(header)) != len(header):
        raise cell(field, 1, "", ",".join(header), Sentence(_("column names that differ")))
    for number, row in enumerate(lines[1:], 2):
        if len(row) != len(header):
            accepted = Sentence(_("%(n)s cells"), {"n": len(header)})
            raise cell(field, number, "", ",".join(row), accepted)
    return header, [dict(zip(header, map(str.strip, row), strict=True)) for row in lines[1:]]


def written(rows: Sequence[Row]) -> str:
    """Write rows as CSV with line feeds: the same bytes for the same list."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


# --- drawing ---


def pool_from(rows: Sequence[Row], quotas: Sequence[Quota]) -> "Pool":
    """Return the engine's volunteers in classes."""
    features = {name: [row[name] for row in rows] for name in dict.fromkeys(q.feature for q in quotas)}
    return pool_of([row["id"] for row in rows], features, quotas)


def draw_lots(content: str, targets: str, size: int, seed: int, lottery: Lottery) -> Lots:
    """Draw a panel from a fixed list.

    Where one volunteer of each household, as a seed draws them, leaves no panel that meets every target, the
    seed is raised by one, `TRIES` times at most: a rule that leaves nobody a choice.

    Raises
    ------
    Invalid
        When no panel comes of it, or the solver gave up.
    """
    quotas = read_targets(targets)
    rows = table(content, "people")[1]
    features = {name: [row[name] for row in rows] for name in dict.fromkeys(q.feature for q in quotas)}
    homes = [row[HOUSEHOLD] for row in rows] if HOUSEHOLD in rows[0] else None
    terms = Terms(size=size, seed=seed, fairness=Fairness(lottery.value), panels=PORTFOLIO)
    found = first_of(
        lambda tried: draw_panel(
            [row["id"] for row in rows], features, quotas, dataclasses.replace(terms, seed=tried), homes
        ),
        range(seed, seed + (TRIES if homes else 1)),
    )
    return Lots(
        list_hash=digest(content.encode()),
        seed=found.terms.seed,
        portfolio=json.dumps(found.portfolio, separators=(",", ":"), ensure_ascii=False),
        chances=written(
            [{"id": code, "chance": repr(found.chances[code])} for code in sorted(found.chances)]
        ),
        drawn=found.drawn,
        members=found.panel,
        reserves=found.replacements,
        quotas=tuple(count for _quota, count in found.quotas),
        least=found.least,
    )


def first_of(work: "Callable[[int], Draw]", seeds: range) -> "Draw":
    """Return the draw of the first seed that leaves a panel; raises Invalid where none does."""
    relax: tuple[Quota, ...] = ()
    for seed in seeds:
        try:
            return work(seed)
        except NoPanel as none:
            relax = none.relax
        except CannotSolve as error:
            said = Sentence(_("The lottery could not be worked out. Use fewer features or fewer volunteers."))
            raise Invalid(said) from error
    raise Invalid(advice(relax) or Sentence(_("Too few people can be drawn.")))


def told_targets(
    targets: str, counts: Sequence[int], drawn: Sequence[int] | None = None
) -> tuple[Target, ...]:
    """Return targets with how many volunteered and how many were drawn."""
    quotas = read_targets(targets)
    taken: Sequence[int | None] = drawn if drawn is not None else [None] * len(quotas)
    return tuple(
        Target(quota.feature, quota.value, quota.least, quota.most, people, count)
        for quota, people, count in zip(quotas, counts, taken, strict=True)
    )


def chance_of(chances: str, code: str) -> float | None:
    """Return the chance of whoever has a code; None for a code that is not on the list."""
    wanted = code.strip()
    rows = csv.DictReader(io.StringIO(chances))
    return next((float(row["chance"]) for row in rows if row["id"] == wanted), None)


def seats(
    members: Sequence[str], reserves: Sequence[str], left: Sequence[tuple[str, str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who sits now, in the order of the draw, and which reserves are free.

    >>> seats(("a1", "b1"), ("a2", "b2"), [("b1", "b2")])
    (('a1', 'b2'), ('a2',))
    """
    came = dict(left)
    return tuple(seated(member, came) for member in members), tuple(
        code for code in reserves if code not in came.values()
    )


def seated(member: str, came: Mapping[str, str]) -> str:
    """Follow one seat to who sits there now."""
    while member in came:
        member = came[member]
    return member


def next_reserve(
    members: Sequence[str], reserves: Sequence[str], left: Sequence[tuple[str, str]], code: str
) -> str | None:
    """Return who comes for somebody who leaves: the seat's own reserve, else the first that is free."""
    now, free = seats(members, reserves, left)
    if code not in now:
        return None
    seat = now.index(code)
    own = reserves[seat : seat + 1]
    return next((each for each in (*own, *free) if each in free), None)


def commands(panel_size: int, lottery: Lottery, seed: int, *, by_household: bool) -> Iterator[str]:
    """Yield the lines that draw again: from the public portfolio, and from the list for whoever holds it."""
    yield f"headway panel draw --portfolio portfolio.json --seed {seed}"
    home = f" --household {HOUSEHOLD}" if by_household else ""
    yield (
        f"headway panel draw --people people.csv --targets targets.csv --size {panel_size} "
        f"--algorithm {lottery.value}{home} --seed {seed}"
    )
