"""Making, naming, retiring and finding Things."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.errors import Invalid, Missing
from headway.kernel.keys import new_key
from headway.kernel.models import OldSlug, Thing
from headway.kernel.sentences import Sentence


@dataclass(frozen=True, slots=True)
class NewThing:
    """What a Thing is born with; the label holds public words, never a person's name."""

    kind: str
    label: str
    slug: str | None = None
    language: str = "en"
    mission: Thing | None = None
    key: UUID | None = None  # given by imports, which keep keys
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """What a page needs to link to a Thing."""

    key: UUID
    kind: str
    label: str
    slug: str | None
    language: str
    version: int


@dataclass(frozen=True, slots=True)
class Found:
    """A Thing found by its address; `moved` says that the address is an old one."""

    label: Label
    moved: bool


def slugify(text: str) -> str:
    """Return an ASCII slug of at most 60 characters; never empty.

    >>> slugify("Every body eats well: Siân's café")
    'every-body-eats-well-sians-cafe'
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_text.replace("'", "")).strip("-")
    return words[:60].rstrip("-") or "thing"


@step
def create(new: NewThing, at: datetime) -> Thing:
    """Write a Thing; a slug that is taken gets a number behind it, also when two take it at once."""
    thing = Thing(
        key=new.key or new_key(),
        kind=new.kind,
        label=new.label[:300],
        language=new.language,
        mission=new.mission,
        origin=new.origin,
        born_on=at,
    )
    if not new.slug:
        thing.save(force_insert=True)
        return thing
    while True:
        thing.slug = free_slug(new.kind, new.slug)
        if _saved(thing, force_insert=True):
            return thing


def _saved(thing: Thing, **how: Any) -> bool:
    """Save a Thing; False when somebody else has just taken its slug."""
    try:
        with transaction.atomic():
            thing.save(**how)
    except IntegrityError:
        if not Thing.objects.filter(kind=thing.kind, slug=thing.slug).exists():
            raise
        return False
    return True


def free_slug(kind: str, wanted: str) -> str:
    """Return the wanted slug, or the first of wanted-2, wanted-3, … that nobody has or had."""
    base = slugify(wanted)
    taken = set(Thing.objects.filter(kind=kind, slug__startswith=base).values_list("slug", flat=True))
    taken |= set(OldSlug.objects.filter(kind=kind, slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(name for number in range(2, len(taken) + 3) if (name := f"{base}-{number}") not in taken)


@step
def rename(thing: Thing, *, label: str, slug: str | None, at: datetime) -> None:
    """Give a locked Thing another label or address; the old address redirects from now on."""
    wanted = slugify(slug) if slug else thing.slug
    if wanted is not None and wanted != thing.slug:
        old = OldSlug.objects.filter(kind=thing.kind, slug=wanted).first()
        if old is not None and old.thing_id != thing.pk:
            raise taken(wanted)
        before, thing.slug = thing.slug, wanted
        if not _saved(thing, update_fields=["slug"]):
            raise taken(wanted)
        if old is not None:
            old.delete()
        if before:
            OldSlug.objects.create(kind=thing.kind, slug=before, thing=thing, until=at)
    thing.label = label[:300]
    thing.save(update_fields=["label"])
    bump(thing)


def taken(slug: str) -> Invalid:
    """Return the refusal of an address that somebody has or had."""
    return Invalid(
        Sentence(_("That address is taken.")),
        {"slug": Sentence(_("“%(slug)s” is taken. Choose another address."), {"slug": slug})},
    )


@step
def retire(thing: Thing, *, at: datetime) -> None:
    """Mark a locked Thing as gone; it stays as a tombstone."""
    thing.gone_on = at
    thing.save(update_fields=["gone_on"])
    bump(thing)


def find(kind: str, slug: str) -> Found:
    """Return the Thing at an address, old addresses included.

    Raises
    ------
    Missing
        When nothing of this kind has or had the address.
    """
    thing = Thing.objects.filter(kind=kind, slug=slug).first()
    if thing is not None:
        return Found(label_of(thing), moved=False)
    old = OldSlug.objects.filter(kind=kind, slug=slug).select_related("thing").first()
    if old is None:
        raise Missing
    return Found(label_of(old.thing), moved=True)


def labels(keys: Iterable[UUID]) -> dict[UUID, Label]:
    """Return the labels of Things by key, in one query."""
    return {row.key: label_of(row) for row in Thing.objects.filter(key__in=set(keys))}


def label_of(thing: Thing) -> Label:
    """Return what a page needs to link to this Thing."""
    return Label(thing.key, thing.kind, thing.label, thing.slug, thing.language, thing.version)
