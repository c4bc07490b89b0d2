"""From a place beside the mix of others to pictures, in the active language."""

import math
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext

from headway.learning.analysis import MixFound, NewMix
from headway.look.charts import ChanceChart, Sheet, chance
from headway.look.charts.beside import BesideChart, beside
from headway.look.pictures import NARROW, WIDE, Pair
from headway.look.words import chart_words, dates, number

BINS = 12


def beside_picture(found: MixFound, asked: NewMix) -> Pair:
    """Draw what was seen beside the mix."""
    chart = BesideChart(
        sheet=_sheet(
            "beside",
            gettext("%(place)s and its mix of others") % {"place": asked.treated},
            gettext(
                "Before the start both lines should lie together; how far they part after is the effect."
            ),
            asked.unit_of_outcome,
        ),
        times=found.times,
        start=found.start,
        seen=found.seen,
        mixed=found.mixed,
        names=(asked.treated, gettext("its mix of others")),
        began=gettext("from here on"),
        head=gettext("Time"),
        words=chart_words(),
    )
    return Pair(beside(chart), beside(replace(chart, sheet=chart.sheet.narrow(NARROW))))


def placebo_picture(found: MixFound, asked: NewMix) -> Pair:
    """Draw how far the others went from their own mixes, and where this place stands among them."""
    ratios = [each.ratio for each in found.others if each.ratio is not None]
    chart = ChanceChart(
        sheet=_sheet(
            "placebos",
            gettext("Would a place without it have gone as far?"),
            gettext(
                "Each of the others as if it had it: how many times as far from its mix after as before."
            ),
        ),
        bins=binned(ratios),
        seen=found.ratio,
        seen_said=asked.treated,
        axis=gettext("times as far after as before"),
        heads=(gettext("From"), gettext("To"), gettext("Places")),
        words=chart_words(),
    )
    return Pair(chance(chart), chance(replace(chart, sheet=chart.sheet.narrow(NARROW))))


def binned(values: Sequence[float]) -> tuple[tuple[float, float, int], ...]:
    """Count values in equal steps from nought."""
    top = max(values, default=0.0)
    if not top:
        return ()
    step = top / BINS
    counts = [0] * BINS
    for value in values:
        counts[min(math.floor(value / step), BINS - 1)] += 1
    return tuple((at * step, (at + 1) * step, count) for at, count in enumerate(counts))


def _sheet(key: str, title: str, description: str, unit: str = "") -> Sheet:
    return Sheet(
        key=key, width=WIDE, title=title, description=description, unit=unit, number=number, dates=dates
    )
