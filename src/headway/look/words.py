"""The words that charts add by themselves, in the reader's language."""

from dataclasses import fields
from datetime import date
from functools import lru_cache

from django.utils import formats
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_noop as _

from headway.kernel.sentences import Figure, Sentence
from headway.kernel.sentences import figure as written
from headway.look.charts import WORDS, Grain, Words
from headway.targets.analysis import Signal

# What the charts say in English, named here so that it is found for translation.
SAID = (
    _("Period"),
    _("Value"),
    _("Average"),
    _("Lower limit"),
    _("Upper limit"),
    _("Signal"),
    _("Note"),
    _("Agreed path"),
    _("Difference"),
    _("Interval from"),
    _("Interval to"),
    _("Forecast (middle)"),
    _("80% range from"),
    _("80% range to"),
    _("50% range from"),
    _("50% range to"),
    _("Forecast of {name}"),
    _("Place"),
    _("Target"),
    _("No figures yet"),
    _("average {value}"),
    _("Median"),
    _("median {value}"),
    _("usual range {low} to {high}"),
    _("usual range"),
    _("trial limits: few points so far"),
    _("unusually high: better"),
    _("unusually low: better"),
    _("unusually high: worse"),
    _("unusually low: worse"),
    _("unusually high"),
    _("unusually low"),
    _("known before the path was agreed"),
    _("interval of the value"),
    _("as likely as not (50%)"),
    _("likely range (80%)"),
    _("Every place on one scale, {low} to {high}"),
    _("longest run on one side {run} (signal above {limit})"),
    _("crossings {crossings} (signal below {limit})"),
    _("Line: {text}"),
    _("Latest"),
    _("under {value}"),
    _("{low} to under {high}"),
    _("{value} or more"),
    _("no figure"),
    _("this place"),
    _("Size"),
    _("all places together {value}"),
    _("outside the outer funnel (99.8%)"),
    _("95% of places like all lie inside"),
    _("99.8% of places like all lie inside"),
)
MARKS = {"H+", "L+", "H!", "L!", "H", "L"}  # the same in every language: they stand at the marks

RULES = {
    Signal.ABOVE_LIMIT: _("above the usual range"),
    Signal.BELOW_LIMIT: _("below the usual range"),
    Signal.RISING: _("one of 7 figures that rise one after the other"),
    Signal.FALLING: _("one of 7 figures that fall one after the other"),
    Signal.TWO_OF_THREE_ABOVE: _("2 of 3 figures close to the upper limit"),
    Signal.TWO_OF_THREE_BELOW: _("2 of 3 figures close to the lower limit"),
    Signal.RUN_ABOVE: _("one of 7 figures above the average"),
    Signal.RUN_BELOW: _("one of 7 figures below the average"),
}


def chart_words() -> Words:
    """Return the words of charts in the active language."""
    return words_in(get_language())


@lru_cache(maxsize=8)  # one entry a language: a page with 50 charts asks 50 times
def words_in(_language: str | None) -> Words:
    """Look the words up; the language named is the active one."""
    said = {field.name: getattr(WORDS, field.name) for field in fields(Words)}
    return Words(**{name: text if text in MARKS else gettext(text) for name, text in said.items()})


def why(signal: int) -> str:
    """Say which rule marked a point."""
    rule = RULES.get(Signal(signal))
    return gettext(rule) if rule else ""


def number(value: float, decimals: int | None = None, /) -> str:
    """Write a number in the active language: with decimals on an axis, as people read it without."""
    return written(Figure(value, places=decimals))


def dates(day: date, grain: Grain) -> str:
    """Write a date in the active language at this grain."""
    if grain == "year":
        return str(day.year)
    if grain == "quarter":
        return pgettext("a quarter of a year", "%(year)s Q%(quarter)s") % {
            "year": day.year,
            "quarter": (day.month + 2) // 3,
        }
    return formats.date_format(day, "M Y" if grain == "month" else "SHORT_DATE_FORMAT")


def capital(sentence: Sentence) -> str:
    """Return a phrase as the start of a sentence or a cell."""
    text = sentence.text()
    return text[:1].upper() + text[1:]
