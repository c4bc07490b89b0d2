"""What a control chart says in words: its kind, its answer, and what a reader has to know of it."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_noop as _

from headway.briefs.words import amount, gap_of, period_words
from headway.kernel.sentences import Figure, Sentence, Value
from headway.measures.queries import CardRow
from headway.targets.analysis import CountKind, Trend
from headway.targets.analysis.judgement import ChartFound
from headway.targets.analysis.rows import Value as Figured

MUCH_WIDER = 1.5  # limits of p' and u' over those of p and u

CHART_REFUSALS: Mapping[str, str] = {
    "too_few_points": _("There are too few figures to say what is usual: %(n)s, and it takes %(needed)s."),
    "overlapping_periods": _(
        "The periods overlap, so neighbouring figures share data and limits would mislead."
    ),
    "not_enough_variation": _("There is not enough variation to set limits."),
}
VARIATIONS: Mapping[str, str] = {
    "common_cause": _("The latest figure is within the usual range: no sign of change."),
    "special_cause_improvement": _("The latest figure is a sign of change for the better."),
    "special_cause_concern": _("The latest figure is a sign of change for the worse."),
    "neutral_high": _("The latest figure is unusually high."),
    "neutral_low": _("The latest figure is unusually low."),
}


RUNS = {
    True: _(
        "The figures have changed more than chance explains: the longest run on one side of the median is "
        "%(run)s (chance: up to %(most)s), with %(crossings)s crossings (chance: at least %(fewest)s)."
    ),
    False: _(
        "No sign of change: the longest run on one side of the median is %(run)s (chance: up to %(most)s), "
        "with %(crossings)s crossings (chance: at least %(fewest)s)."
    ),
}


TRENDS: Mapping[Trend, str] = {
    Trend.NONE: _("The latest five figures neither rise nor fall by more than their intervals explain."),
    Trend.RISING: _("The latest five figures rise by more than their intervals explain."),
    Trend.FALLING: _("The latest five figures fall by more than their intervals explain."),
    Trend.RISING_BETTER: _(
        "The latest five figures rise by more than their intervals explain: a change for the better."
    ),
    Trend.RISING_WORSE: _(
        "The latest five figures rise by more than their intervals explain: a change for the worse."
    ),
    Trend.FALLING_BETTER: _(
        "The latest five figures fall by more than their intervals explain: a change for the better."
    ),
    Trend.FALLING_WORSE: _(
        "The latest five figures fall by more than their intervals explain: a change for the worse."
    ),
}


KINDS: Mapping[CountKind, str] = {
    CountKind.P: _("p chart: a share, with limits from the number of cases"),
    CountKind.P_PRIME: _("p′ chart (Laney): a share of large numbers, with limits that follow how it varies"),
    CountKind.U: _("u chart: a rate, with limits from the size it is counted in"),
    CountKind.U_PRIME: _("u′ chart (Laney): a rate of large numbers, with limits that follow how it varies"),
    CountKind.C: _("c chart: a count of events"),
    CountKind.G: _("g chart: cases between two rare events"),
    CountKind.T: _("t chart: time between two rare events"),
}


def kind_words(found: ChartFound) -> Sentence:
    """Name the kind of chart and whose rules mark its points."""
    if found.run is not None:
        return Sentence(_("Run chart by Anhøj’s rules"))
    if found.counted is not None:
        said = _("%(kind)s; marks by the rules of NHS England’s Making Data Count")
        return Sentence(said, {"kind": Sentence(KINDS[found.counted.kind])})
    return Sentence(_("XmR chart by the rules of NHS England’s Making Data Count"))


def chart_words(found: ChartFound) -> Sentence:
    """Say whether the latest figure shows a change, or why nobody can say."""
    if found.run is not None:
        runs: dict[str, Value] = {
            "run": found.run.longest_run,
            "most": found.run.longest_run_max,
            "crossings": found.run.crossings,
            "fewest": found.run.crossings_min,
        }
        return Sentence(RUNS[found.run.signal], runs)
    if found.control is None and found.recent is not None:
        return Sentence(TRENDS[found.recent.trend])
    if found.control is None:
        fallback = _("The figures do not allow limits.")
        return Sentence(CHART_REFUSALS.get(found.refusal, fallback), dict(found.numbers))
    return Sentence(VARIATIONS[found.control.variation.words])


def chart_warnings(found: ChartFound, card: CardRow) -> tuple[Sentence, ...]:
    """Say what a reader of the chart has to know."""
    warnings = []
    if found.autocorrelation is not None:
        warnings.append(
            Sentence(
                _(
                    "Each figure follows the one before (correlation %(r)s), "
                    "so more points than usual look special."
                ),
                {"r": Figure(found.autocorrelation, places=1)},
            )
        )
    if found.drift is not None:
        way = _("There is a steady rise of about %(step)s a period.") if found.drift > 0 else _(
            "There is a steady fall of about %(step)s a period."
        )  # fmt: skip
        warnings.append(Sentence(way, {"step": gap_of(found.drift, card)}))
    if found.control is not None and found.control.trial:
        warnings.append(Sentence(_("Limits rest on fewer than 13 figures: trial limits.")))
    if found.without_counts:
        warnings.append(
            Sentence(
                _(
                    "The card asks for a chart of counts, but not every figure comes with counts that fit. "
                    "So this is a chart of the values."
                )
            )
        )
    if found.counted is not None and found.counted.sigma_z.max() > MUCH_WIDER:
        said = _("The figures vary %(times)s times as much as chance alone; the limits allow for it.")
        warnings.append(Sentence(said, {"times": Figure(float(found.counted.sigma_z[-1]), places=1)}))
    return tuple(warnings)


def shift_words(found: ChartFound, figures: Sequence[Figured], card: CardRow) -> tuple[Sentence, ...]:
    """Say since when the level is another where the latest figure shows nothing, and how sure that is."""
    shift = found.shift
    if shift is None:
        return ()
    said = _(
        "Yet there is a small lasting rise: the %(n)s figures since %(period)s average %(mean)s, above the "
        "chart’s average of %(centre)s."
    ) if shift.up else _(
        "Yet there is a small lasting fall: the %(n)s figures since %(period)s average %(mean)s, below the "
        "chart’s average of %(centre)s."
    )  # fmt: skip
    values: dict[str, Value] = {
        "n": shift.n,
        "period": period_words(figures[shift.start].period),
        "mean": amount(shift.mean, card),
        "centre": amount(shift.centre, card),
    }
    limits = _(
        "This adds up small differences (CUSUM). It tells that the level moved, not why. On about 1 chart in "
        "%(charts)s of this length chance alone shows as much, though nothing changed."
    )
    return Sentence(said, values), Sentence(limits, {"charts": round(1 / shift.chance)})
