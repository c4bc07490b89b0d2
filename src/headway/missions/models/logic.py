"""TocNode and TocLink with their versions: the theory of change."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from headway.kernel.declared import History, Privacy
from headway.missions.choices import Distance, EvidenceResult, NodeKind, Sign
from headway.missions.models.charter import Mission, Outcome


class TocNode(models.Model):
    """A box of the theory of change; what it says stands on its versions."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class NodeVersion(models.Model):
    """What a node says from one moment to another; a retired one keeps its words."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    node = models.ForeignKey(TocNode, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in NodeKind])
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=12, default="en")
    outcome = models.ForeignKey(Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        "people.Office", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    money = models.BigIntegerField(null=True, blank=True)  # a year, in minor units
    currency = models.CharField(max_length=3, default="GBP")
    live = models.BooleanField(default=True)
    written_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["node"], condition=Q(known_to__isnull=True), name="toc_node_current"
            ),
            models.UniqueConstraint(fields=["node", "number"], name="toc_node_number"),
        ]

    def __str__(self) -> str:
        return self.text


class TocLink(models.Model):
    """A claim that one node brings about another; which two it joins never changes."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(TocNode, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(TocNode, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "target"], name="toc_link_pair"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="toc_link_joins_two"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} to {self.target_id}"


def distance() -> models.CharField[str, str]:
    """A column for how far a context is from ours; empty where nobody said."""
    return models.CharField(max_length=9, blank=True, choices=[(far.value, far.value) for far in Distance])


class LinkVersion(models.Model):
    """What is claimed of a link and known about it, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    link = models.ForeignKey(TocLink, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)
    sign = models.CharField(max_length=4, default=Sign.MORE, choices=[(s.value, s.value) for s in Sign])
    mechanism = models.TextField(blank=True)
    assumption = models.TextField(blank=True)
    lag_months = models.PositiveSmallIntegerField(null=True, blank=True)
    claimed_by = models.CharField(max_length=200, blank=True)
    feedback = models.BooleanField(default=False)
    language = models.CharField(max_length=12, default="en")
    strength = models.PositiveSmallIntegerField(default=0)
    result = models.CharField(
        max_length=13,
        default=EvidenceResult.CANNOT_TELL,
        choices=[(result.value, result.value) for result in EvidenceResult],
    )
    why = models.TextField(blank=True)
    citation = models.CharField(max_length=500, blank=True)
    address = models.CharField(max_length=500, blank=True)
    shown_in = models.CharField(max_length=200, blank=True)
    place = distance()
    sector = distance()
    people = distance()
    contested = models.BooleanField(default=False)
    objection = models.TextField(blank=True)
    graded_at = models.DateTimeField(null=True, blank=True)
    live = models.BooleanField(default=True)
    written_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["link"], condition=Q(known_to__isnull=True), name="toc_link_current"
            ),
            models.UniqueConstraint(fields=["link", "number"], name="toc_link_number"),
            models.CheckConstraint(condition=Q(strength__lte=4), name="toc_link_strength"),
        ]

    def __str__(self) -> str:
        return f"{self.link_id} {self.number}"
