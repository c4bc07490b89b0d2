"""Words with their numbers: passed and stored as data, rendered by a door in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import TypeAlias

from django.utils import formats, timezone, translation
from django.utils.translation import gettext, ngettext


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as people read it: rounded for reading, with its unit.

    `places` is the number of decimals; None keeps at most three significant digits after rounding.
    """

    value: float
    unit: str = ""
    places: int | None = None


Value: TypeAlias = "int | float | Decimal | str | date | datetime | Figure | Sentence"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message id with named values; `plural` and `count` choose the form where a language needs one."""

    msgid: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str = ""
    count: str = ""

    def render(self, language: str) -> str:
        """Return the text in this language, numbers and dates written as it writes them."""
        with translation.override(language):
            return self.text()

    def text(self) -> str:
        """Return the text in the active language."""
        words = {name: spoken(value) for name, value in self.values.items()}
        if self.plural:
            number = self.values[self.count]
            form = ngettext(self.msgid, self.plural, int(number))  # type: ignore[arg-type]
        else:
            form = gettext(self.msgid) if self.msgid else ""
        return form % words if words else form

    def __str__(self) -> str:
        return self.text()


def spoken(value: Value) -> str:
    """Write one value in the active language."""
    if isinstance(value, Sentence):
        return value.text()
    if isinstance(value, Figure):
        return figure(value)
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "DATE_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, bool | str):
        return str(value)
    return figure(Figure(float(value)))


def figure(shown: Figure) -> str:
    """Write a number with its unit: 71%, 5.2 tCO2e, 234,470, £2.1m stays with money.

    >>> figure(Figure(71.25, "%"))
    '71.3%'
    >>> figure(Figure(234470.0))
    '234,470'
    """
    text = digits(shown.value, shown.places, translation.get_language())
    if not shown.unit:
        return text
    return f"{text}%" if shown.unit == "%" else f"{text} {shown.unit}"


@lru_cache(maxsize=16_384)  # a page writes some 500 numbers, in its tables, axes and sentences the same ones
def digits(value: float, places: int | None, _language: str | None) -> str:
    """Write a number without its unit; the active language is named because it decides the marks."""
    used = decimals(value) if places is None else places
    text = formats.number_format(rounded(value, used), used, force_grouping=True)
    if used and places is None:
        separator = formats.get_format("DECIMAL_SEPARATOR")
        text = text.rstrip("0").rstrip(separator) if separator in text else text
    return text.replace("-", "−")


def rounded(value: float, places: int) -> Decimal:
    """Round half away from zero, as people do, however large the number; never minus zero."""
    with localcontext(prec=400):
        return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def decimals(value: float) -> int:
    """How many decimals keep three significant digits, at least one below a hundred, at most six."""
    size = abs(value)
    if size >= 100 or size == 0:
        return 0
    if size >= 1:
        return 1
    places = 2
    while size < 10 ** -(places - 1) and places < 6:
        places += 1
    return places
