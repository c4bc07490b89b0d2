"""Verdict with its versions, CheckSetting: what the checks said, and the thresholds they were judged by."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.checks.choices import State
from headway.kernel.declared import History, Privacy


class Verdict(models.Model):
    """What one check says of one mission; what it said when stands on its versions."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey("missions.Mission", on_delete=models.PROTECT, related_name="+")
    check_code = models.CharField(max_length=8)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mission", "check_code"], name="verdict_once"),
        ]

    def __str__(self) -> str:
        return f"{self.check_code} of {self.mission_id}"


class VerdictVersion(models.Model):
    """What a check said from one moment to another; public only after the owner's time to reply."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=14, choices=[(state.value, state.value) for state in State])
    case = models.CharField(max_length=40)  # which of the check's sentences
    facts = models.JSONField(default=dict)  # its numbers, names and dates; never how long ago
    raised_at = models.DateTimeField()  # since when it says this, whatever became of the numbers
    reply_by = models.DateField()  # the owner's last day to reply; public after it
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["verdict"], condition=Q(known_to__isnull=True), name="verdict_current"
            ),
            models.UniqueConstraint(fields=["verdict", "number"], name="verdict_number"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict_id}: {self.state}"


class CheckSetting(models.Model):
    """A threshold that the steward set, or, without a name, that a check is switched off; with the reason."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever: what was asked when"

    check_code = models.CharField(max_length=8)
    name = models.CharField(max_length=20, blank=True)
    value = models.FloatField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["check_code", "name"],
                condition=Q(known_to__isnull=True),
                name="check_setting_current",
            ),
            models.CheckConstraint(
                condition=Q(name="", value__isnull=True) | ~Q(name="") & Q(value__isnull=False),
                name="check_setting_has_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_code} {self.name}".strip()
