"""Shares that come with their counts, by group with cells kept back, and a pair that is read together."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

from headway.cli.demo.figures import BOROUGH
from headway.flows.figures.releases import Figures, bring_in
from headway.formats.numbers import Status
from headway.formats.periods import Period
from headway.formats.statements import Statement
from headway.measures.actions import add_indicator, declare_correction
from headway.measures.analysis import Card, NewIndicator, NewRelease
from headway.measures.analysis.corrections import NewCorrection
from headway.measures.choices import ChartKind, CorrectionKind, Level, Polarity
from headway.measures.queries import Wanted
from headway.places.queries import place

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

MONTHS, LONGER_BY = 30, 8  # in the last months people were seen sooner
SEED = 20260302
SOURCE = "Invented for the demonstration"
GROUPS = {"Age=Under 25": 0.62, "Age=25 to 64": 0.71, "Age=65 and over": 0.79, "Age=Not stated": None}
LONDON, BASE, BETTER = "E12000007", 0.66, 0.82


def tell(story: "Story") -> None:
    """A monthly share of small numbers with its counts, and the one that would pay for it."""
    story.say("a pair of indicators that are read together, with counts and groups")
    by = story.by(story.start)
    back = add_indicator(by, indicator=NewIndicator(card=returns(), slug="back-within-a-month"))
    seen = add_indicator(by, indicator=NewIndicator(card=waiting(back), slug="seen-within-four-weeks"))
    first = story.now.date().replace(day=1)
    published = datetime.combine(first, time(), UTC) - timedelta(days=3)
    release = NewRelease(
        publisher=SOURCE,
        title="Talking therapies, monthly",
        licence="CC0",
        published_at=published,
        invented=True,
    )
    months = [month_before(first, ago) for ago in range(MONTHS + 1, 1, -1)]
    said = (*shares(str(seen), months, improving=True), *shares(str(back), months, improving=False))
    bring_in(story.by(published), figures=Figures(release=release, statements=said))
    wrong = next(row for row in said if row.indicator == str(back) and row.period.start == months[-4])
    declare_correction(
        story.by(published + timedelta(days=1)),
        series=Wanted(back, place(story.reader(by), code=BOROUGH).key, ""),
        correction=NewCorrection(
            start=wrong.period.start,
            kind=CorrectionKind.FLAG,
            expect=wrong.value or 0.0,
            reason="One clinic sent its figures twice (invented).",
            told="The publisher’s help desk (invented)",
        ),
    )


def waiting(balancing: UUID) -> Card:
    """Return the card of the share that was improved."""
    return Card(
        name="Seen within four weeks",
        unit="%",
        level=Level.OUTCOME,
        polarity=Polarity.INCREASE,
        definition="Share of people referred to talking therapies who were seen within 28 days.",
        caveats="Invented, to show charts of counts, groups and a balancing indicator.",
        publisher=SOURCE,
        lowest=0.0,
        highest=100.0,
        chart=ChartKind.SHARE,
        balancing=balancing,
        invented=True,
    )


def returns() -> Card:
    """Return the card of what would worsen if people were only seen sooner."""
    return Card(
        name="Back within a month",
        unit="%",
        level=Level.OUTCOME,
        polarity=Polarity.DECREASE,
        definition="Share of people whose therapy ended who were referred again within a month.",
        caveats="Invented, to show a balancing indicator.",
        publisher=SOURCE,
        lowest=0.0,
        highest=100.0,
        chart=ChartKind.SHARE,
        invented=True,
    )


def month_before(first: date, back: int) -> date:
    """Return the first day of an earlier month."""
    number = first.year * 12 + first.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)


def shares(indicator: str, months: list[date], *, improving: bool) -> Iterator[Statement]:
    """Yield the share of everybody in borough and London, and of each group; one is too small to show."""
    rng = np.random.default_rng([SEED, improving])
    for at, month in enumerate(months):
        recent = at >= len(months) - LONGER_BY
        share = (BETTER if recent else BASE) if improving else (0.17 if recent else 0.09)
        size = int(rng.integers(85, 135))
        yield statement(indicator, month, int(rng.binomial(size, share)), size)
        large = int(rng.integers(5_000, 6_000))
        yield statement(indicator, month, int(rng.binomial(large, share - 0.02)), large, place=LONDON)
        for group, own in GROUPS.items() if improving else ():
            part = size // 3
            count = None if own is None else int(rng.binomial(part, min(own + (0.1 if recent else 0), 1.0)))
            yield statement(indicator, month, count, part, group=group)


def statement(
    indicator: str, month: date, count: int | None, size: int, *, place: str = BOROUGH, group: str = ""
) -> Statement:
    """Return one month of one series; a suppressed one gives neither value nor counts."""
    return Statement(
        indicator=indicator,
        place=place,
        breakdown=group,
        period=Period(month, "P1M"),
        unit="%",
        value=None if count is None else round(100 * count / size, 1),
        lower=None,
        upper=None,
        count=None if count is None else float(count),
        denominator=None if count is None else float(size),
        status=Status.SUPPRESSED if count is None else Status.NORMAL,
        note="",
        place_name="",
        row=0,
    )
