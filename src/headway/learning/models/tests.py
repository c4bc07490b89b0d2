"""Test with its drafts, locked plans, stages, draw, looks, results, ruling and ratings.

What a locked plan, a list and a draw say is kept as the very text that was hashed; the database refuses to
change these rows (see the migration `0002_locked_rows`).
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.learning.choices import Choice, Design, Phase, Reading, Scale

HEX = 64


class Test(models.Model):
    """A question about one link of a theory of change, on its way to a decision."""

    __test__ = False
    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept; a withdrawn one stays as a tombstone"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey("missions.Mission", on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(
        "missions.TocLink", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Draft(models.Model):
    """What a plan said before it was locked, from one moment to another."""

    privacy = Privacy.MEMBERS
    history = History.INTERVAL
    retention = "kept with its test"

    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)
    design = models.CharField(max_length=16, choices=[(each.value, each.value) for each in Design])
    content = models.TextField()
    written_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["test"], condition=Q(known_to__isnull=True), name="test_draft_current"
            ),
            models.UniqueConstraint(fields=["test", "number"], name="test_draft_number"),
        ]

    def __str__(self) -> str:
        return f"{self.test_id} draft {self.number}"


class Plan(models.Model):
    """A locked plan: version 1, and each amendment with its reason; never changed, only followed."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    design = models.CharField(max_length=16, choices=[(each.value, each.value) for each in Design])
    decide_on = models.DateField()
    content = models.TextField()  # canonical JSON, the very text that was hashed
    hash = models.CharField(max_length=HEX)
    reason = models.TextField(blank=True)  # of an amendment
    locked_by = models.UUIDField(null=True)
    locked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["test", "number"], name="test_plan_number"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="test_plan_amended_why"),
        ]

    def __str__(self) -> str:
        return f"{self.test_id} plan {self.number}"


class Stage(models.Model):
    """Where a test stands, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Phase])
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    note = models.TextField(blank=True)
    quiet_until = models.DateField(null=True, blank=True)  # public after this day: an election comes first
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["test"], condition=Q(known_to__isnull=True), name="test_stage_current"
            ),
            models.CheckConstraint(
                condition=Q(plan__isnull=False) | Q(phase__in=(Phase.DRAFT, Phase.WITHDRAWN)),
                name="test_stage_has_plan",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["test", "known_from"], name="test_stage_when")]

    def __str__(self) -> str:
        return f"{self.test_id} {self.phase}"


class Seed(models.Model):
    """The secret a draw will start from; its hash was told before the list was fixed."""

    privacy = Privacy.SECRET
    history = History.FROZEN
    retention = "kept: it is shown with the draw"

    test = models.OneToOneField(Test, primary_key=True, on_delete=models.PROTECT, related_name="+")
    secret = models.CharField(max_length=HEX)
    commitment = models.CharField(max_length=HEX)  # SHA-256 of the secret
    committed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"seed of {self.test_id}"


class UnitList(models.Model):
    """Who or what is drawn from, fixed after the seed was committed; names of people do not belong in it."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "kept with its test: a draw is redone from it"

    test = models.OneToOneField(Test, primary_key=True, on_delete=models.PROTECT, related_name="+")
    content = models.TextField()  # CSV, sorted
    hash = models.CharField(max_length=HEX)
    units = models.PositiveIntegerField()
    program = models.TextField()  # canonical JSON: the constraints of the draw
    beacon = models.CharField(max_length=300, blank=True)  # a public number that comes later, in words
    beacon_on = models.DateField(null=True, blank=True)
    fixed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"list of {self.test_id}"


class Draw(models.Model):
    """The draw: the seed that came out and who was drawn for what; anybody can do it again."""

    privacy = Privacy.MEMBERS  # the counts and hashes are public; rows of people are not
    history = History.FROZEN
    retention = "kept with its test"

    test = models.OneToOneField(Test, primary_key=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=200, blank=True)  # the public number, as it was published
    seed = models.BigIntegerField()
    content = models.TextField()  # CSV of unit, stratum, arm
    hash = models.CharField(max_length=HEX)
    counts = models.JSONField()  # by arm
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draw of {self.test_id}"


class Look(models.Model):
    """What was seen while a test ran: shares, losses, mixing, balance, guardrails; never an effect."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    on = models.DateField()
    content = models.TextField()  # canonical JSON
    written_by = models.UUIDField(null=True)
    looked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["test", "number"], name="test_look_number")]

    def __str__(self) -> str:
        return f"{self.test_id} look {self.number}"


class Result(models.Model):
    """What came out under one version of the plan; a correction is the next number with its reason."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    reading = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Reading])
    content = models.TextField()  # canonical JSON: numbers, checks, words, the hash of the data
    file = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    study = models.ForeignKey(  # of the bench, where its numbers come from there
        "learning.Study", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(blank=True)  # of a correction
    written_by = models.UUIDField(null=True)
    found_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["test", "number"], name="test_result_number"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="test_result_corrected_why"),
        ]

    def __str__(self) -> str:
        return f"{self.test_id} result {self.number}"


class Ruling(models.Model):
    """What was decided after a test, beside what its rule had said."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    test = models.OneToOneField(Test, primary_key=True, on_delete=models.PROTECT, related_name="+")
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey("kernel.Thing", on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Choice])
    choice = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Choice])
    reason = models.TextField(blank=True)
    second = models.ForeignKey(
        "people.Office", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    costs = models.TextField(blank=True)
    ruled_by = models.UUIDField(null=True)
    ruled_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rule=models.F("choice")) | (~Q(reason="") & Q(second__isnull=False)),
                name="test_ruling_against_the_rule_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.test_id}: {self.choice}"


class Rating(models.Model):
    """How strong one reviewer finds a finished test on a named scale of a named version."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    test = models.ForeignKey(Test, on_delete=models.PROTECT, related_name="+")
    scale = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Scale])
    version = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField()
    reasons = models.TextField()
    rated_by = models.UUIDField(null=True)
    rated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.test_id} {self.scale} {self.level}"
