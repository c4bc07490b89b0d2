"""One indicator in places side by side: map, funnel, each place's own past; never in order of figures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.briefs.indicators import links_of
from headway.formats.periods import Period
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.sentences import Sentence
from headway.kernel.things import find
from headway.measures.analysis.comparing import Counted, FunnelLine, NoFunnel, PlaceFunnel, place_funnel
from headway.measures.choices import ObservationStatus
from headway.measures.queries import CardRow, PlaceColumns, Wanted, all_places, card, chart_settings
from headway.places.queries import (
    LayoutRow,
    PeerRow,
    PlaceRow,
    ancestors,
    day_of,
    layout_of,
    parents,
    peer_groups,
    place,
)
from headway.targets.analysis.judgement import ChartFound, judge
from headway.targets.analysis.rows import Value

MOST_CHARTS = 60  # places whose own changes are judged; of more, a region or a group is to be chosen


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked to see; nothing in it orders anything."""

    tier: str = ""
    place: str = ""
    group: str = ""
    among: str = ""  # the code of a wider place, or the key of a peer group; empty: all of the kind


@dataclass(frozen=True, slots=True)
class Among:
    """A choice of places to look at side by side, the rule that makes it, and why somebody chose it."""

    value: str
    name: Sentence
    rule: Sentence
    reason: str = ""
    keys: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands side by side, and what else could."""

    tiers: tuple[tuple[str, str], ...]  # code and name of each kind of place with figures
    tier: str
    here: PlaceRow | None
    choices: tuple[Among, ...]
    among: Among
    shown: tuple[PlaceRow, ...]  # by name
    wider: tuple[PlaceRow, ...]  # what holds all of them


@dataclass(frozen=True, slots=True)
class Line:
    """One place and its figure of the period compared; `last` is its latest period where it has none then."""

    place: PlaceRow
    figure: Counted
    lower: float | None = None
    upper: float | None = None
    status: ObservationStatus | None = None
    last: Period | None = None
    funnel: FunnelLine | None = None
    change: ChartFound | None = None


@dataclass(frozen=True, slots=True)
class ComparisonBrief:
    """The page; every list in it is by name."""

    card: CardRow
    groups: tuple[str, ...]
    group: str
    choice: Choice
    period: Period | None
    lines: tuple[Line, ...]
    wider: tuple[Line, ...]
    funnel: PlaceFunnel | NoFunnel
    layout: LayoutRow | None
    columns: PlaceColumns


def comparison_brief(reader: Reader, *, slug: str, asked: Asked) -> ComparisonBrief:
    """Answer the comparison of places; the number of queries does not grow with what is there.

    Raises
    ------
    Missing
        When there is no such indicator, place or choice.
    """
    key = find("indicator", slug).label.key
    found = card(reader, indicator=key)
    links = links_of(reader, key)
    groups = tuple(sorted({link.wanted.breakdown for link in links}))
    if asked.group and asked.group not in groups:
        raise Missing
    choice = choose(reader, [link.place for link in links if link.wanted.breakdown == asked.group], asked)
    keys = {row.key for row in (*choice.shown, *choice.wider)}
    columns = all_places(reader, indicator=key, breakdown=asked.group, places=keys)
    period = common_period(columns, {row.key for row in choice.shown})
    rows = rows_of(columns)
    lines = [line_of(row, columns, rows.get(row.key, ()), period) for row in choice.shown]
    held = place_funnel([line.figure for line in lines])
    changes = changes_of(reader, found, columns, {row.key: rows.get(row.key, ()) for row in choice.shown})
    funnels = held.lines if isinstance(held, PlaceFunnel) else (None,) * len(lines)
    return ComparisonBrief(
        card=found,
        groups=groups,
        group=asked.group,
        choice=choice,
        period=period,
        lines=tuple(
            replace(line, funnel=funnel, change=changes.get(line.place.key))
            for line, funnel in zip(lines, funnels, strict=True)
        ),
        wider=tuple(line_of(row, columns, rows.get(row.key, ()), period) for row in choice.wider),
        funnel=held,
        layout=layout_of(reader, places={row.key for row in choice.shown}),
        columns=columns,
    )


# --- which places ---


def choose(reader: Reader, listed: Sequence[PlaceRow], asked: Asked) -> Choice:
    """Return the places side by side, by a rule that is said: one kind, one region, or a saved group."""
    here = place(reader, code=asked.place) if asked.place else None
    day = day_of(reader)
    listed = [row for row in listed if row.valid_to is None or row.valid_to >= day]
    tiers = sorted({(row.rank, row.tier_name, row.tier) for row in listed})
    counts = Counter(row.tier for row in listed)
    commonest = max(sorted(counts), key=lambda tier: counts[tier], default="")
    tier = asked.tier or (here.tier if here and here.tier in counts else commonest)
    if asked.tier and asked.tier not in counts:
        raise Missing
    same = sorted((row for row in listed if row.tier == tier), key=lambda row: (row.name, row.code))
    holders = parents(reader, keys={row.key for row in same})
    choices = choices_of(same, here, holders, peer_groups(reader))
    among = next((each for each in choices if each.value == asked.among), None)
    if among is None:
        raise Missing
    shown = tuple(row for row in same if row.key in among.keys)
    return Choice(
        tiers=tuple((code, name) for _rank, name, code in tiers),
        tier=tier,
        here=here,
        choices=choices,
        among=among,
        shown=shown,
        wider=wider_than(reader, shown, holders, {row.key for row in listed}),
    )


def choices_of(
    same: Sequence[PlaceRow],
    here: PlaceRow | None,
    holders: Mapping[UUID, Sequence[PlaceRow]],
    groups: Sequence[PeerRow],
) -> tuple[Among, ...]:
    """Return all of the kind, those within each wider place, and the saved groups; each with its rule."""
    kind = same[0].tier_name if same else ""
    keys = frozenset(row.key for row in same)
    every = Sentence(_("every place of the kind “%(kind)s” with figures"), {"kind": kind})
    all_of = Among("", Sentence(_("All: %(kind)s"), {"kind": kind}), every, keys=keys)
    inside: dict[PlaceRow, set[UUID]] = {}
    for row in same:
        for holder in holders.get(row.key, ()):
            inside.setdefault(holder, set()).add(row.key)
    inner, rule = _("Within %(place)s"), _("places of the kind “%(kind)s” within %(place)s")
    regions = [
        Among(
            holder.code,
            Sentence(inner, {"place": holder.name}),
            Sentence(rule, {"kind": kind, "place": holder.name}),
            keys=frozenset(found),
        )
        for holder, found in sorted(inside.items(), key=lambda pair: pair[0].name)
        if 1 < len(found) < len(keys)
    ]
    saved = [
        Among(
            str(group.key),
            Sentence(_("Group: %(name)s"), {"name": group.name}),
            Sentence(_("the group “%(name)s”"), {"name": group.name}),
            group.reason,
            held,
        )
        for group in groups
        if len(held := frozenset(row.key for row in group.places) & keys) > 1
        and (here is None or here.key in held)
    ]
    return (all_of, *regions, *saved)


def wider_than(
    reader: Reader, shown: Sequence[PlaceRow], holders: Mapping[UUID, Sequence[PlaceRow]], known: set[UUID]
) -> tuple[PlaceRow, ...]:
    """Return the places with figures that hold all of those shown, widest first: the context."""
    if not shown:
        return ()
    above = ancestors(reader, code=shown[0].code)
    near = {row.key for row in holders.get(shown[0].key, ())}
    shared = set.intersection(*({row.key for row in holders.get(one.key, ())} for one in shown))
    return tuple(row for row in above if row.key in known and (row.key in shared or row.key not in near))


# --- their figures ---


def rows_of(columns: PlaceColumns) -> dict[UUID, list[int]]:
    """Return where the values of each place stand, in order of period."""
    found: dict[UUID, list[int]] = {}
    for at, key in enumerate(columns.place):
        found.setdefault(key, []).append(at)
    return found


def common_period(columns: PlaceColumns, keys: set[UUID]) -> Period | None:
    """Return the latest period for which at least half as many places have a figure as for any."""
    counts = Counter(
        (columns.start[at], columns.length[at])
        for at, value in enumerate(columns.value)
        if value is not None and columns.place[at] in keys
    )
    enough = [period for period, count in counts.items() if 2 * count >= max(counts.values())]
    return Period(*max(enough)) if enough else None


def line_of(row: PlaceRow, columns: PlaceColumns, own: Sequence[int], period: Period | None) -> Line:
    """Return the figure of one place for a period."""
    known = [at for at in own if columns.value[at] is not None]
    last = Period(columns.start[known[-1]], columns.length[known[-1]]) if known else None
    for at in reversed(own):
        if period and (columns.start[at], columns.length[at]) == (period.start, period.length):
            return Line(
                place=row,
                figure=Counted(columns.value[at], columns.count[at], columns.denominator[at]),
                lower=columns.lower[at],
                upper=columns.upper[at],
                status=columns.status[at],
                last=last if columns.value[at] is None else None,
            )
    return Line(row, Counted(None, None, None), last=last)


def changes_of(
    reader: Reader, found: CardRow, columns: PlaceColumns, own: Mapping[UUID, Sequence[int]]
) -> dict[UUID, ChartFound]:
    """Judge each place by its own past; of more places than `MOST_CHARTS`, none."""
    if len(own) > MOST_CHARTS:
        return {}
    wanted = {key: Wanted(found.indicator, key, columns.breakdown) for key in own}
    settings = chart_settings(reader, wanted=wanted.values())
    return {
        key: judge(values, found, settings[wanted[key]]).chart
        for key, rows in own.items()
        if (values := values_of(reader, columns, rows))
    }


def values_of(reader: Reader, columns: PlaceColumns, rows: Sequence[int]) -> tuple[Value, ...]:
    """Return the series of one place; when each figure was published does not matter for its own past."""
    return tuple(
        Value(
            period=Period(columns.start[at], columns.length[at]),
            value=value,
            known_at=reader.at,
            lower=columns.lower[at],
            upper=columns.upper[at],
            new_method=columns.status[at] is ObservationStatus.BREAK,
            count=columns.count[at],
            denominator=columns.denominator[at],
        )
        for at in rows
        if (value := columns.value[at]) is not None
    )
