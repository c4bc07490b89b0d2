"""Writing how one series is charted."""

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.measures.models import ChartSetting, Series
from headway.measures.queries import Chart
from headway.measures.queries.charts import chart as chart_of


@step
def set_chart(series: Series, chart: Chart, by: By) -> None:
    """Write the next setting of a series whose indicator is locked.

    Raises
    ------
    Invalid
        When a reason is missing, two rebases share a day, or the baseline is under 12 points.
    Conflict
        When nothing was changed.
    """
    _check(chart)
    current = ChartSetting.objects.filter(series=series, known_to__isnull=True).first()
    if current is not None:
        standing = chart_of(current.rules, current.screen, current.fix_after, current.rebases)
        if standing == replace(chart, reason=""):
            raise Conflict(Sentence(_("The chart is drawn this way already.")))
        ChartSetting.objects.filter(pk=current.pk).update(known_to=by.at)
    ChartSetting.objects.create(
        series=series,
        rules=chart.rules,
        screen=chart.screen,
        fix_after=chart.fix_after,
        rebases=[
            {"on": each.on.isoformat(), "reason": each.reason.strip(), "kind": each.kind.value}
            for each in sorted(chart.rebases, key=lambda each: each.on)
        ],
        reason=chart.reason.strip()[:300],
        set_by=by.actor.key,
        known_from=by.at,
    )


def series_of(indicator: Thing, place: UUID, breakdown: str) -> Series:
    """Return a series.

    Raises
    ------
    Missing
        When no figure was ever given for it.
    """
    found = Series.objects.filter(
        indicator_id=indicator.pk, place__thing__key=place, breakdown=breakdown
    ).first()
    if found is None:
        raise Missing
    return found


def _check(chart: Chart) -> None:
    fields: dict[str, Sentence] = {}
    if not chart.reason.strip():
        fields["reason"] = Sentence(_("Say why the chart should be drawn this way."))
    days = [each.on for each in chart.rebases]
    if len(days) != len(set(days)):
        fields["rebases"] = Sentence(_("Two new starts cannot share a day."))
    elif any(not each.reason.strip() for each in chart.rebases):
        fields["rebases"] = Sentence(_("Say why the limits start anew, for each day."))
    if chart.fix_after is not None and chart.fix_after < 12:
        fields["fix_after"] = Sentence(_("A baseline needs at least 12 points."))
    if fields:
        raise Invalid(Sentence(_("The chart cannot be changed yet.")), fields)
