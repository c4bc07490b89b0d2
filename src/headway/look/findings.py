"""The picture of many findings and what they say together."""

from django.utils.translation import gettext

from headway.briefs.findings import Entry, SynthesisBrief
from headway.kernel.sentences import Figure, figure
from headway.learning.choices import MEASURES, Measure
from headway.look.charts import Row, RowChart, RowKind, Sheet, rows
from headway.look.charts.labels import KeyRow
from headway.look.pictures import NARROW, Pair
from headway.look.words import chart_words, number

WIDTH = 720


def forest_of(brief: SynthesisBrief) -> Pair | None:
    """Draw each finding with its interval, all together, and where the next place is likely to lie."""
    if brief.together is None:
        return None
    drawn = (*(one(brief, each) for each in brief.rows), *both_rows(brief))
    sheet = Sheet(
        key="forest",
        title=gettext("What each study found: %(question)s") % {"question": brief.question},
        description=gettext("Each study with its 95% interval, and all of them together."),
        width=WIDTH,
        number=number,
    )
    chart = RowChart(
        sheet=sheet,
        rows=drawn,
        reference=1.0 if brief.measure is Measure.RATIO else 0.0,
        axis=gettext(MEASURES[brief.measure]),
        heads=(gettext("Study"), gettext("Effect")),
        key=key_of(brief),
        words=chart_words(),
    )
    narrow = RowChart(
        sheet=sheet.narrow(NARROW),
        rows=drawn,
        reference=chart.reference,
        axis=chart.axis,
        heads=chart.heads,
        key=chart.key,
        words=chart.words,
    )
    return Pair(rows(chart), rows(narrow))


def one(brief: SynthesisBrief, entry: Entry) -> Row:
    """Return the row of one finding, as large as its weight."""
    words = entry.finding.words
    weight = brief.together.weights.get(entry.finding.key, 0.0) if brief.together else 0.0
    name = words.where or words.title
    return Row(
        f"{name}, {words.year}" if words.year else name,
        words.estimate,
        words.lower,
        words.upper,
        weight=weight * len(brief.rows) / 2,
        said=interval_text(words.estimate, words.lower, words.upper),
    )


def both_rows(brief: SynthesisBrief) -> tuple[Row, ...]:
    """Return the row of all together, and that of the next place where it is known."""
    said = brief.together
    assert said is not None  # the picture is not drawn without
    all_of_them = Row(
        gettext("All together"),
        said.estimate,
        said.lower,
        said.upper,
        RowKind.ALL,
        said=interval_text(said.estimate, said.lower, said.upper),
    )
    if said.predicted is None:
        return (all_of_them,)
    low, high = said.predicted
    told = gettext("%(low)s to %(high)s") % {"low": short(low), "high": short(high)}
    return all_of_them, Row(gettext("In the next place"), None, low, high, RowKind.NEXT, said=told)


def key_of(brief: SynthesisBrief) -> tuple[KeyRow, ...]:
    known = [
        KeyRow("one", gettext("one study with its 95% interval; larger: it counts for more")),
        KeyRow("all", gettext("all together, with the 95% interval of the mean")),
    ]
    if brief.together and brief.together.predicted:
        known.append(KeyRow("next", gettext("where the effect in the next place is likely to lie (95%)")))
    return tuple(known)


def interval_text(estimate: float | None, lower: float | None, upper: float | None) -> str:
    """Write an effect with its interval on one line."""
    if estimate is None or lower is None or upper is None:
        return ""
    return gettext("%(value)s (%(low)s to %(high)s)") % {
        "value": short(estimate),
        "low": short(lower),
        "high": short(upper),
    }


def short(value: float) -> str:
    """Write a number as people compare studies: hundredths where they count."""
    places = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return figure(Figure(value, places=places))
