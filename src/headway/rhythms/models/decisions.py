"""Decision: its wording, what it is about, the evidence it cites, its stages and later entries."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.rhythms.choices import Authority, DecisionKind, DecisionState
from headway.rhythms.models.boards import Board, Event


class Decision(models.Model):
    """Something a board decides, or recommends to whoever has the power."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


class DecisionVersion(models.Model):
    """The record of a decision; it changes only while it is proposed."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"
    travels_as = ("decision", "version")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    text = models.TextField()
    language = models.CharField(max_length=12, default="en")
    kind = models.CharField(max_length=16, choices=[(each.value, each.value) for each in DecisionKind])
    reasons = models.TextField(blank=True)
    alternatives = models.TextField(blank=True)
    conflicts = models.TextField(blank=True)
    dispensation = models.TextField(blank=True)
    authority = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Authority])
    power = models.CharField(max_length=200, blank=True)
    power_source = models.CharField(max_length=300, blank=True)
    forecast = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)
    delegations = models.TextField(blank=True)
    call_in_until = models.DateField(null=True, blank=True)
    is_key = models.BooleanField(default=False)
    notice_on = models.DateField(null=True, blank=True)
    notice_exception = models.TextField(blank=True)
    equality_effect = models.TextField(blank=True)
    equality_evidence = models.TextField(blank=True)
    equality_considered_by = models.CharField(max_length=200, blank=True)
    equality_considered_on = models.DateField(null=True, blank=True)
    written_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(known_to__isnull=True), name="decision_current"
            ),
            models.UniqueConstraint(fields=["decision", "version"], name="decision_version"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class DecisionAbout(models.Model):
    """A Thing that one wording of a decision is about: a mission, a target, a barrier."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    version = models.ForeignKey(DecisionVersion, on_delete=models.PROTECT, related_name="+")
    thing = models.ForeignKey("kernel.Thing", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "thing"], name="decision_about_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.thing_id}"


class DecisionEvidence(models.Model):
    """A Thing that one wording of a decision cites: an indicator, a finding, a statement."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    version = models.ForeignKey(DecisionVersion, on_delete=models.PROTECT, related_name="+")
    thing = models.ForeignKey("kernel.Thing", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "thing"], name="decision_evidence_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.thing_id}"


class DecisionStage(models.Model):
    """Where a decision stands, from one moment to another; `note` says why, or what a review found."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in DecisionState])
    on = models.DateField()
    note = models.TextField(blank=True)
    checked = models.BooleanField(default=True)  # by somebody else than who proposed it
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(known_to__isnull=True), name="decision_stage_current"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["decision", "known_from"], name="decision_stage_when")]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.state}"


class DecisionEntry(models.Model):
    """What was added to the record later: a correction is a new entry, never a change."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField()
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "number"], name="decision_entry_number")
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.number}"
