"""Words of answers, offers and initiatives for templates: enumerations in the language of the page."""

from enum import StrEnum

from django import template

from headway.answers.choices import AnswerKind, ClockName, Due, GivenAs, PauseReason, Standing, Turn
from headway.frontline.choices import (
    BarrierKind,
    Changer,
    Exit,
    Identity,
    Often,
    RaisedAs,
    Shown,
    Takes,
)
from headway.missions.choices import InitiativeOrigin, InitiativeState, OfferKind
from headway.missions.queries import OfferRow
from headway.web.answers import words
from headway.web.frontline import barriers_words

register = template.Library()
TABLES = {
    AnswerKind: words.KINDS,
    BarrierKind: barriers_words.KINDS,
    Changer: barriers_words.CHANGERS,
    ClockName: words.CLOCKS,
    Due: words.DUES,
    Exit: barriers_words.EXITS,
    GivenAs: words.GIVEN,
    Identity: barriers_words.IDENTITIES,
    InitiativeOrigin: words.ORIGINS,
    InitiativeState: words.INITIATIVES,
    OfferKind: words.OFFERS,
    Often: barriers_words.OFTEN,
    PauseReason: words.PAUSES,
    RaisedAs: barriers_words.RAISED_AS,
    Shown: barriers_words.SHOWN,
    Standing: words.STANDINGS,
    Takes: barriers_words.TAKES,
}


@register.filter
def spoken(value: StrEnum | None) -> str:
    """Write an enumeration's word."""
    if value is None:
        return ""
    if isinstance(value, Turn):
        value = Standing(value.value)
    return str(TABLES[type(value)][value])  # type: ignore[index]


@register.filter
def in_fours(code: str) -> str:
    """Write a return code so that people can copy it by hand, and a narrow screen can break it."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


@register.filter
def offered(offer: OfferRow | None) -> str:
    """Write what sort of offer it is."""
    return str(words.OFFERED[offer.kind]) if offer else ""
