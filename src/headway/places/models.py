"""Tier, Place, PlaceRelation, Layout, Tile, PeerGroup, PeerMember."""

from typing import ClassVar

from django.db import models

from headway.kernel.declared import History, Privacy
from headway.kernel.keys import new_key
from headway.places.choices import MapShape, RelationKind


class Tier(models.Model):
    """A kind of place: nation, region, London borough; nations differ, so tiers are data."""

    privacy = Privacy.PUBLIC
    history = History.TECHNICAL
    retention = "kept"
    travels_as = ("code",)

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
    travels_as = ("code",)

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)  # GSS code, upper case
    name = models.CharField(max_length=200)
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)  # of its middle, degrees east
    latitude = models.FloatField(null=True, blank=True)  # degrees north
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
    weight = models.FloatField(default=1.0)  # share of the child's people in (succeeds: from) the parent
    source = models.CharField(max_length=200, blank=True)  # where the weight comes from
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


class Layout(models.Model):
    """A map of tiles: places as squares or hexagons where they lie, never in order of a figure."""

    privacy = Privacy.PUBLIC
    history = History.TECHNICAL
    retention = "kept"
    travels_as = ("code",)

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    shape = models.CharField(
        max_length=6, choices=[(shape.value, shape.value) for shape in MapShape], default=MapShape.SQUARE
    )
    source = models.CharField(max_length=300, blank=True)  # who arranged it, under which licence

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class Tile(models.Model):
    """Where one place stands on a layout."""

    privacy = Privacy.PUBLIC
    history = History.TECHNICAL
    retention = "as long as its layout"

    layout = models.ForeignKey(Layout, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    column = models.SmallIntegerField()  # west to east
    row = models.SmallIntegerField()  # north to south

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["layout", "place"], name="tile_place_once"),
            models.UniqueConstraint(fields=["layout", "column", "row"], name="tile_cell_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} at {self.column}, {self.row}"


class PeerGroup(models.Model):
    """Places that somebody chose to look at side by side, with the reason; its name is the Thing's label."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    chosen_by = models.CharField(max_length=200, blank=True)  # the body or office, in words

    def __str__(self) -> str:
        return str(self.pk)


class PeerMember(models.Model):
    """One place of a peer group."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "as long as its group"

    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["group", "place"], name="peer_member_once")]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.place_id}"


class PreElectionPeriod(models.Model):
    """Days before an election on which digests and new signals wait, in one place and all within it."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept, withdrawn ones too"

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()  # the last day, usually polling day
    reason = models.CharField(max_length=300)
    set_by = models.UUIDField(null=True)
    set_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="pre_election_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.starts_on} to {self.ends_on}"


class ChangeOfControl(models.Model):
    """The day from which another administration runs a place: what the old one said stands still."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept, withdrawn ones too"

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    reason = models.CharField(max_length=300)
    set_by = models.UUIDField(null=True)
    set_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "on"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="change_of_control_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.on}"
