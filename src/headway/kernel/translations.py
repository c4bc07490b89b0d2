"""Texts people wrote, in the reader's language where there is one, with a fallback that says its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db.models import Q

from headway.kernel.actions import step
from headway.kernel.models import Thing, Translation


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the reader gets it; `lang` is set where it is not the reader's language."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text


class Named(str):
    """A text that somebody wrote, with the Thing and field under which its translations stand."""

    __slots__ = ("field", "key", "language")

    key: UUID
    field: str
    language: str

    def __new__(cls, text: str, key: UUID, field: str, language: str) -> Self:
        made = super().__new__(cls, text)
        made.key, made.field, made.language = key, field, language
        return made


class Texts:
    """The translations of one page: loaded in one query, asked by key and field."""

    def __init__(self, found: dict[tuple[UUID, str], str], language: str) -> None:
        self.found, self.language = found, language

    def say(self, key: UUID, field: str, original: str, language: str) -> Text:
        """Return the text in the reader's language, else the original with its language."""
        if language == self.language or not original:
            return Text(original)
        translated = self.found.get((key, field))
        return Text(translated) if translated else Text(original, language)

    def read(self, named: Named) -> Named:
        """Return a named text in the reader's language where there is a translation."""
        said = self.say(named.key, named.field, str(named), named.language)
        return Named(said.text, named.key, named.field, said.lang or self.language)


def texts(keys: Iterable[UUID], *, language: str, at: datetime) -> Texts:
    """Load the approved translations of these Things as known at a moment; one query."""
    rows = Translation.objects.filter(
        Q(known_to__isnull=True) | Q(known_to__gt=at),
        thing__key__in=set(keys),
        language=language,
        approved=True,
        known_from__lte=at,
    ).values_list("thing__key", "field", "text")
    return Texts({(key, field): text for key, field, text in rows}, language)


@dataclass(frozen=True, slots=True)
class NewText:
    """A translation of one field of one Thing."""

    field: str
    language: str
    text: str
    approved: bool


@step
def translate(thing: Thing, new: NewText, *, by: UUID | None, at: datetime) -> None:
    """Put a translation in place of the one before, which keeps its dates."""
    Translation.objects.filter(
        thing=thing, field=new.field, language=new.language, known_to__isnull=True
    ).update(known_to=at)
    Translation.objects.create(
        thing=thing,
        field=new.field,
        language=new.language,
        text=new.text,
        approved=new.approved,
        by=by,
        known_from=at,
    )
