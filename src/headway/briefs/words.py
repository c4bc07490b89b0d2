"""Sentences from codes and numbers: what the engine found, in plain English with its figures."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_noop as _

from headway.formats.periods import Kind, Period
from headway.kernel.sentences import Figure, Sentence, Value
from headway.measures.queries import CardRow, Redefinition
from headway.targets.analysis import (
    ChanceWords,
    Pace,
    Reason,
    Status,
    StatusFound,
    chance_words,
)
from headway.targets.analysis.rows import ForecastRow, GoalRow, PathRow

SMALLEST_SHOWN = 0.05  # percentage points; a smaller gap is not worth a digit

MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)


def amount(value: float, card: CardRow) -> Figure:
    """Return a value with the unit of its indicator."""
    return Figure(value, card.unit)


def gap_of(value: float, card: CardRow) -> Sentence:
    """Return a difference: of percentages in percentage points, of others in their unit."""
    return gap_in(value, card.unit)


def gap_in(value: float, unit: str) -> Sentence:
    """Return the size of a difference in a unit."""
    size = abs(value)
    if unit == "%":
        if size < SMALLEST_SHOWN:
            return Sentence(_("less than 0.1 percentage points"))
        return Sentence(_("%(size)s percentage points"), {"size": Figure(size, places=1)})
    return Sentence("%(size)s", {"size": Figure(size, unit)})


def period_words(period: Period) -> Sentence:
    """Name a period as people say it."""
    start, end = period.start, period.end
    if period.kind is Kind.CALENDAR_YEAR:
        return Sentence(str(start.year))
    if period.kind in {Kind.FINANCIAL_YEAR, Kind.ACADEMIC_YEAR, Kind.YEAR}:
        return Sentence(_("year to %(month)s"), {"month": month_words(end)})
    if period.kind is Kind.ROLLING_YEARS:
        return Sentence(_("%(first)s to %(last)s"), {"first": str(start.year), "last": str(end.year)})
    if period.kind is Kind.MONTH:
        return month_words(start)
    if period.kind in {Kind.QUARTER, Kind.THREE_MONTHS}:
        first = Sentence(MONTHS[start.month - 1])
        return Sentence(_("%(first)s to %(last)s"), {"first": first, "last": month_words(end)})
    if start == end:
        return Sentence("%(day)s", {"day": start})
    return Sentence(_("%(first)s to %(last)s"), {"first": start, "last": end})


def month_words(day: date) -> Sentence:
    """Return a month and its year."""
    return Sentence("%(month)s %(year)s", {"month": Sentence(MONTHS[day.month - 1]), "year": str(day.year)})


def by_words(day: date) -> Sentence:
    """Return a target's date: the year alone where it is the year's last day."""
    if (day.month, day.day) == (12, 31):
        return Sentence(str(day.year))
    return month_words(day)


CHANCES: Mapping[ChanceWords, str] = {
    ChanceWords.VERY_UNLIKELY: _("Without a change, reaching it is very unlikely (%(tenths)s)."),
    ChanceWords.UNLIKELY: _("Without a change, reaching it is unlikely (%(tenths)s)."),
    ChanceWords.EITHER_WAY: _("Reaching it could go either way (%(tenths)s)."),
    ChanceWords.LIKELY: _("If things go on as now, reaching it is likely (%(tenths)s)."),
    ChanceWords.VERY_LIKELY: _("If things go on as now, reaching it is very likely (%(tenths)s)."),
}


def tenths_words(chance: float) -> Sentence:
    """Return a chance in tenths."""
    if chance < 0.1:
        return Sentence(_("under 1 in 10"))
    if chance > 0.9:
        return Sentence(_("over 9 in 10"))
    return Sentence(_("about %(tenths)s in 10"), {"tenths": int(chance * 10 + 0.5)})


def expectation(forecast: ForecastRow, card: CardRow) -> Sentence | None:
    """Say what to expect if things go on as now."""
    if not forecast.periods:
        return None
    last = forecast.periods[-1]
    return Sentence(
        _("If things go on as now, we expect %(median)s by %(by)s (likely range %(low)s to %(high)s)."),
        {
            "median": amount(last.median, card),
            "by": by_words(forecast.by),
            "low": Figure(last.lower80),
            "high": Figure(last.upper80),
        },
    )


def goal_words(goal: GoalRow, card: CardRow) -> Sentence:
    """Say the goal."""
    values: dict[str, Value] = {"goal": amount(goal.value, card), "by": by_words(goal.by)}
    if goal.cumulative and goal.since:
        values["since"] = month_words(goal.since)
        return Sentence(_("The goal is %(goal)s in all from %(since)s to %(by)s."), values)
    return Sentence(_("The goal is %(goal)s by %(by)s."), values)


def chance_sentence(forecast: ForecastRow) -> Sentence | None:
    """Say how likely the goal is, in one of five phrases and in tenths."""
    if forecast.chance is None:
        return None
    return Sentence(CHANCES[chance_words(forecast.chance)], {"tenths": tenths_words(forecast.chance)})


REFUSALS: Mapping[str, str] = {
    "too_short": _("There are too few figures for a forecast: %(n)s, and it takes 8."),
    "overlapping_periods": _("The periods overlap, so we do not forecast from them."),
    "uneven_periods": _("The figures come at uneven times, so we do not forecast from them."),
    "not_enough_variation": _("The figures hardly vary, so we do not forecast from them."),
    "too_far": _("The goal lies too far ahead for any forecast."),
}


def refusal_words(forecast: ForecastRow) -> Sentence | None:
    """Say why there is no forecast."""
    if not forecast.refusal:
        return None
    fallback = _("The figures do not allow a forecast.")
    return Sentence(REFUSALS.get(forecast.refusal, fallback), {"n": forecast.points})


STATUSES: Mapping[Status, str] = {
    Status.AHEAD: _("Ahead: the latest figure is %(gap)s better than the agreed path (%(path)s)."),
    Status.BEHIND: _("Behind: the latest figure is %(gap)s short of the agreed path (%(path)s)."),
    Status.ON_COURSE: _("On course: the latest figure is in line with the agreed path (%(path)s)."),
}
CANNOT: Mapping[Reason, str] = {
    Reason.NO_VALUES: _("We cannot tell whether this is on course: there are no figures yet."),
    Reason.ONLY_PROVISIONAL: _("We cannot tell whether this is on course: the figures are provisional."),
    Reason.KNOWN_BEFORE_PATH: _(
        "We cannot tell yet whether this is on course: no figure has come since the path was agreed."
    ),
    Reason.OUTSIDE_PATH: _(
        "We cannot tell whether this is on course: the agreed path does not reach that day."
    ),
    Reason.NO_VARIATION: _("We cannot tell whether this is on course: the figures hardly vary."),
}
TOO_FEW = {
    True: (
        _(
            "We cannot tell yet whether this is on course. The latest figure is %(gap)s better than the "
            "agreed path (%(path)s), but with %(n)s figure since it was agreed that may be chance."
        ),
        _(
            "We cannot tell yet whether this is on course. The latest figure is %(gap)s better than the "
            "agreed path (%(path)s), but with %(n)s figures since it was agreed that may be chance."
        ),
    ),
    False: (
        _(
            "We cannot tell yet whether this is on course. The latest figure is %(gap)s short of the "
            "agreed path (%(path)s), but with %(n)s figure since it was agreed that may be chance."
        ),
        _(
            "We cannot tell yet whether this is on course. The latest figure is %(gap)s short of the "
            "agreed path (%(path)s), but with %(n)s figures since it was agreed that may be chance."
        ),
    ),
}
STATUS_LABELS: Mapping[Status, str] = {
    Status.AHEAD: _("Ahead"),
    Status.ON_COURSE: _("On course"),
    Status.BEHIND: _("Behind"),
    Status.CANNOT_TELL: _("Cannot tell"),
}


def status_words(found: StatusFound, card: CardRow) -> Sentence:
    """Say whether it is where its path said, with the gap."""
    if found.gap is None or found.path is None:
        return Sentence(CANNOT.get(found.reason, CANNOT[Reason.NO_VALUES]))
    values: dict[str, Value] = {
        "gap": gap_of(found.gap, card),
        "path": amount(found.path, card),
        "n": found.n,
    }
    if found.status is not Status.CANNOT_TELL:
        return Sentence(STATUSES[found.status], values)
    if found.reason is Reason.TOO_FEW_DEVIATIONS:
        one, many = TOO_FEW[found.gap >= 0]
        return Sentence(one, values, plural=many, count="n")
    return Sentence(CANNOT[found.reason])


STANDINGS: Mapping[Status | None, str] = {
    Status.AHEAD: _("ahead of its path"),
    Status.ON_COURSE: _("on course"),
    Status.BEHIND: _("behind"),
    Status.CANNOT_TELL: _("that we cannot tell yet"),
    None: _("nothing, for no path to it is agreed yet"),
}


def both_words(before: GoalRow | PathRow, old: Status, new: Status | None) -> Sentence:
    """Say the status under what held before the last change of goal or path, and under what holds now."""
    values: dict[str, Value] = {
        "year": str(before.known_from.year),
        "old": Sentence(STANDINGS[old]),
        "new": Sentence(STANDINGS[new]),
    }
    if isinstance(before, GoalRow):
        return Sentence(
            _("Under the target set in %(year)s it would read %(old)s; under the new one, %(new)s."), values
        )
    return Sentence(
        _("Under the path agreed in %(year)s it would read %(old)s; under the new one, %(new)s."), values
    )


def redefined_words(change: Redefinition) -> Sentence:
    """Say that what is counted was changed, on which day and why."""
    return Sentence(
        _("What this counts was changed on %(day)s: “%(note)s”"),
        {"day": change.after.known_from.date(), "note": change.after.change_note},
    )


def both_definitions_words(
    last: tuple[Value, Value], old: Status | None, new: Status | None, *, aimed: bool
) -> Sentence:
    """Say the last figure and the status by what was counted before, and the status by what is now."""
    values: dict[str, Value] = {"value": last[0], "period": last[1]}
    if not aimed or old is None:
        return Sentence(_("By the definition before, the latest figure was %(value)s (%(period)s)."), values)
    values |= {"old": Sentence(STANDINGS[old]), "new": Sentence(STANDINGS[new])}
    return Sentence(
        _(
            "By the definition before, the latest figure was %(value)s (%(period)s) and it would read "
            "%(old)s; by the new one, %(new)s."
        ),
        values,
    )


def pace_words(found: Pace, card: CardRow) -> Sentence:
    """Say the required pace beside the achieved one."""
    required = gap_of(found.required, card)
    down = found.required < 0
    if found.achieved is None:
        need = _("Reaching it needs a fall of %(required)s a year.") if down else _(
            "Reaching it needs a rise of %(required)s a year."
        )  # fmt: skip
        return Sentence(need, {"required": required})
    values: dict[str, Value] = {
        "required": required,
        "years": len(found.achieved.changes),
        "achieved": gap_of(found.achieved.median, card),
    }
    same_way = (found.achieved.median < 0) == down
    return Sentence(PACES[down, same_way], values)


PACES = {
    (True, True): _(
        "Reaching it needs a fall of %(required)s a year; the middle of the last %(years)s yearly changes "
        "was a fall of %(achieved)s."
    ),
    (True, False): _(
        "Reaching it needs a fall of %(required)s a year; the middle of the last %(years)s yearly changes "
        "was a rise of %(achieved)s."
    ),
    (False, True): _(
        "Reaching it needs a rise of %(required)s a year; the middle of the last %(years)s yearly changes "
        "was a rise of %(achieved)s."
    ),
    (False, False): _(
        "Reaching it needs a rise of %(required)s a year; the middle of the last %(years)s yearly changes "
        "was a fall of %(achieved)s."
    ),
}
