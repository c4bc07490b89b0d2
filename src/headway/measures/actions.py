"""Writes of shared measurement that are sound alone: indicators, their cards, and how series are charted."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import Done, action, bump, lock
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Forbidden
from headway.kernel.sentences import Sentence
from headway.measures import events, permissions, steps
from headway.measures.analysis import Card, NewIndicator
from headway.measures.analysis.corrections import NewCorrection
from headway.measures.choices import IndicatorState
from headway.measures.queries import Chart, Wanted


@action(events.IndicatorAdded)
def add_indicator(by: By, *, indicator: NewIndicator) -> Done[UUID]:
    """Add an indicator with version 1 of its card.

    Raises
    ------
    Forbidden
        Without the role of analyst.
    Invalid
        When words, grades or bounds of the card do not hold together.
    """
    if not permissions.may_add_indicator(by.actor):
        raise Forbidden
    thing = steps.add(indicator, by)
    return Done(events.IndicatorAdded(about=thing.key, state=indicator.state), thing.key)


@action(events.CardAmended)
def amend_card(by: By, *, indicator: UUID, card: Card, seen: int, change_note: str) -> Done[int]:
    """Write the next version of a card, with what changed and why.

    Raises
    ------
    Forbidden
        Without the role of analyst.
    Stale
        When somebody wrote a version after the one that was `seen`.
    Invalid
        When the card does not hold together or the note is missing.
    Conflict
        When the indicator is retired, or nothing was changed.
    """
    thing = lock(indicator)[indicator]
    if not permissions.may_amend_card(by.actor, indicator=indicator):
        raise Forbidden
    _refuse_retired(steps.state_of(thing))
    version = steps.amend(thing, card, seen=seen, note=change_note, by=by)
    return Done(events.CardAmended(about=indicator, version=version), version)


@action(events.IndicatorRetired)
def retire_indicator(by: By, *, indicator: UUID) -> Done[None]:
    """Stop keeping an indicator up; its card and figures stay.

    Raises
    ------
    Forbidden
        Without the role of analyst.
    Conflict
        When it is retired already.
    """
    thing = lock(indicator)[indicator]
    if not permissions.may_retire(by.actor, indicator=indicator):
        raise Forbidden
    _refuse_retired(steps.state_of(thing))
    steps.retire(thing, by)
    return Done(events.IndicatorRetired(about=indicator), None)


@action(events.ChartSet)
def set_chart(by: By, *, series: Wanted, chart: Chart) -> Done[None]:
    """Choose rule set, screening, baseline and new starts of one series' chart, with the reason.

    Raises
    ------
    Forbidden
        Without the role of analyst.
    Missing
        When no figure was ever given for the series.
    Invalid
        When a reason is missing, two new starts share a day, or the baseline is too short.
    Conflict
        When it is drawn this way already.
    """
    thing = lock(series.indicator)[series.indicator]
    if not permissions.may_set_chart(by.actor, indicator=series.indicator):
        raise Forbidden
    steps.state_of(thing)
    steps.set_chart(steps.series_of(thing, series.place, series.breakdown), chart, by)
    bump(thing)
    event = events.ChartSet(
        about=series.indicator,
        place=series.place,
        rules=chart.rules,
        screen=chart.screen,
        rebases=len(chart.rebases),
    )
    return Done(event, None)


@action(events.CorrectionDeclared)
def declare_correction(by: By, *, series: Wanted, correction: NewCorrection) -> Done[None]:
    """Say that a published figure is wrong and what is done with it as long as its source says so.

    It applies to releases that come in from now on.

    Raises
    ------
    Forbidden
        Without the role of analyst.
    Missing
        When no figure was ever given for the series.
    Invalid
        When a reason or the value it needs is missing.
    Conflict
        When one is declared for this figure already.
    """
    thing = lock(series.indicator)[series.indicator]
    if not permissions.may_correct(by.actor, indicator=series.indicator):
        raise Forbidden
    steps.declare(steps.series_of(thing, series.place, series.breakdown), correction, by)
    bump(thing)
    event = events.CorrectionDeclared(
        about=series.indicator, place=series.place, start=correction.start, does=correction.kind
    )
    return Done(event, None)


@action(events.CorrectionEnded)
def end_correction(by: By, *, series: Wanted, start: date, reason: str) -> Done[None]:
    """End the correction of one figure, with the reason; figures that came in with it stay as they are.

    Raises
    ------
    Forbidden
        Without the role of analyst.
    Missing
        When none is declared.
    Invalid
        When the reason is missing.
    """
    thing = lock(series.indicator)[series.indicator]
    if not permissions.may_correct(by.actor, indicator=series.indicator):
        raise Forbidden
    steps.end(steps.series_of(thing, series.place, series.breakdown), start, reason, by)
    bump(thing)
    return Done(events.CorrectionEnded(about=series.indicator, place=series.place, start=start), None)


def _refuse_retired(state: IndicatorState) -> None:
    if state == IndicatorState.RETIRED:
        raise Conflict(Sentence(_("This indicator is retired. It stays as it was.")))
