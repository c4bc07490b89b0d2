"""Answer (what is owed), its turns, how it stands, replies, askers, notices; clocks, capacities, pauses."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.answers.choices import AnswerKind, ClockName, Due, GivenAs, PauseReason, Turn
from headway.kernel.declared import History, Privacy
from headway.kernel.keys import new_key
from headway.kernel.workdays import Calendar


class Answer(models.Model):
    """A question that an office owes an answer to; how it stands is its last turn."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey("kernel.Thing", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in AnswerKind])
    across = models.BooleanField(default=False)  # who asks belongs to another body than who owes
    affected = models.PositiveIntegerField(default=1)  # how many people it is about, as they say
    costs = models.CharField(max_length=24, blank=True)  # a band that the app reads that asks; sums go by it
    home = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()  # the day the clocks count from, in the installation's zone
    asked_at = models.DateTimeField()
    quiet_until = models.DateField(null=True, blank=True)  # public after this day

    class Meta:
        indexes: ClassVar = [models.Index(fields=["asked_on"], name="answer_asked_on")]

    def __str__(self) -> str:
        return str(self.pk)


class Asker(models.Model):
    """Who asked: an account, or whoever holds a code of which only the hash is kept."""

    privacy = Privacy.PERSONAL
    history = History.FROZEN
    retention = "as long as its question"

    answer = models.OneToOneField(Answer, primary_key=True, on_delete=models.PROTECT, related_name="asker")
    account = models.UUIDField(null=True, db_index=True)
    code = models.CharField(max_length=64, blank=True, db_index=True)  # SHA-256 of 128 random bits

    def __str__(self) -> str:
        return str(self.pk)


class Reply(models.Model):
    """What an office answered, to one question or to many; its words never change."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    given_as = models.CharField(max_length=12, choices=[(each.value, each.value) for each in GivenAs])
    reason = models.TextField()
    language = models.CharField(max_length=12, default="en")
    rule = models.CharField(max_length=300, blank=True)  # the rule a refusal rests on
    instead = models.TextField(blank=True)  # what can be done instead
    promised_for = models.DateField(null=True, blank=True)  # the date of a "not yet"

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(given_as=GivenAs.NOT_YET, promised_for__isnull=False)
                | ~Q(given_as=GivenAs.NOT_YET) & Q(promised_for__isnull=True),
                name="reply_not_yet_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.given_as


class AnswerTurn(models.Model):
    """One thing that happened to a question, with the dates that hold from then on, until the next."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept for ever"

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="turns")
    number = models.PositiveIntegerField()
    turn = models.CharField(max_length=12, choices=[(turn.value, turn.value) for turn in Turn])
    at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)  # when the next one came; null: the last
    office = models.ForeignKey(
        "people.Office", on_delete=models.PROTECT, related_name="+"
    )  # owes from then on
    calendar = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Calendar])
    since = models.DateField()  # the day the clocks of this round count from
    acknowledge_by = models.DateField(null=True, blank=True)
    route_by = models.DateField(null=True, blank=True)
    answer_by = models.DateField()
    confirm_by = models.DateField(null=True, blank=True)  # silence until the end of this day closes it
    due = models.DateField(null=True, blank=True)  # of what runs, the first to run out, before any pause
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["answer", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "number"], name="answer_turn"),
            models.UniqueConstraint(
                fields=["answer"], condition=Q(until__isnull=True), name="answer_last_turn"
            ),
            models.CheckConstraint(
                condition=Q(turn__in=[Turn.GIVEN, Turn.CONFIRMED], reply__isnull=False)
                | ~Q(turn__in=[Turn.GIVEN, Turn.CONFIRMED]) & Q(reply__isnull=True),
                name="answer_given_has_reply",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "until", "due"], name="answer_turn_owing"),
            models.Index(  # sums over many questions read it alone, and no row
                fields=["answer", "until", "at", "turn", "office", "due", "confirm_by", "reply"],
                name="answer_turn_sums",
            ),
            models.Index(fields=["turn", "until"], name="answer_turn_standing"),
            models.Index(
                fields=["office", "due"],
                condition=Q(until__isnull=True, due__isnull=False),
                name="answer_turn_inbox",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.number}: {self.turn}"


class AnswerNow(models.Model):
    """How a question stands since its last turn: a copy in one row, so that sums of many read one index.

    Written with every turn by `steps.ground.keep`, which also makes all of it anew from the turns.
    """

    privacy = Privacy.PUBLIC
    history = History.TECHNICAL
    retention = "as long as its question"

    answer = models.OneToOneField(Answer, primary_key=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in AnswerKind])
    mission = models.ForeignKey(
        "kernel.Thing", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    costs = models.CharField(max_length=24, blank=True)
    asked_on = models.DateField()
    about_key = models.UUIDField()
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+", db_index=False)
    turn = models.CharField(max_length=12, choices=[(turn.value, turn.value) for turn in Turn])
    at = models.DateTimeField()
    due = models.DateField(null=True, blank=True)
    confirm_by = models.DateField(null=True, blank=True)
    given_as = models.CharField(
        max_length=12, blank=True, choices=[(each.value, each.value) for each in GivenAs]
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(  # in the order in which sums are grouped: without sorting, and without a row
                fields=["kind", "turn", "given_as", "costs", "mission", "office", "due", "confirm_by"],
                name="answer_now_sums",
            ),
            models.Index(  # a list by date: what was not chosen is passed over in here
                fields=["kind", "asked_on", "about_key", "turn", "office", "mission", "confirm_by"],
                name="answer_now_by_date",
            ),
            models.Index(fields=["kind", "at"], name="answer_now_at"),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.turn}"


class Objection(models.Model):
    """Why who asked opened the question again or contests a refusal; never public as written."""

    privacy = Privacy.PERSONAL
    history = History.FROZEN
    retention = "as long as its question"

    turn = models.OneToOneField(
        AnswerTurn, primary_key=True, on_delete=models.PROTECT, related_name="objection"
    )
    text = models.TextField()

    def __str__(self) -> str:
        return str(self.pk)


class Notice(models.Model):
    """That a clock ran out was told; once for each date that was fixed."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept"

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="notices")
    clock = models.CharField(max_length=12, choices=[(due.value, due.value) for due in Due])
    fixed_for = models.DateField()  # the date as it was fixed, before any pause
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "clock", "fixed_for"], name="notice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.clock}"


class ClockSetting(models.Model):
    """How many days a clock gives, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    clock = models.CharField(max_length=16, choices=[(name.value, name.value) for name in ClockName])
    days = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(known_to__isnull=True), name="clock_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock}: {self.days}"


class Capacity(models.Model):
    """How many answers a body can give a month, as it says itself, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    monthly = models.PositiveSmallIntegerField(null=True, blank=True)  # null: it says nothing any more
    reason = models.CharField(max_length=300)
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(known_to__isnull=True), name="capacity_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.monthly}"


class Pause(models.Model):
    """Days on which the clocks of an office stand still, in public, with the reason."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept for ever"

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=8, choices=[(each.value, each.value) for each in PauseReason])
    note = models.CharField(max_length=300)
    starts_on = models.DateField()  # the first day that does not count
    planned_end = models.DateField(null=True, blank=True)  # the last such day, as said at the start
    ended_on = models.DateField(null=True, blank=True)  # the last such day, as said later
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_at__isnull=True)
                | Q(ended_on__isnull=False, ended_at__isnull=False),
                name="pause_end_is_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} from {self.starts_on}"
