"""Conversation with its terms, codes to take part with, and the results that were worked out."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.voice.choices import Entry


class Conversation(models.Model):
    """One question put to people; its stages are dates."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey(
        "missions.Mission", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    invented = models.BooleanField(default=False)  # made up for a demonstration: pages say so

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="conversation_closed_was_open",
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | Q(closed_at__isnull=False),
                name="conversation_reported_was_closed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ConversationTerms(models.Model):
    """What a conversation asks and how it is held, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    question = models.CharField(max_length=200)
    language = models.CharField(max_length=12, default="en")
    background = models.TextField(blank=True)
    easy_read = models.TextField(blank=True)
    video = models.URLField(max_length=500, blank=True)
    rules = models.TextField(blank=True)
    statutory = models.BooleanField(default=False)
    statute = models.CharField(max_length=300, blank=True)  # the law that asks for the consultation
    recruitment = models.CharField(max_length=500, blank=True)  # how people are found
    unheard = models.CharField(max_length=300, blank=True)  # of whom nobody took part, as the body found
    closes_on = models.DateField(null=True, blank=True)  # the last day, as announced
    entry = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Entry])
    minimum_age = models.PositiveSmallIntegerField(default=0)
    for_children = models.TextField(blank=True)  # the notice in words for children
    moderated = models.BooleanField(default=True)  # before a statement is published
    equality = models.BooleanField(default=False)  # optional questions about oneself are asked
    office = models.ForeignKey(
        "people.Office", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # owes the answers; the office that leads the mission where none is named
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(known_to__isnull=True), name="conversation_terms_current"
            ),
            models.UniqueConstraint(fields=["conversation", "version"], name="conversation_terms_version"),
            models.CheckConstraint(
                condition=Q(minimum_age=0) | ~Q(for_children=""), name="conversation_children_are_told"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.version}"


class RowsAssessment(models.Model):
    """Whether the votes may be published person by person, as a steward assessed it before the first vote."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="+")
    allowed = models.BooleanField()
    assessment = models.TextField()
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(known_to__isnull=True), name="rows_assessment_current"
            )
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.allowed}"


class InviteCode(models.Model):
    """A code of one letter; its hash alone is kept, and never who used it."""

    privacy = Privacy.SECRET
    history = History.TECHNICAL
    retention = "as long as the conversation"

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="+")
    batch = models.CharField(max_length=80)  # the print run
    code_hash = models.CharField(max_length=64, unique=True)
    used = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.batch}"


class Admission(models.Model):
    """That an account joined a conversation, as a keyed hash; never under which pseudonym."""

    privacy = Privacy.SECRET
    history = History.TECHNICAL
    retention = "as long as the conversation"

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="+")
    account_hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "account_hash"], name="admission_once")
        ]

    def __str__(self) -> str:
        return str(self.conversation_id)


class Snapshot(models.Model):
    """A result as it was worked out: groups, statements, reliability; small groups are already left out."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    participants = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    result = models.TextField()  # canonical JSON

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "number"], name="snapshot_number")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.number}"
