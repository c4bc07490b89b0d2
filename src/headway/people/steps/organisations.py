"""Writes about organisations, offices and teams that are sound only inside an open action."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel import things
from headway.kernel.actions import step
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.kernel.workdays import Calendar
from headway.people.analysis import NewOrganisation
from headway.people.models import Office, Organisation, Team
from headway.people.queries import day_of


@step
def add_organisation(new: NewOrganisation, *, at: datetime, is_body: bool = False) -> Organisation:
    """Write an organisation under a name nobody else has; raises Invalid."""
    name = required(new.name, "name", 200)
    if Organisation.objects.filter(name__iexact=name).exists():
        sentence = Sentence(_("There is already an organisation with this name."))
        raise Invalid(sentence, {"name": sentence})
    thing = things.create(things.NewThing(kind="organisation", label=name, slug=name, key=new.key), at)
    parent = find_organisation(new.parent) if new.parent else None
    return Organisation.objects.create(
        thing=thing,
        name=name,
        family=new.family,
        identifier=new.identifier.strip()[:80],
        parent=parent,
        is_body=is_body,
        calendar=new.calendar,
    )


@step
def add_unit(kind: type[Office] | type[Team], *, organisation: UUID, name: str, at: datetime) -> UUID:
    """Write an office or a team of a locked, open organisation; raises Invalid or Conflict."""
    owner = find_organisation(organisation)
    words = required(name, "name", 200)
    if owner.closed_on is not None and owner.closed_on <= day_of(at):
        raise Conflict(Sentence(_("This organisation is closed.")))
    if kind.objects.filter(organisation=owner, name__iexact=words).exists():
        sentence = Sentence(_("This organisation already has one with this name."))
        raise Invalid(sentence, {"name": sentence})
    thing = things.create(things.NewThing(kind=kind.__name__.lower(), label=words), at)
    kind.objects.create(thing=thing, organisation=owner, name=words)
    return thing.key


@step
def set_calendar(organisation: UUID, calendar: Calendar) -> None:
    """Say whose bank holidays a locked organisation keeps; raises Missing. Dates that are fixed stay."""
    row = find_organisation(organisation)
    row.calendar = calendar
    row.save(update_fields=["calendar"])


@step
def name_accountable(office: UUID, director: UUID | None) -> None:
    """Name the office that answers in public for a locked one; raises Missing, or Invalid."""
    row = Office.objects.get(thing__key=office)
    named = Office.objects.filter(thing__key=director).first() if director else None
    if director is not None and (named is None or named.organisation_id != row.organisation_id):
        sentence = Sentence(_("Choose an office of the same organisation."))
        raise Invalid(sentence, {"director": sentence})
    row.accountable = named
    row.save(update_fields=["accountable"])


@step
def close(kind: type[Organisation] | type[Office] | type[Team], *, key: UUID, on: date) -> None:
    """Close a locked organisation, office or team; raises Missing or Conflict."""
    row = kind.objects.filter(thing__key=key).first()
    if row is None:
        raise Missing
    if row.closed_on is not None:
        raise Conflict(Sentence(_("It is closed already.")))
    if isinstance(row, Organisation) and row.is_body:
        raise Conflict(Sentence(_("The body itself cannot be closed.")))
    row.closed_on = on
    row.save(update_fields=["closed_on"])


def find_organisation(key: UUID) -> Organisation:
    """Return an organisation by key; raises Missing."""
    row = Organisation.objects.filter(thing__key=key).first()
    if row is None:
        raise Missing(Sentence(_("There is no such organisation.")))
    return row


def owner_of(kind: type[Office] | type[Team], key: UUID) -> UUID:
    """Return the organisation of an office or a team; raises Missing."""
    row = kind.objects.filter(thing__key=key).values_list("organisation__thing__key", flat=True).first()
    if row is None:
        raise Missing
    return row


def required(text: str, field: str, longest: int) -> str:
    """Return the text without surplus spaces; raises Invalid when nothing is left or too much."""
    words = " ".join(text.split())
    if not words or len(words) > longest:
        sentence = Sentence(_("Enter between 1 and %(most)s characters."), {"most": longest})
        raise Invalid(sentence, {field: sentence})
    return words
