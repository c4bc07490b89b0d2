"""Tier, Place, PlaceRelation."""

from typing import ClassVar

from django.db import models

from headway.kernel.declared import History, Privacy
from headway.places.choices import RelationKind


class Tier(models.Model):
    """A kind of place: nation, region, London borough; nations differ, so tiers are data."""

    privacy = Privacy.PUBLIC
    history = History.TECHNICAL
    retention = "kept"

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    rank = models.PositiveSmallIntegerField()  # 0 is the widest

    class Meta:
        ordering: ClassVar = ["rank", "code"]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A place under its code; a changed boundary is a new code with predecessors."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)  # GSS code, upper case
    name = models.CharField(max_length=200)
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    column = models.SmallIntegerField(null=True, blank=True)  # tile map, west to east
    row = models.SmallIntegerField(null=True, blank=True)  # tile map, north to south
    invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class PlaceRelation(models.Model):
    """A dated tie of two places: within, best fit, overlaps with a weight, or succeeds."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    child = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in RelationKind])
    weight = models.FloatField(default=1.0)  # share of the child's people in the parent
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "parent", "kind", "valid_from"], name="place_relation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gt=0) & models.Q(weight__lte=1), name="place_relation_weight"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.kind} {self.parent_id}"
