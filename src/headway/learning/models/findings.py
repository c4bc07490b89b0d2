"""Findings: what studies found, ours and those of others, and which links they changed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.learning.choices import Measure
from headway.missions.choices import Distance, EvidenceResult


class Finding(models.Model):
    """Something a study found; from a test of ours where there is one."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept; a retracted one stays as a tombstone"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=100, unique=True)  # its name in files: imports keep it
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


def distance() -> "models.CharField[str, str]":
    """A column for how far the context is from ours; empty where nobody said."""
    return models.CharField(max_length=9, blank=True, choices=[(each.value, each.value) for each in Distance])


class FindingVersion(models.Model):
    """What a finding says, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=300)
    question = models.CharField(max_length=200, blank=True)  # findings of one question are put together
    outcome = models.CharField(max_length=300)
    result = models.CharField(max_length=13, choices=[(each.value, each.value) for each in EvidenceResult])
    strength = models.PositiveSmallIntegerField()
    scale = models.CharField(max_length=100)  # with its version
    why = models.TextField()
    measure = models.CharField(
        max_length=12, blank=True, choices=[(each.value, each.value) for each in Measure]
    )
    estimate = models.FloatField(null=True, blank=True)
    lower = models.FloatField(null=True, blank=True)
    upper = models.FloatField(null=True, blank=True)
    people_n = models.PositiveIntegerField(null=True, blank=True)
    where = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    place = distance()
    sector = distance()
    people = distance()
    cost = models.TextField(blank=True)
    citation = models.CharField(max_length=500)
    address = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=12, default="en")
    retracted = models.TextField(blank=True)  # why; empty while it counts
    written_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["finding"], condition=Q(known_to__isnull=True), name="finding_version_current"
            ),
            models.UniqueConstraint(fields=["finding", "number"], name="finding_version_number"),
            models.CheckConstraint(condition=Q(strength__lte=4), name="finding_strength_on_its_scale"),
            models.CheckConstraint(
                condition=Q(estimate__isnull=True, lower__isnull=True, upper__isnull=True)
                | (Q(estimate__gte=models.F("lower"), estimate__lte=models.F("upper")) & ~Q(measure="")),
                name="finding_interval_holds_its_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} version {self.number}"


class FindingUse(models.Model):
    """A decision that let a finding, or a test of ours with a result, change what a link rests on."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    finding = models.ForeignKey("kernel.Thing", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()  # of the finding, or the number of the test's result
    link = models.ForeignKey("missions.TocLink", on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey("kernel.Thing", on_delete=models.PROTECT, related_name="+")
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    used_by = models.UUIDField(null=True)
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["finding", "link", "decision"], name="finding_used_once")
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} on {self.link_id}"
