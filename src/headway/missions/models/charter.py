"""Mission, CharterVersion, Outcome, OutcomeMeasure."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.missions.choices import OutcomeState


class Mission(models.Model):
    """A bold outcome with a date, a place and a lead; words stand on charter versions, states on stages."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(
        null=True, blank=True
    )  # when the page became public; null: set-up is private

    def __str__(self) -> str:
        return str(self.pk)


class CharterVersion(models.Model):
    """The words of a mission from one moment to another; immutable, an amendment is the next one."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=300)  # the mission in one sentence
    short_title = models.CharField(max_length=60)
    challenge = models.TextField(blank=True)
    scope = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    deadline = models.DateField(null=True, blank=True)
    lead = models.ForeignKey(
        "people.Office", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    powers = models.TextField(blank=True)  # what the lead may decide without asking
    review_on = models.DateField(null=True, blank=True)
    ends_when = models.TextField(blank=True)  # on which conditions the mission is closed
    source = models.CharField(max_length=300, blank=True)
    change_note = models.TextField(blank=True)  # what changed
    change_reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True)  # body or office whose power was used
    decided_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(
        "kernel.Thing", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["mission"], condition=Q(known_to__isnull=True), name="charter_current"
            ),
            models.UniqueConstraint(fields=["mission", "version"], name="charter_version"),
        ]

    def __str__(self) -> str:
        return f"{self.short_title} {self.version}"


class Outcome(models.Model):
    """What people should notice when the mission works."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=12, default="en")
    headline = models.BooleanField(default=False)
    for_whom = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=8,
        default=OutcomeState.LIVE,
        choices=[(state.value, state.value) for state in OutcomeState],
    )
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["mission", "position"], name="outcome_order")]

    def __str__(self) -> str:
        return self.text


class OutcomeMeasure(models.Model):
    """Which series an outcome is judged by, and its target, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey("measures.Indicator", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    breakdown = models.CharField(max_length=200, blank=True)
    target = models.ForeignKey(
        "targets.Target", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["outcome", "indicator", "place", "breakdown"],
                condition=Q(known_to__isnull=True),
                name="outcome_measure_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id}: {self.indicator_id}"
