"""Statement with its turns and lineage, what was traced to it, how far that is carried out, who confirms."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.voice.choices import CarriedOut, Lineage, Turn, Why


class Statement(models.Model):
    """One sentence to agree or disagree with; how it stands is its last turn."""

    privacy = Privacy.PERSONAL  # until it is published its words are for the moderators alone
    history = History.DATED
    retention = "kept; the words of a hidden one are for its moderators alone"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    conversation = models.ForeignKey("voice.Conversation", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=1000)  # imported ones are longer than ours may be
    language = models.CharField(max_length=12, default="en")
    author = models.ForeignKey(
        "voice.Participant", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # null: put in by the body
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "number"], name="statement_number")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.number}"


class StatementTurn(models.Model):
    """One thing that happened to a statement: the public log of moderation."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="turns")
    number = models.PositiveSmallIntegerField()
    turn = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Turn])
    why = models.CharField(max_length=10, blank=True, choices=[(each.value, each.value) for each in Why])
    note = models.CharField(max_length=500, blank=True)  # public, and told to who wrote it
    set_by = models.UUIDField(null=True)  # who moderated; on no page
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "number"], name="statement_turn"),
            models.CheckConstraint(
                condition=(Q(turn=Turn.HIDDEN) & ~Q(why="")) | (~Q(turn=Turn.HIDDEN) & Q(why="")),
                name="statement_hidden_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.number}: {self.turn}"


class StatementTie(models.Model):
    """That one statement came from another."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    comes_from = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Lineage])
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "comes_from"], name="statement_tie_once")
        ]

    def __str__(self) -> str:
        return f"{self.comes_from_id} to {self.statement_id}"


class Trace(models.Model):
    """What changed because of a statement or a recommendation: a charter, a decision, a test."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    of = models.ForeignKey("kernel.Thing", on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey("kernel.Thing", on_delete=models.PROTECT, related_name="+")
    charter_version = models.PositiveIntegerField(default=0)  # where `to` is a mission; 0: none
    note = models.CharField(max_length=500)
    set_by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["of", "to", "charter_version"],
                name="trace_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.of_id} to {self.to_id}"


class CarryingOut(models.Model):
    """How far what was answered is carried out, as the body says, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=[(each.value, each.value) for each in CarriedOut])
    note = models.CharField(max_length=500)
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["statement"], condition=Q(known_to__isnull=True), name="carrying_out_current"
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.state}"
