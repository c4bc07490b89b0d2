"""What the comparison of places says: what the funnel holds, and why order means little."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_noop as _

from headway.briefs import charting, words
from headway.briefs.comparison import ComparisonBrief, Line
from headway.briefs.walls import wall_words
from headway.kernel.sentences import Sentence, Value
from headway.measures.analysis.comparing import NoFunnel

NO_FUNNEL: Mapping[str, str] = {
    "no_counts": _(
        "The figures come without the counts behind them, so no funnel can be drawn. "
        "Each place is held against its own past instead."
    ),
    "other_sums": _(
        "The figures are not their counts divided by their people (they may be standardised by age), so no "
        "funnel can be drawn. Each place is held against its own past instead."
    ),
    "too_short": _("A funnel takes at least 3 places with counts. Each place is held against its own past."),
}
ORDER = Sentence(
    _(
        "Which place comes before which says little: it moves from one period to the next with chance and "
        "with size. So places stand where they lie and by name, never in order of their figures."
    )
)
SIGNALS: Mapping[int, str] = {
    0: _("inside the funnel"),
    1: _("above the inner lines"),
    -1: _("below the inner lines"),
    2: _("above the outer lines"),
    -2: _("below the outer lines"),
}


def lead(brief: ComparisonBrief) -> tuple[Sentence, ...]:
    """Say the answer first: how many places have a figure, and how many differ from the whole."""
    period = brief.period
    known = [line for line in brief.lines if line.figure.value is not None]
    if period is None or not known:
        return (Sentence(_("There are no figures to put side by side yet.")),)
    if len(brief.lines) == 1:
        alone = _("%(place)s alone has figures of this kind: there is nothing to put beside it yet.")
        return (Sentence(alone, {"place": brief.lines[0].place.name}),)
    counted = Sentence(
        _("%(n)s of %(all)s places have a figure for %(period)s."),
        {"n": len(known), "all": len(brief.lines), "period": words.period_words(period)},
    )
    return (counted, *funnel_words(brief))


def funnel_words(brief: ComparisonBrief) -> Iterable[Sentence]:
    """Say what the funnel holds and what it does not, by name; or why there is none."""
    found = brief.funnel
    if isinstance(found, NoFunnel):
        fallback = _("The figures allow no funnel. Each place is held against its own past instead.")
        yield Sentence(NO_FUNNEL.get(found.code, fallback))
        yield from own_past_words(brief)
        return
    held = [line for line in brief.lines if line.funnel]
    outside = [line for line in held if line.funnel and abs(line.funnel.signal) == 2]
    yield Sentence(
        _(
            "%(inside)s of %(n)s lie inside the outer lines of the funnel: they differ from the whole by no "
            "more than size and the ordinary differences between places explain."
        ),
        {"inside": len(held) - len(outside), "n": len(held)},
    )
    for sign, said in (
        (1, _("Above the outer lines: %(names)s.")),
        (-1, _("Below the outer lines: %(names)s.")),
    ):
        names = [line.place.name for line in outside if line.funnel and line.funnel.signal * sign > 0]
        if names:
            yield Sentence(said, {"names": ", ".join(names)})
    yield from own_past_words(brief)


def own_past_words(brief: ComparisonBrief) -> Iterable[Sentence]:
    """Say how many places show a change in their own past."""
    judged = [line for line in brief.lines if line.change and line.change.control]
    if not judged:
        return
    changed = [line for line in judged if changed_of_late(line)]
    said = _("%(n)s of the %(all)s that can be judged shows a sign of change of its own: %(names)s.")
    many = _("%(n)s of the %(all)s that can be judged show a sign of change of their own: %(names)s.")
    none = _("None of the %(all)s that can be judged shows a sign of change of its own.")
    names = ", ".join(line.place.name for line in changed)
    values: dict[str, Value] = {"n": len(changed), "all": len(judged), "names": names}
    yield Sentence(said, values, plural=many, count="n") if changed else Sentence(none, {"all": len(judged)})
    yield from wall_words([(line.place.name, line.change) for line in judged])


def changed_of_late(line: Line) -> bool:
    """Whether the latest figure of a place is a signal in its own past."""
    control = line.change.control if line.change else None
    return control is not None and control.variation.words != "common_cause"


def signal_words(line: Line) -> Sentence | None:
    """Say where a place lies in the funnel."""
    return Sentence(SIGNALS[line.funnel.signal]) if line.funnel else None


def change_words(line: Line) -> Sentence | None:
    """Say what a place's own past says of its latest figure."""
    return charting.chart_words(line.change) if line.change else None


def missing_words(line: Line) -> Sentence:
    """Say that a place has no figure for the period, and when it last had one."""
    if line.last is None:
        return Sentence(_("no figure"))
    return Sentence(_("no figure; the latest is for %(period)s"), {"period": words.period_words(line.last)})
