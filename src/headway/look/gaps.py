"""The tables of groups and wider places on an indicator's page."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from headway.briefs import words
from headway.briefs.gaps import GapLine, Gaps, compared_words, gap_words, group_name
from headway.kernel.sentences import Sentence
from headway.look.charts import Table
from headway.look.indicator import status_text
from headway.look.words import capital, number
from headway.measures.queries import CardRow

EVERYBODY = Sentence(_("everybody"))


def groups_table(gaps: Gaps, card: CardRow) -> Table | None:
    """Return each group with its gap to everybody, by name; suppressed figures say so."""
    if not gaps.groups:
        return None
    everybody = (gettext("Everybody"), gaps.everybody, interval_text(gaps.interval), "–", "–")
    rows = [row_of(group_name(line.name), line, card, EVERYBODY) for line in gaps.groups]
    heads = (
        gettext("Group"),
        gettext("Figure"),
        gettext("95% interval"),
        gettext("Gap to everybody"),
        gettext("What the gap says"),
    )
    caption = gettext("%(place)s by group, %(period)s") % {
        "place": gaps.place,
        "period": words.period_words(gaps.period),
    }
    return Table(caption, heads, (everybody, *rows))


def wider_table(gaps: Gaps, card: CardRow) -> Table | None:
    """Return the places that this one lies within, widest first, with the gap from them."""
    if not gaps.wider:
        return None
    rows = [row_of(line.name, line, card, Sentence("%(name)s", {"name": line.name})) for line in gaps.wider]
    heads = (
        gettext("Place"),
        gettext("Figure"),
        gettext("95% interval"),
        gettext("Gap of %(place)s") % {"place": gaps.place},
        gettext("What the gap says"),
    )
    caption = gettext("%(place)s within wider places, %(period)s") % {
        "place": gaps.place,
        "period": words.period_words(gaps.period),
    }
    return Table(
        caption, heads, (*rows, (gaps.place, gaps.everybody, interval_text(gaps.interval), "–", "–"))
    )


def row_of(name: str, line: GapLine, card: CardRow, other: Sentence) -> tuple[str | float | None, ...]:
    """Return one line: where there is no figure, what its publisher says of it stands in its place."""
    if line.figure.value is None:
        said = gettext("no figure") if line.status is None else status_text(line.status)
        return (name, capital(Sentence(said)), "–", "–", "–")
    gap = "–" if line.gap is None else capital(gap_words(line.gap.gap, card))
    compared = compared_words(line, other)
    said = capital(compared) if compared else "–"
    return (name, line.figure.value, interval_text(line.interval), gap, said)


def interval_text(interval: tuple[float, float] | None) -> str:
    """Write an interval, or a dash."""
    if interval is None:
        return "–"
    low, high = (number(round(side, 1)) for side in interval)
    return gettext("%(low)s to %(high)s") % {"low": low, "high": high}
