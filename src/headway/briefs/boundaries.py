"""A place whose boundary changed: what came before, and figures joined only where the change allows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.briefs import words
from headway.briefs.outlook import Outlook
from headway.formats.periods import Period
from headway.kernel.actors import Reader
from headway.kernel.sentences import Figure as Shown
from headway.kernel.sentences import Sentence, Value, figure
from headway.measures.analysis.comparing import Counted, NoFunnel, Part, WorkedOut, added_up, worked_out
from headway.measures.queries import CardRow, SeriesValues, Wanted, cards, series_values
from headway.measures.queries.values import series_at
from headway.places.analysis import change_of
from headway.places.choices import Change
from headway.places.queries import PlaceRow, RelationRow, origins, overlapping

CHANGES: Mapping[Change, str] = {
    Change.SAME: _(
        "%(place)s is %(names)s under a new code since %(day)s: the same area, so figures from before are "
        "joined to those since."
    ),
    Change.MERGED: _(
        "%(names)s became %(place)s on %(day)s. For the time before, their counts are added up: such a "
        "figure is worked out, nobody published it."
    ),
    Change.REDRAWN: _(
        "The boundary of %(place)s was drawn anew on %(day)s from parts of %(names)s. Figures from before "
        "are about other people, so they are not joined."
    ),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a joined series."""

    period: Period
    value: float
    before: bool  # from the places before


@dataclass(frozen=True, slots=True)
class Joined:
    """A series of a place with that of the places before it."""

    card: CardRow
    wanted: Wanted
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What came before a place, what that allows, and the series that could be joined."""

    change: Change
    said: Sentence
    series: tuple[Joined, ...]


def before(
    reader: Reader, *, here: PlaceRow, came_from: Sequence[RelationRow], own: Sequence[Outlook]
) -> Before | None:
    """Return what came before a place; one query more where its figures can be joined."""
    change = change_of(origins(reader, code=here.code)) if came_from else None
    if change is None:
        return None
    day = here.valid_from or next((row.valid_from for row in came_from if row.valid_from), None)
    facts: dict[str, Value] = {
        "place": here.name,
        "names": ", ".join(row.place.name for row in came_from),
        "day": Sentence("%(day)s", {"day": day}) if day else Sentence(_("an unknown day")),
    }
    said = Sentence(CHANGES[change], facts)
    if change is Change.REDRAWN or day is None:
        return Before(change, said, ())
    keys = [row.place.key for row in came_from]
    asked = [each.asked.wanted for each in own]
    old = series_values(
        reader, wanted={Wanted(each.indicator, key, each.breakdown) for each in asked for key in keys}
    )
    joined = [
        Joined(each.asked.card, each.asked.wanted, figures)
        for each in own
        if (figures := join(each, keys, old, day))
    ]
    return Before(change, said, tuple(sorted(joined, key=lambda each: each.card.name)))


def join(
    own: Outlook, keys: Sequence[UUID], old: Mapping[Wanted, SeriesValues], day: date
) -> tuple[Figure, ...]:
    """Return a series with the periods before it, which every place before must have; empty where none is."""
    wanted = own.asked.wanted
    parts = [old.get(Wanted(wanted.indicator, key, wanted.breakdown)) for key in keys]
    by_period = [figures_of(each) for each in parts if each is not None]
    if len(by_period) < len(keys):
        return ()
    shared = set.intersection(*(set(each) for each in by_period))
    earlier = []
    for period in sorted(shared, key=lambda each: each.start):
        if period.end >= day:
            continue
        counted = [each[period] for each in by_period]
        value = counted[0].value if len(counted) == 1 else added_up(counted)
        if isinstance(value, float):
            earlier.append(Figure(period, value, before=True))
    since = [Figure(each.period, each.value, before=False) for each in own.values if each.period.end >= day]
    return (*earlier, *since) if earlier else ()


def figures_of(values: SeriesValues) -> dict[Period, Counted]:
    """Return a series by period, in order."""
    return {
        Period(values.start[at], values.length[at]): Counted(value, values.count[at], values.denominator[at])
        for at, value in enumerate(values.value)
    }


# --- from areas that overlap ---


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure that was worked out from areas that overlap a place; never stored."""

    card: CardRow
    period: Period
    found: WorkedOut
    said: Sentence


def derived(reader: Reader, *, here: PlaceRow, own: Sequence[Outlook]) -> tuple[Derived, ...]:
    """Return what can be worked out for a place that has no figures of its own, by name of indicator."""
    sources = overlapping(reader, code=here.code)
    if not sources:
        return ()
    keys = [row.place.key for row in sources]
    have = {each.asked.wanted.indicator for each in own}
    wanted = {
        each for each in series_at(reader, places=keys) if each.indicator not in have and not each.breakdown
    }
    values = series_values(reader, wanted=wanted)
    known = cards(reader, keys={each.indicator for each in wanted})
    found = [
        one
        for key in sorted({each.indicator for each in wanted} & known.keys(), key=str)
        if (one := work_out(here, sources, known[key], values))
    ]
    return tuple(sorted(found, key=lambda each: each.card.name))


def work_out(
    here: PlaceRow, sources: Sequence[RelationRow], card: CardRow, values: Mapping[Wanted, SeriesValues]
) -> Derived | None:
    """Work out the latest period that every source has; None where that cannot be."""
    series = [values.get(Wanted(card.indicator, row.place.key)) for row in sources]
    by_period = [figures_of(each) for each in series if each is not None]
    if len(by_period) < len(sources):
        return None
    shared = set.intersection(*(set(each) for each in by_period))
    for period in sorted(shared, key=lambda each: each.start, reverse=True):
        parts = [Part(each[period], row.weight) for each, row in zip(by_period, sources, strict=True)]
        found = worked_out(parts)
        if not isinstance(found, NoFunnel):
            return Derived(card, period, found, derived_words(here, sources, card, period, found))
    return None


def derived_words(
    here: PlaceRow, sources: Sequence[RelationRow], card: CardRow, period: Period, found: WorkedOut
) -> Sentence:
    """Say the figure as what it is: worked out, from which areas, with its range."""
    shares = ", ".join(f"{row.place.name} ({figure(Shown(100 * row.weight, '%'))})" for row in sources)
    facts: dict[str, Value] = {
        "place": here.name,
        "value": words.amount(found.value, card),
        "low": Shown(found.lower),
        "high": Shown(found.upper),
        "period": words.period_words(period),
        "shares": shares,
        "source": ", ".join(sorted({row.source for row in sources if row.source})),
    }
    said = _(
        "Worked out from %(shares)s by the share of their people in %(place)s: %(value)s, range %(low)s to "
        "%(high)s (%(period)s). Nobody published this figure, and it is not stored. It takes each part of an "
        "area to be like the whole of it."
    )
    cited = Sentence(_("Shares: %(source)s."), facts) if facts["source"] else Sentence("")
    return Sentence("%(said)s %(cited)s", {"said": Sentence(said, facts), "cited": cited})
