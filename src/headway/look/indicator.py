"""The tables of an indicator's page: figures, revisions, places by name."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from headway.briefs import words
from headway.briefs.indicators import IndicatorBrief, latest_of
from headway.formats.periods import Period
from headway.kernel.sentences import Sentence
from headway.look.charts import Table
from headway.look.words import capital


def figures_table(brief: IndicatorBrief) -> Table | None:
    """Return every figure of the series with interval, status and release."""
    columns = brief.columns
    if columns is None:
        return None
    counted = any(each is not None for each in (*columns.count, *columns.denominator))
    heads = (
        gettext("Period"),
        gettext("Value"),
        gettext("Interval from"),
        gettext("Interval to"),
        *((gettext("Count"), gettext("Out of how many")) if counted else ()),
        gettext("Status"),
        gettext("Known from"),
        gettext("Release"),
    )
    rows = tuple(
        (
            capital(words.period_words(Period(columns.start[at], columns.length[at]))),
            columns.value[at],
            columns.lower[at],
            columns.upper[at],
            *((columns.count[at], columns.denominator[at]) if counted else ()),
            status_text(columns.status[at]),
            Sentence("%(day)s", {"day": columns.known_from[at]}).text(),
            columns.source[at].title,
        )
        for at in range(len(columns.start))
    )
    return Table(gettext("Every figure as known then"), heads, rows)


STATUS_WORDS = {
    "final": Sentence(_("final")),
    "provisional": Sentence(_("provisional")),
    "estimated": Sentence(_("estimated")),
    "low_reliability": Sentence(_("low reliability")),
    "break": Sentence(_("new method from here")),
    "suppressed": Sentence(_("suppressed by the publisher")),
    "not_available": Sentence(_("not available")),
    "not_applicable": Sentence(_("not applicable")),
    "withdrawn": Sentence(_("withdrawn by the publisher")),
}


def status_text(status: str) -> str:
    """Say what the publisher says of a value."""
    return STATUS_WORDS[status].text()


def revisions_table(brief: IndicatorBrief) -> Table | None:
    """Return the values that were revised, with what was known when; None where none was."""
    counts: dict[object, int] = {}
    for row in brief.revisions:
        counts[row.start] = counts.get(row.start, 0) + 1
    rows = tuple(
        (
            capital(words.period_words(Period(row.start, row.length))),
            row.value,
            status_text(row.status),
            Sentence("%(day)s", {"day": row.known_from}).text(),
            Sentence("%(day)s", {"day": row.known_to}).text() if row.known_to else gettext("now"),
            row.source.title,
        )
        for row in brief.revisions
        if counts[row.start] > 1
    )
    if not rows:
        return None
    heads = (
        gettext("Period"),
        gettext("Value"),
        gettext("Status"),
        gettext("Known from"),
        gettext("Until"),
        gettext("Release"),
    )
    return Table(gettext("Figures that were revised"), heads, rows)


def places_table(brief: IndicatorBrief) -> Table | None:
    """Return the latest figure of each place, by name and never by value."""
    latest = latest_of(brief.places)
    names = dict(zip(brief.places.place, brief.places.name, strict=True))
    rows = tuple(
        (names[key], capital(words.period_words(period)), value)
        for key, (period, value) in sorted(latest.items(), key=lambda item: names[item[0]])
    )
    if len(rows) < 2:
        return None
    heads = (gettext("Place"), gettext("Period"), gettext("Latest figure"))
    caption = gettext(
        "Latest figure of each place, by name. Order by value would say little: see the intervals."
    )
    return Table(caption, heads, rows)
