"""Participant under a pseudonym, votes, and whether those concerned say that it happened."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.kernel.keys import new_key
from headway.voice.choices import Choice, Equality, Mode


class Participant(models.Model):
    """Somebody who takes part in one conversation; who it is, nobody can look up."""

    privacy = Privacy.SEALED
    history = History.FROZEN
    retention = "as long as the conversation"

    key = models.UUIDField(default=new_key, unique=True, editable=False)  # the pseudonym of the log
    conversation = models.ForeignKey("voice.Conversation", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True)  # given by an import, which keeps it
    receipt_hash = models.CharField(max_length=64, blank=True, db_index=True)  # SHA-256 of 128 random bits
    mode = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Mode])
    batch = models.CharField(max_length=80, blank=True)  # the print run of the code, or of the paper
    joined_on = models.DateField()
    told_equality = models.BooleanField(default=False)  # so that it is asked once; never when, never what

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["receipt_hash"], condition=~Q(receipt_hash=""), name="participant_receipt"
            )
        ]

    def __str__(self) -> str:
        return str(self.key)


class Vote(models.Model):
    """What a pseudonym says of a statement, from one moment to another; a change of mind is the next row."""

    privacy = Privacy.SEALED
    history = History.INTERVAL
    retention = "as long as the conversation"

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey("voice.Statement", on_delete=models.PROTECT, related_name="+")
    choice = models.SmallIntegerField(choices=[(each.value, each.name) for each in Choice])
    important = models.BooleanField(default=False)
    propensity = models.FloatField(null=True, blank=True)  # chance with which the statement was drawn
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "statement"], condition=Q(known_to__isnull=True), name="vote_current"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} on {self.statement_id}"


class Happening(models.Model):
    """Whether somebody who agreed with a statement says that what was promised happened."""

    privacy = Privacy.SEALED
    history = History.INTERVAL
    retention = "as long as the conversation"

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey("voice.Statement", on_delete=models.PROTECT, related_name="+")
    happened = models.BooleanField()
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "statement"],
                condition=Q(known_to__isnull=True),
                name="happening_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} on {self.statement_id}"


class EqualityAnswer(models.Model):
    """One answer to one optional question about oneself: of whom, when and beside which others is not kept.

    Its number is random and given anew while others answer, so that rows do not lie as they came.
    """

    privacy = Privacy.SEALED
    history = History.TECHNICAL
    retention = "as long as the conversation"

    number = models.BigAutoField(primary_key=True)  # given by us; on SQLite it is the place of the row
    conversation = models.ForeignKey("voice.Conversation", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Equality])
    value = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.question}"
