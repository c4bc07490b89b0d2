"""Board with its terms, the events it meets at, their agendas and minutes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.rhythms.choices import BoardStanding, ProfileCode, Seat


class Board(models.Model):
    """A body that meets; its terms stand on versions."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.pk)


class BoardVersion(models.Model):
    """What a board is, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"
    travels_as = ("board", "version")

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=12, default="en")
    remit = models.TextField(blank=True)
    standing = models.CharField(max_length=8, choices=[(each.value, each.value) for each in BoardStanding])
    profile = models.CharField(max_length=20, choices=[(each.value, each.value) for each in ProfileCode])
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["board"], condition=Q(known_to__isnull=True), name="board_current"
            ),
            models.UniqueConstraint(fields=["board", "version"], name="board_version"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class BoardMember(models.Model):
    """An office with a seat under one version of a board's terms."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    version = models.ForeignKey(BoardVersion, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Seat])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "office"], name="board_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.office_id} of {self.version_id}"


class BoardMission(models.Model):
    """A mission that a board answers for under one version of its terms."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    version = models.ForeignKey(BoardVersion, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey("missions.Mission", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "mission"], name="board_mission_once")
        ]

    def __str__(self) -> str:
        return f"{self.mission_id} of {self.version_id}"


class Event(models.Model):
    """A meeting of a board on a date."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    title = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=200, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    minuted_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["board", "on"], condition=Q(cancelled_at__isnull=True), name="event_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(minuted_at__isnull=True) | Q(held_at__isnull=False), name="event_minuted_was_held"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(held_at__isnull=True),
                name="event_cancelled_was_not_held",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["board", "on"], name="event_board_on")]

    def __str__(self) -> str:
        return f"{self.board_id} on {self.on}"


class AgendaItem(models.Model):
    """One line of an agenda, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    about = models.ForeignKey(
        "kernel.Thing", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "position"], condition=Q(known_to__isnull=True), name="agenda_current"
            )
        ]

    def __str__(self) -> str:
        return self.text


class MinuteEntry(models.Model):
    """What was minuted; a correction is the next entry, never a change."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField()
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "number"], name="minute_entry_number")
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.number}"
