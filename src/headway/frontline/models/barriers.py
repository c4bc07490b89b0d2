"""Barrier with its versions, words, marks and merges; the desk that reads first; the letterbox."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.frontline.choices import BarrierKind, Changer, Exit, Identity, Often, RaisedAs, Takes
from headway.kernel.declared import History, Privacy


class Barrier(models.Model):
    """What is in somebody's way, without their words; how it stands is its answer's."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    answer = models.OneToOneField("answers.Answer", on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey(
        "missions.Mission", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.ForeignKey(
        "places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    raised_as = models.CharField(max_length=9, choices=[(each.value, each.value) for each in RaisedAs])
    identity = models.CharField(max_length=9, choices=[(each.value, each.value) for each in Identity])
    often = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Often])
    takes = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Takes])
    raised_on = models.DateField()  # the day; of a letter nothing finer is known
    raised_at = models.DateTimeField()  # of a letter: when the letterbox was emptied

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["raised_on"], name="barrier_raised_on"),
            models.Index(  # sums over many barriers read it alone, and no row
                fields=["answer", "mission", "raised_at", "often", "takes"], name="barrier_sums"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class BarrierVersion(models.Model):
    """How a barrier is sorted, and the summary that a steward has approved, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    barrier = models.ForeignKey(Barrier, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in BarrierKind])
    changer = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Changer])
    summary = models.CharField(max_length=600, blank=True)
    language = models.CharField(max_length=12, default="en")
    written_by = models.UUIDField(null=True)  # null: who raised it
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["barrier"], condition=Q(known_to__isnull=True), name="barrier_current"
            ),
            models.UniqueConstraint(fields=["barrier", "number"], name="barrier_number"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "known_from", "known_to", "barrier"], name="barrier_sorted"),
        ]

    def __str__(self) -> str:
        return f"{self.barrier_id} {self.number}: {self.kind}"


class BarrierWords(models.Model):
    """What who raised it wrote; never public as written."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "as long as the barrier; blanked when its writer asks"

    barrier = models.OneToOneField(Barrier, primary_key=True, on_delete=models.PROTECT, related_name="words")
    tried = models.TextField()
    for_whom = models.TextField(blank=True)
    stopped = models.TextField()
    rule_cited = models.CharField(max_length=300, blank=True)
    team = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, default="en")

    def __str__(self) -> str:
        return str(self.pk)


class BarrierContact(models.Model):
    """Who to write to about a barrier that was raised by name."""

    privacy = Privacy.PERSONAL
    history = History.FROZEN
    retention = "blanked a year after the answer"

    barrier = models.OneToOneField(
        Barrier, primary_key=True, on_delete=models.PROTECT, related_name="contact"
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=12, default="en")

    def __str__(self) -> str:
        return str(self.pk)


class BarrierPicture(models.Model):
    """A picture of what stands in the way, without its metadata; for those who work on it."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "as long as the barrier; blanked when its writer asks"

    barrier = models.OneToOneField(
        Barrier, primary_key=True, on_delete=models.PROTECT, related_name="picture"
    )
    content = models.BinaryField()  # in the row, not in the folder of files: a file has a time of its own
    media_type = models.CharField(max_length=20)

    def __str__(self) -> str:
        return str(self.pk)


class BarrierMark(models.Model):
    """One word stem of what was written, by which others who say the same are found."""

    privacy = Privacy.MEMBERS
    history = History.TECHNICAL
    retention = "as long as the words"

    barrier = models.ForeignKey(Barrier, on_delete=models.PROTECT, related_name="marks")
    stem = models.CharField(max_length=8)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stem", "barrier"], name="barrier_mark"),
        ]

    def __str__(self) -> str:
        return f"{self.barrier_id}: {self.stem}"


class BarrierMerge(models.Model):
    """That a barrier is the same as another: one answer settles both, and each keeps its own."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    barrier = models.ForeignKey(Barrier, on_delete=models.PROTECT, related_name="+")
    into = models.ForeignKey(Barrier, on_delete=models.PROTECT, related_name="+")
    written_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["barrier"], condition=Q(known_to__isnull=True), name="barrier_merged_once"
            ),
            models.CheckConstraint(condition=~Q(barrier=models.F("into")), name="barrier_not_into_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.barrier_id} into {self.into_id}"


class BarrierExit(models.Model):
    """That a barrier left the ledger, and which office looks after it now; never public."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "kept"

    barrier = models.OneToOneField(Barrier, primary_key=True, on_delete=models.PROTECT, related_name="exit")
    way = models.CharField(max_length=14, choices=[(each.value, each.value) for each in Exit])
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    left_on = models.DateField()
    left_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.barrier_id}: {self.way}"


class MeToo(models.Model):
    """That somebody else has the same in their way; it counts people and never multiplies minutes."""

    privacy = Privacy.PERSONAL
    history = History.DATED
    retention = "as long as the barrier; the account is blanked when it goes"

    barrier = models.ForeignKey(Barrier, on_delete=models.PROTECT, related_name="me_toos")
    account = models.UUIDField(null=True)
    said_at = models.DateTimeField()  # of a letter: when the letterbox was emptied

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["barrier", "account"], name="me_too_once"),
        ]

    def __str__(self) -> str:
        return str(self.barrier_id)


class Desk(models.Model):
    """Who reads barriers first, and who takes what is no matter for a ledger; without it nothing is open."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    body = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    safeguarding = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    whistleblowing = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    call = models.CharField(max_length=300)  # who to call if somebody is at risk of harm
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body"], condition=Q(known_to__isnull=True), name="desk_current"),
        ]

    def __str__(self) -> str:
        return str(self.reader_id)


class Decider(models.Model):
    """Which office decides about one kind of barrier, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in BarrierKind])
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(known_to__isnull=True), name="decider_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.office_id}"


class Letter(models.Model):
    """What somebody wrote without a name, until the letterbox is emptied: day and content, nothing else.

    Its number is random, so that rows do not lie in the order in which they came.
    """

    privacy = Privacy.SECRET
    history = History.TECHNICAL
    retention = "until the letterbox is emptied, at most a day"

    number = models.BigAutoField(primary_key=True)  # given by us; on SQLite it is the place of the row
    code = models.CharField(max_length=64, unique=True)  # SHA-256 of the return code
    day = models.DateField()
    content = models.JSONField()
    picture = models.BinaryField(null=True)

    def __str__(self) -> str:
        return self.code
