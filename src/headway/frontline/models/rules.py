"""Rule with its versions, the barriers that rest on it, and what weighing it said."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.frontline.choices import Lock, RuleKind, RuleState
from headway.frontline.models.barriers import Barrier
from headway.kernel.declared import History, Privacy


class Rule(models.Model):
    """Something that tells the people who do the work what they must or may not do."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


class RuleVersion(models.Model):
    """What a rule says, who owns it and whether it is in force, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in RuleKind])
    owner = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(max_length=300)  # where it is written down
    text = models.TextField()  # what it asks, in plain words
    lock = models.CharField(
        max_length=12, blank=True, choices=[(each.value, each.value) for each in Lock]
    )  # empty: a freedom from it can be granted
    lock_reason = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    state = models.CharField(max_length=8, choices=[(each.value, each.value) for each in RuleState])
    since = models.DateField()  # the day from which it is so
    note = models.TextField(blank=True)  # why it was changed or taken away
    decision = models.ForeignKey(
        "kernel.Thing", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule"], condition=Q(known_to__isnull=True), name="rule_current"),
            models.UniqueConstraint(fields=["rule", "number"], name="rule_version"),
            models.CheckConstraint(
                condition=Q(lock="", lock_reason="") | ~Q(lock="") & ~Q(lock_reason=""),
                name="rule_lock_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class BarrierRule(models.Model):
    """The rule that a barrier rests on, as an office or the steward says."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    barrier = models.ForeignKey(Barrier, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    written_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["barrier"], condition=Q(known_to__isnull=True), name="barrier_rule_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.barrier_id} rests on {self.rule_id}"


class Weighing(models.Model):
    """What was believed of a control, and what the model said; neither ever changes."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    inputs = models.JSONField()  # name: [low, likely, high], in `currency` where it is money
    options = models.JSONField()  # what keeping was compared with, and the guards as they were stated
    found = models.JSONField()  # the answer; of a control that is no trade-off, its guards and its costs
    currency = models.CharField(max_length=3, default="GBP")
    seed = models.PositiveIntegerField(default=0)
    draws = models.PositiveIntegerField()
    note = models.TextField(blank=True)  # where the numbers come from
    language = models.CharField(max_length=12, default="en")
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "number"], name="weighing_number"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.number}"
