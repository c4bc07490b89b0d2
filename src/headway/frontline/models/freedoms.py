"""Freedom from a rule: what is asked, where it stands, and what was said when it was granted."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from headway.frontline.choices import STORED, Expiry, FreedomState, Officer
from headway.frontline.models.barriers import Barrier
from headway.frontline.models.rules import Rule, Weighing
from headway.kernel.declared import History, Privacy


class Freedom(models.Model):
    """Leave to work without a rule, for some, somewhere, until a day."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    barrier = models.ForeignKey(Barrier, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    weighing = models.ForeignKey(Weighing, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class FreedomVersion(models.Model):
    """What a freedom allows whom, and until when; it changes while it is asked, and by a board's decision."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    freedom = models.ForeignKey(Freedom, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    allows = models.TextField()
    who = models.CharField(max_length=300)
    place = models.ForeignKey(
        "places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()  # the last day; there is no freedom without one
    conditions = models.TextField()  # what guards it
    answers_for = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    test = models.ForeignKey(
        "kernel.Thing", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(max_length=12, default="en")
    written_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["freedom"], condition=Q(known_to__isnull=True), name="freedom_current"
            ),
            models.UniqueConstraint(fields=["freedom", "number"], name="freedom_version"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="freedom_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class FreedomWatch(models.Model):
    """An indicator that is watched while a freedom runs."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    version = models.ForeignKey(FreedomVersion, on_delete=models.PROTECT, related_name="watches")
    indicator = models.ForeignKey("kernel.Thing", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "indicator"], name="freedom_watch_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.indicator_id}"


class FreedomStage(models.Model):
    """Where a freedom stands, from one moment to another; what a date decides is computed."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    freedom = models.ForeignKey(Freedom, on_delete=models.PROTECT, related_name="stages")
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in STORED])
    on = models.DateField()
    decision = models.ForeignKey(
        "kernel.Thing", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    expiry = models.CharField(
        max_length=10, blank=True, choices=[(each.value, each.value) for each in Expiry]
    )
    officer = models.CharField(
        max_length=16, blank=True, choices=[(each.value, each.value) for each in Officer]
    )  # who refused by a duty of their own
    note = models.TextField(blank=True)
    instead = models.TextField(blank=True)
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["freedom"], condition=Q(known_to__isnull=True), name="freedom_stage_current"
            ),
            models.CheckConstraint(
                condition=Q(state=FreedomState.REFUSED) & ~Q(note="")
                | ~Q(state=FreedomState.REFUSED) & Q(officer=""),
                name="freedom_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(expiry="") | Q(decision__isnull=False), name="freedom_expiry_has_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.freedom_id} {self.state}"


class FreedomGrant(models.Model):
    """What was said when a freedom was granted: who gains or loses, the legal check, what it could show."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    freedom = models.OneToOneField(Freedom, primary_key=True, on_delete=models.PROTECT, related_name="grant")
    equality_effect = models.TextField()
    equality_evidence = models.TextField()
    equality_considered_by = models.CharField(max_length=200)
    equality_considered_on = models.DateField()
    legal_check = models.TextField(blank=True)  # what the check found; needed where the rule is law
    legal_checked_by = models.CharField(max_length=200, blank=True)
    could_show = models.JSONField(default=list)  # the smallest effects that were printed before granting
    granted_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)
