"""Target, TargetVersion, Trajectory, Forecast."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.targets.choices import AttachedTo, PathShape, TargetState


class Target(models.Model):
    """A goal for one series; its value and date stand on versions, so that moved goalposts show."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey("measures.Indicator", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    breakdown = models.CharField(max_length=200, blank=True)
    attached_to = models.CharField(max_length=14, choices=[(kind.value, kind.value) for kind in AttachedTo])
    state = models.CharField(
        max_length=8, default=TargetState.SET, choices=[(state.value, state.value) for state in TargetState]
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["indicator", "place"], name="target_series")]

    def __str__(self) -> str:
        return str(self.pk)


class TargetVersion(models.Model):
    """The value to reach and the day to reach it by, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever: goalposts move in the open"

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    value = models.FloatField()
    by = models.DateField()
    cumulative = models.BooleanField(default=False)  # reached by the sum since `since`
    since = models.DateField(null=True, blank=True)
    covers = models.JSONField(default=list)  # codes of the places it speaks for
    source = models.CharField(max_length=300, blank=True)
    change_note = models.CharField(max_length=300, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)  # body or office whose power was used
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["target"], condition=Q(known_to__isnull=True), name="target_current"
            ),
            models.UniqueConstraint(fields=["target", "version"], name="target_version"),
            models.CheckConstraint(
                condition=Q(cumulative=False) | Q(since__isnull=False), name="target_sum_has_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} by {self.by}"


class Trajectory(models.Model):
    """The path agreed in advance: dated points, the reason for its shape, the day it was agreed."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever: old paths stay drawn"

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    points = models.JSONField()  # [["2022-03-31", 61.0], ..., ["2030-12-31", 80.0]] in order of date
    shape = models.CharField(
        max_length=8, choices=[(shape.value, shape.value) for shape in PathShape], default=PathShape.STRAIGHT
    )
    reason = models.CharField(max_length=300)
    agreed_on = models.DateField()  # values known before this day never count
    agreed_by = models.CharField(max_length=200, blank=True)
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["target"], condition=Q(known_to__isnull=True), name="trajectory_current"
            ),
            models.UniqueConstraint(fields=["target", "version"], name="trajectory_version"),
        ]

    def __str__(self) -> str:
        return f"path {self.version} of {self.target_id}"


class Forecast(models.Model):
    """What was expected at one moment, kept for ever and scored when the figures come."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    key = models.UUIDField(unique=True)
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()  # as known then
    method = models.CharField(max_length=60)  # name and version of the engine's method
    points = models.PositiveSmallIntegerField()  # how many values it rests on
    last_period = models.DateField()
    refusal = models.CharField(max_length=60, blank=True)  # code of the reason where there is no forecast
    chance = models.FloatField(null=True)  # of reaching the target by its date
    aim = models.FloatField()  # the target's value then
    by = models.DateField()  # the target's date then
    periods = models.JSONField(
        default=list
    )  # [{"start","length","median","lower80","upper80","lower50","upper50"}]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["target", "made_at", "method"], name="forecast_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["target", "-made_at"], name="forecast_latest")]

    def __str__(self) -> str:
        return f"{self.target_id} at {self.made_at}"
