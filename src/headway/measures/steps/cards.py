"""Writing indicators and the versions of their cards."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel import things
from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing, Stale
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing
from headway.measures.analysis import Card, NewIndicator
from headway.measures.choices import ChartKind, IndicatorState, Level, Polarity, Use
from headway.measures.models import Indicator, IndicatorCard


@step
def add(new: NewIndicator, by: By) -> Thing:
    """Write an indicator and version 1 of its card."""
    card = cleaned(new.card)
    check(card)
    if new.state == IndicatorState.RETIRED:
        raise Invalid(Sentence(_("A new indicator cannot be retired.")))
    thing = things.create(
        NewThing(
            kind="indicator",
            label=card.name,
            slug=new.slug or card.name,
            language=new.language,
            key=new.key,
            origin=new.origin,
        ),
        by.at,
    )
    indicator = Indicator.objects.create(thing=thing, state=new.state)
    _write(indicator, card, version=1, note="", at=by.at)
    return thing


@step
def amend(thing: Thing, card: Card, *, seen: int, note: str, by: By) -> int:
    """Write the next version of a locked indicator's card and return its number.

    Raises
    ------
    Stale
        When the card has moved on from the version that was `seen`.
    Invalid
        When words, grades or bounds do not hold together, or nothing says why it changed.
    Conflict
        When nothing was changed.
    """
    card = cleaned(card)
    check(card)
    if not note.strip():
        said = Sentence(_("Say what changed and why."))
        raise Invalid(said, {"change_note": said})
    current = current_card(thing)
    if current.version != seen:
        raise Stale(thing.key, yours=seen, current=current.version)
    if card_of(current) == card:
        raise Conflict(Sentence(_("Nothing was changed, so there is no new version.")))
    IndicatorCard.objects.filter(pk=current.pk).update(known_to=by.at)
    _write(current.indicator, card, version=seen + 1, note=note, at=by.at)
    if card.name != current.name:
        things.rename(thing, label=card.name, slug=None, at=by.at)
    return seen + 1


@step
def retire(thing: Thing, by: By) -> None:
    """Retire a locked indicator; its card and figures stay."""
    Indicator.objects.filter(pk=thing.pk).update(state=IndicatorState.RETIRED, retired_at=by.at)
    things.retire(thing, at=by.at)


def state_of(thing: Thing) -> IndicatorState:
    """Return the state of an indicator.

    Raises
    ------
    Missing
        When the Thing is not an indicator.
    """
    found = Indicator.objects.filter(pk=thing.pk).values_list("state", flat=True).first()
    if found is None:
        raise Missing
    return IndicatorState(found)


def current_card(thing: Thing) -> IndicatorCard:
    """Return the version that holds now."""
    rows = IndicatorCard.objects.select_related("indicator")
    return rows.get(indicator_id=thing.pk, known_to__isnull=True)


def cleaned(card: Card) -> Card:
    """Return a card without space around its texts."""
    texts = {name: value.strip() for name, value in asdict(card).items() if type(value) is str}
    return replace(card, **texts)  # type: ignore[arg-type]


def check(card: Card) -> None:
    """Raise Invalid with a sentence beside each field that does not hold together."""
    fields: dict[str, Sentence] = {}
    required = {
        "name": _("Give the indicator a name."),
        "unit": _("Say what the figure counts, such as % or tCO2e per head."),
        "definition": _("Say what the figure means."),
    }
    fields |= {name: Sentence(said) for name, said in required.items() if not getattr(card, name)}
    for name, longest in (("name", 200), ("unit", 60), ("population", 200), ("publisher", 200)):
        if len(getattr(card, name)) > longest:
            fields[name] = Sentence(_("Use at most %(limit)s characters."), {"limit": longest})
    for name in ("observable", "verifiable"):
        if getattr(card, name) not in {None, 0, 1, 2}:
            fields[name] = Sentence(_("The grade is 0, 1 or 2."))
    if card.lowest is not None and card.highest is not None and card.lowest >= card.highest:
        fields["highest"] = Sentence(_("The highest possible value must be above the lowest."))
    if fields:
        raise Invalid(Sentence(_("The card cannot be saved yet.")), fields)


def card_of(row: IndicatorCard) -> Card:
    """Return a stored version as plain data."""
    values: dict[str, Any] = {name: getattr(row, name) for name in Card.__dataclass_fields__}
    values["level"], values["polarity"] = Level(row.level), Polarity(row.polarity)
    values["use"], values["chart"] = Use(row.use), ChartKind(row.chart)
    for name, number in (("responsible", row.responsible_id), ("balancing", row.balancing_id)):
        values[name] = None if number is None else Thing.objects.get(pk=number).key
    return Card(**values)


def _write(indicator: Indicator, card: Card, *, version: int, note: str, at: datetime) -> IndicatorCard:
    values = asdict(card)
    office = values.pop("responsible")
    if office is not None:
        found = Thing.objects.filter(key=office, kind="office").first()
        if found is None:
            said = Sentence(_("Choose an office from the list."))
            raise Invalid(said, {"responsible": said})
        values["responsible_id"] = found.pk
    values["balancing"] = _other(indicator, values["balancing"])
    return IndicatorCard.objects.create(
        indicator=indicator, version=version, change_note=note.strip()[:300], known_from=at, **values
    )


def _other(indicator: Indicator, key: UUID | None) -> Indicator | None:
    """Return the indicator that balances one, which is another."""
    if key is None:
        return None
    found = Indicator.objects.filter(thing__key=key).first()
    if found is None or found == indicator:
        said = Sentence(_("Choose another indicator from the list."))
        raise Invalid(said, {"balancing": said})
    return found
