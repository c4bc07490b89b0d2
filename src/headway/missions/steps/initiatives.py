"""Writes about offers and initiatives that are sound only inside an open action."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create
from headway.missions.analysis import InitiativeWords, NewOffer
from headway.missions.choices import INITIATIVE_CHANGES, InitiativeOrigin, InitiativeState
from headway.missions.models import (
    Initiative,
    InitiativePartner,
    InitiativePlace,
    InitiativeVersion,
    Offer,
    OfferContact,
    TocNode,
)
from headway.missions.steps.charter import refuse_long

LONGEST = 3000


@step
def add_offer(mission: Thing, new: NewOffer, by: By) -> Thing:
    """Write an offer to a locked mission; who to write to stands apart; raises Invalid or Missing."""
    check_offer(new)
    organisation = things_of_kind("organisation", [new.organisation] if new.organisation else [])
    thing = create(NewThing("offer", new.kind.value, mission=mission, language=new.language), by.at)
    row = Offer.objects.create(
        thing=thing,
        mission_id=mission.pk,
        kind=new.kind,
        text=new.text.strip(),
        language=new.language,
        organisation_id=organisation[new.organisation].pk if new.organisation else None,
        offered_at=by.at,
    )
    if new.name or new.group or new.email:
        OfferContact.objects.create(
            offer=row,
            name=new.name.strip(),
            group=new.group.strip(),
            email=new.email.strip(),
            language=new.language,
        )
    return thing


def check_offer(new: NewOffer) -> None:
    """Refuse an offer that says nothing, or an address that is none."""
    wrong = {}
    if not new.text.strip() or len(new.text) > LONGEST:
        wrong["text"] = Sentence(_("Say what you offer, in 1 to %(most)s characters."), {"most": LONGEST})
    if new.email.strip():
        try:
            validate_email(new.email.strip())
        except ValidationError:
            wrong["email"] = Sentence(_("Enter an e-mail address such as name@example.org."))
    if wrong:
        raise Invalid(Sentence(_("The offer is not complete.")), wrong)
    refuse_long({"name": (new.name, 120), "group": (new.group, 200)})


@step
def begin_initiative(
    mission: Thing,
    words: InitiativeWords,
    by: By,
    *,
    origin: InitiativeOrigin,
    state: InitiativeState = InitiativeState.IDEA,
    offer: Thing | None = None,
) -> Thing:
    """Write an initiative of a locked mission with its first version; raises Invalid or Missing."""
    check_words(words)
    thing = create(
        NewThing("initiative", words.title.strip(), mission=mission, language=words.language), by.at
    )
    Initiative.objects.create(
        thing=thing,
        mission_id=mission.pk,
        origin=origin,
        offer_id=offer.pk if offer else None,
        begun_at=by.at,
    )
    write_version(thing, mission, words, state, by, number=1)
    return thing


@step
def change_initiative(thing: Thing, mission: Thing, words: InitiativeWords, note: str, by: By) -> int:
    """Write the next version of a locked initiative; return its number."""
    check_words(words)
    before = current(thing)
    number = next_version(thing, mission, words, InitiativeState(before.state), by, before=before, note=note)
    thing.label = words.title.strip()[:300]
    thing.save(update_fields=["label"])
    return number


@step
def move_initiative(thing: Thing, mission: Thing, to: InitiativeState, note: str, by: By) -> None:
    """Let a locked initiative go live, grow or end, with the reason; raises Conflict or Invalid."""
    before = current(thing)
    if to not in INITIATIVE_CHANGES[InitiativeState(before.state)]:
        raise Conflict(Sentence(_("An initiative does not go from here to there.")))
    if not note.strip():
        words = Sentence(_("Say why, in one sentence."))
        raise Invalid(words, {"note": words})
    next_version(thing, mission, words_of(before), to, by, before=before, note=note)


def current(thing: Thing) -> InitiativeVersion:
    """Return the version that holds; raises Missing."""
    row = InitiativeVersion.objects.filter(initiative_id=thing.pk, known_to__isnull=True).first()
    if row is None:
        raise Missing
    return row


def next_version(
    thing: Thing,
    mission: Thing,
    words: InitiativeWords,
    state: InitiativeState,
    by: By,
    *,
    before: InitiativeVersion,
    note: str,
) -> int:
    """Close a version and write the next; return its number."""
    InitiativeVersion.objects.filter(pk=before.pk).update(known_to=by.at)
    write_version(thing, mission, words, state, by, number=before.number + 1, note=note)
    bump(thing)
    return before.number + 1


def write_version(
    thing: Thing,
    mission: Thing,
    words: InitiativeWords,
    state: InitiativeState,
    by: By,
    *,
    number: int,
    note: str = "",
) -> None:
    """Write one version with its places and partners."""
    owner = things_of_kind("organisation", [words.owner] if words.owner else [])
    places = things_of_kind("place", words.places)
    partners = things_of_kind("organisation", words.partners)
    row = InitiativeVersion.objects.create(
        initiative_id=thing.pk,
        number=number,
        title=words.title.strip(),
        summary=words.summary.strip(),
        language=words.language,
        state=state,
        node=node_of(mission, words.node),
        owner_id=owner[words.owner].pk if words.owner else None,
        note=note.strip(),
        written_by=by.actor.key,
        known_from=by.at,
    )
    InitiativePlace.objects.bulk_create(
        InitiativePlace(version=row, place_id=each.pk) for each in places.values()
    )
    InitiativePartner.objects.bulk_create(
        InitiativePartner(version=row, organisation_id=each.pk) for each in partners.values()
    )


def words_of(row: InitiativeVersion) -> InitiativeWords:
    """Return the words of a version, to be carried on."""
    return InitiativeWords(
        title=row.title,
        summary=row.summary,
        language=row.language,
        node=row.node.thing.key if row.node else None,
        owner=Thing.objects.get(pk=row.owner_id).key if row.owner_id else None,
        places=tuple(row.places.values_list("place__thing__key", flat=True)),
        partners=tuple(row.partners.values_list("organisation__thing__key", flat=True)),
    )


def node_of(mission: Thing, key: UUID | None) -> TocNode | None:
    """Return a step of the mission's theory of change; raises Missing for a foreign one."""
    if key is None:
        return None
    row = TocNode.objects.filter(thing__key=key, mission_id=mission.pk).first()
    if row is None:
        raise Missing(Sentence(_("There is no such step in this mission.")))
    return row


def things_of_kind(kind: str, keys: list[UUID] | tuple[UUID, ...]) -> Mapping[UUID, Thing]:
    """Return Things of one kind by key; raises Missing when one is not."""
    found = {row.key: row for row in Thing.objects.filter(kind=kind, key__in=keys)} if keys else {}
    if len(found) != len(set(keys)):
        raise Missing
    return found


def check_words(words: InitiativeWords) -> None:
    """Refuse an initiative without a name, or with too many words."""
    if not words.title.strip():
        sentence = Sentence(_("Give the initiative a name."))
        raise Invalid(sentence, {"title": sentence})
    refuse_long({"title": (words.title, 200), "summary": (words.summary, LONGEST)})


@step
def forget_contacts(offers: list[UUID]) -> int:
    """Blank who to write to about some offers; return how many there were."""
    rows = OfferContact.objects.filter(offer__thing__key__in=offers).exclude(BLANK)
    return rows.update(name="", group="", email="")


BLANK = Q(name="", group="", email="")
