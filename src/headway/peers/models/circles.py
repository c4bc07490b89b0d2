"""Circles, who joined them, their notes, and which members want a note to be read by all."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy


class Circle(models.Model):
    """Five to eight people with one question; while it forms the question is told to whoever is signed in."""

    privacy = Privacy.MEMBERS
    history = History.DATED
    retention = "kept; who was in it is forgotten a year after it closed"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey(
        "missions.Mission", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    question = models.CharField(max_length=300)
    meets = models.CharField(max_length=300, blank=True)  # where and when, in words
    language = models.CharField(max_length=12, default="en")
    met_at = models.DateTimeField(null=True, blank=True)  # since when it meets; never who came
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.question


class CircleMember(models.Model):
    """Somebody who joined a circle by themselves; only the members are told."""

    privacy = Privacy.PERSONAL
    history = History.DATED
    retention = "the account is blanked when its person leaves it, and a year after the circle closed"

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    account = models.UUIDField(null=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["circle", "account"], condition=Q(left_at__isnull=True), name="circle_member_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.circle_id)


class CircleNote(models.Model):
    """What a circle found out; its members alone read it until more than half of them want it public."""

    privacy = Privacy.MEMBERS
    history = History.DATED
    retention = "kept; it names nobody"

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField()
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circle", "number"], name="circle_note_number")
        ]

    def __str__(self) -> str:
        return f"{self.circle_id}: {self.number}"


class NoteYes(models.Model):
    """A member of a circle who wants a note to be public; forgotten once it is."""

    privacy = Privacy.PERSONAL
    history = History.DATED
    retention = "until the note is public or its person takes it back"

    note = models.ForeignKey(CircleNote, on_delete=models.CASCADE, related_name="+")
    account = models.UUIDField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["note", "account"], name="note_yes_once")]

    def __str__(self) -> str:
        return str(self.note_id)
