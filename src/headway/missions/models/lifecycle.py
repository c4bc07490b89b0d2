"""Stage, AdoptionException, LitmusAnswer, Consultation: where a mission stands and what brought it there."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.missions.choices import Ending, LitmusStep, MissionState
from headway.missions.models.charter import Mission


class Stage(models.Model):
    """Where a mission stands, from one moment to another; `on` is the day it happened."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"
    travels_as = ("mission", "known_from", "known_to")

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in MissionState])
    on = models.DateField()
    body = models.CharField(max_length=200, blank=True)  # whose power was used
    decision = models.ForeignKey(
        "kernel.Thing", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    before_headway = models.BooleanField(default=False)  # entered as adopted, without the adoption guard
    ending = models.CharField(
        max_length=12, blank=True, choices=[(ending.value, ending.value) for ending in Ending]
    )
    merged_into = models.ForeignKey(
        Mission, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["mission"], condition=Q(known_to__isnull=True), name="mission_stage_current"
            ),
            models.CheckConstraint(
                condition=Q(state=MissionState.CLOSED, decision__isnull=False) & ~Q(ending="")
                | ~Q(state=MissionState.CLOSED) & Q(ending=""),
                name="mission_closed_by_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state=MissionState.ADOPTED) | Q(decision__isnull=False) | Q(before_headway=True),
                name="mission_adopted_by_decision",
            ),
            models.CheckConstraint(
                condition=Q(ending=Ending.MERGED, merged_into__isnull=False)
                | ~Q(ending=Ending.MERGED) & Q(merged_into__isnull=True),
                name="mission_merged_into_another",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["mission", "known_from"], name="mission_stage_when")]

    def __str__(self) -> str:
        return f"{self.mission_id} {self.state}"


class AdoptionException(models.Model):
    """Why a mission was adopted although a check was not met: public words of the board."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    check_code = models.CharField(max_length=8)
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "check_code"], name="adoption_exception_once")
        ]

    def __str__(self) -> str:
        return f"{self.check_code}: {self.text}"


class LitmusAnswer(models.Model):
    """One of the four answers to "is a mission the right form?"; without text it was not assessed."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=12, choices=[(step.value, step.value) for step in LitmusStep])
    text = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    written_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["mission", "step"], condition=Q(known_to__isnull=True), name="litmus_current"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mission_id}: {self.step}"


class Consultation(models.Model):
    """Who was asked about the charter, how they were found, and what changed because of them."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="+")
    began_on = models.DateField()
    ended_on = models.DateField()
    recruitment = models.CharField(max_length=300)  # how people were found
    people = models.PositiveIntegerField()
    summary = models.TextField()
    changes = models.TextField(blank=True)  # what in the charter changed because of it
    reply = models.CharField(max_length=300, blank=True)  # where the reply to them was published
    statutory = models.BooleanField(default=False)
    written_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=models.F("began_on")), name="consultation_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mission_id}: {self.ended_on}"
