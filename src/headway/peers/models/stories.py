"""Stories of impact with their consent, whose work they tell of, their photograph; and draws."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.canonical import Digest
from headway.kernel.declared import History, Privacy
from headway.peers.choices import Audience, ConsentGiven, Signed, Voice


class Story(models.Model):
    """What somebody's work changed for somebody, told by who saw it."""

    privacy = Privacy.PERSONAL
    history = History.DATED
    retention = "until it is withdrawn: then the words are blanked and a marker stays"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey("missions.Mission", on_delete=models.PROTECT, related_name="+")
    outcome = models.ForeignKey(
        "missions.Outcome", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    voice = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Voice])
    signed = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Signed])
    teller = models.CharField(max_length=120, blank=True)  # as they want to be named
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    offered_by = models.UUIDField(null=True)  # the account; nobody else is told it
    code = models.CharField(max_length=64, blank=True)  # hash of what withdraws it without an account
    reached = models.PositiveIntegerField(default=0)  # how often somebody said so; nobody is remembered
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.UUIDField(null=True)
    accepted = models.BooleanField(null=True)
    independent = models.BooleanField(default=True)  # somebody else than who offered it reviewed it
    reason = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(accepted__isnull=True, reviewed_at__isnull=True)
                | Q(accepted__isnull=False, reviewed_at__isnull=False),
                name="story_review_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | Q(title="", text="", teller="", reason="", offered_by__isnull=True),
                name="story_withdrawn_holds_no_words",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Consent(models.Model):
    """What who tells a story agreed to, in the very words, when and how; and when it was taken back."""

    privacy = Privacy.PERSONAL
    history = History.FROZEN
    retention = "kept: that there was consent, in which words, and when it ended; it names nobody"

    story = models.OneToOneField(Story, primary_key=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    wording = models.TextField()
    language = models.CharField(max_length=12, default="en")
    audience = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Audience])
    given_as = models.CharField(max_length=8, choices=[(each.value, each.value) for each in ConsentGiven])
    given_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.story_id} {self.given_on}"


class StoryTeam(models.Model):
    """A team whose work a story tells of; it sees the story whoever else does."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "as long as its story"

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["story", "team"], name="story_team_once")]

    def __str__(self) -> str:
        return f"{self.story_id} {self.team_id}"


class StoryPhoto(models.Model):
    """The photograph of a story, without what its camera wrote."""

    privacy = Privacy.PERSONAL
    history = History.DATED
    retention = "until the story is withdrawn"

    story = models.OneToOneField(Story, primary_key=True, on_delete=models.PROTECT, related_name="+")
    data = models.BinaryField()  # here and not among the files, so that withdrawing takes it away
    media_type = models.CharField(max_length=40)
    says = models.CharField(max_length=300)  # what is to be seen, for who cannot

    def __str__(self) -> str:
        return str(self.pk)


class Draw(models.Model):
    """Which teams see a story first, by lot: seed and program stand before the lot is drawn."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "kept: it is the plan of a study"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    story = models.OneToOneField(Story, on_delete=models.PROTECT, related_name="+")
    program = models.TextField()
    seed = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)  # digest of program, seed, teams and both days
    first_on = models.DateField()
    later_on = models.DateField()
    committed_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(later_on__gt=models.F("first_on")), name="draw_days_in_order"),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True) | Q(drawn_at__gt=models.F("committed_at")),
                name="draw_after_its_commitment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def digest(self) -> Digest:
        """Return what stands on record, as a digest."""
        return Digest(self.commitment)


class DrawTeam(models.Model):
    """A team in a draw, and once it is drawn whether it sees the story first."""

    privacy = Privacy.MEMBERS
    history = History.DATED
    retention = "as long as its draw"

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    first = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["draw", "team"], name="draw_team_once")]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.team_id}"
