"""Offer, who to write to, Initiative with its versions, places and partners."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.missions.choices import InitiativeOrigin, InitiativeState, OfferKind
from headway.missions.models.charter import Mission
from headway.missions.models.logic import TocNode


class Offer(models.Model):
    """What somebody offers a mission; its words are for those who work on the mission."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "kept; who to write to goes a year after the answer"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in OfferKind])
    text = models.TextField()
    language = models.CharField(max_length=12, default="en")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # where one that takes part offers
    offered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class OfferContact(models.Model):
    """Who to write to about an offer."""

    privacy = Privacy.PERSONAL
    history = History.FROZEN
    retention = "blanked a year after the answer"

    offer = models.OneToOneField(Offer, primary_key=True, on_delete=models.PROTECT, related_name="contact")
    name = models.CharField(max_length=120, blank=True)
    group = models.CharField(max_length=200, blank=True)  # a group or firm, in their words
    email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=12, default="en")

    def __str__(self) -> str:
        return str(self.pk)


class Initiative(models.Model):
    """Something that is done for the mission, by whoever does it; what it is stands on its versions."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=8, choices=[(each.value, each.value) for each in InitiativeOrigin])
    offer = models.OneToOneField(Offer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(offer__isnull=True) | Q(origin=InitiativeOrigin.OFFER), name="initiative_of_offer"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class InitiativeVersion(models.Model):
    """What an initiative is and how it stands, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"
    travels_as = ("initiative", "number")

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in InitiativeState])
    node = models.ForeignKey(TocNode, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)  # why it changed
    written_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(known_to__isnull=True), name="initiative_current"
            ),
            models.UniqueConstraint(fields=["initiative", "number"], name="initiative_number"),
        ]

    def __str__(self) -> str:
        return self.title


class InitiativePlace(models.Model):
    """A place where an initiative happens, as one version says."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    version = models.ForeignKey(InitiativeVersion, on_delete=models.PROTECT, related_name="places")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "place"], name="initiative_place"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} in {self.place_id}"


class InitiativePartner(models.Model):
    """An organisation that takes part in an initiative beside its owner, as one version says."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    version = models.ForeignKey(InitiativeVersion, on_delete=models.PROTECT, related_name="partners")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "organisation"], name="initiative_partner"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} with {self.organisation_id}"
