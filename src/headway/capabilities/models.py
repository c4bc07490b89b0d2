"""Framework, round, rating (under seal), spread, view with its artefacts and plan steps."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.capabilities.choices import LEVELS, How, Spread
from headway.kernel.declared import History, Privacy


class Framework(models.Model):
    """One version of a list of capabilities with their anchors; data that a body chooses."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "kept: rounds point at the version they used"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    content = models.JSONField()  # as analysis.Framework.data says
    installed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="framework_version")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Round(models.Model):
    """A team looks at what it is able to do; nobody outside the team is told that it does."""

    privacy = Privacy.MEMBERS
    history = History.DATED
    retention = "kept for the team"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey(
        "missions.Mission", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closes_on = models.DateField(null=True, blank=True)  # last day to rate; none: the team talks instead
    closed_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    found = models.TextField(blank=True)  # what came of the plan

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team"], condition=Q(reviewed_at__isnull=True), name="round_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(closed_at__isnull=False),
                name="round_agreed_was_closed",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, found="")
                | Q(reviewed_at__isnull=False, agreed_at__isnull=False),
                name="round_reviewed_was_agreed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Rating(models.Model):
    """How one member sees one capability; that member alone reads it until it is counted and deleted."""

    privacy = Privacy.SEALED
    history = History.DATED
    retention = "deleted when the round is counted"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    account = models.UUIDField()
    capability = models.SlugField(max_length=60)
    level = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "account", "capability"], name="rating_once"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="rating_level"),
        ]

    def __str__(self) -> str:
        return str(self.round_id)


class Counted(models.Model):
    """What is kept of the ratings of one capability: how far apart, and with enough of them the middle."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "kept for the team"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    capability = models.SlugField(max_length=60)
    spread = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Spread])
    middle = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "capability"], name="counted_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.capability}"


class View(models.Model):
    """What a team says together of one capability, from one moment to another."""

    privacy = Privacy.MEMBERS
    history = History.INTERVAL
    retention = "kept for the team"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    capability = models.SlugField(max_length=60)
    level = models.PositiveSmallIntegerField(null=True, blank=True)  # agreed by talking
    needed = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.TextField(blank=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "capability"], condition=Q(known_to__isnull=True), name="view_current"
            ),
            models.CheckConstraint(
                condition=(Q(level__isnull=True) | Q(level__in=LEVELS))
                & (Q(needed__isnull=True) | Q(needed__in=LEVELS)),
                name="view_levels",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.capability}"


class Artefact(models.Model):
    """A Thing of the product that shows what a team is able to do."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "as long as its view"

    view = models.ForeignKey(View, on_delete=models.PROTECT, related_name="+")
    thing = models.ForeignKey("kernel.Thing", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["view", "thing"], name="artefact_once")]

    def __str__(self) -> str:
        return f"{self.view_id} {self.thing_id}"


class PlanStep(models.Model):
    """One step to close a gap: how, who looks after it, by when, and what will be there to see."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "as long as its view"

    view = models.ForeignKey(View, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=8, choices=[(each.value, each.value) for each in How])
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=120)
    on = models.DateField()
    expected = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["view", "position"], name="plan_step_position")
        ]

    def __str__(self) -> str:
        return self.what
