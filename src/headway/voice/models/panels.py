"""Panel with its seed, list, targets, draw, replacements, meetings and recommendations."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.kernel.keys import new_key
from headway.voice.choices import CarriedOut, Lottery


class Panel(models.Model):
    """People drawn by lot who answer one question; what was announced stays, its stages are dates."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey(
        "missions.Mission", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    conversation = models.ForeignKey(
        "voice.Conversation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # where everybody is asked the same
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT, related_name="+")  # owes answers
    question = models.CharField(max_length=200)
    language = models.CharField(max_length=12, default="en")
    task = models.TextField()  # what the panel is asked to do, and what happens with it
    recruiter = models.CharField(max_length=500)  # who recruits, and how
    size = models.PositiveIntegerField()
    lottery = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Lottery])
    announced_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    invented = models.BooleanField(default=False)  # made up for a demonstration: pages say so

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | Q(drawn_at__isnull=False),
                name="panel_reported_was_drawn",
            )
        ]

    def __str__(self) -> str:
        return self.question


class PanelSeed(models.Model):
    """The secret that the lots start from; its hash was told when the panel was announced."""

    privacy = Privacy.SECRET
    history = History.FROZEN
    retention = "kept: it is shown with the draw"

    panel = models.OneToOneField(Panel, primary_key=True, on_delete=models.PROTECT, related_name="+")
    secret = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"seed of {self.panel_id}"


class PanelList(models.Model):
    """Who volunteered, as codes with what they told; never public, and emptied when the panel reports."""

    privacy = Privacy.SECRET
    history = History.TECHNICAL
    retention = "until the panel reports; then only its hash stays"

    panel = models.OneToOneField(Panel, primary_key=True, on_delete=models.PROTECT, related_name="+")
    content = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"list of {self.panel_id}"


class PanelFrame(models.Model):
    """What is public of the list, and the targets: fixed after the seed and before the draw."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    panel = models.OneToOneField(Panel, primary_key=True, on_delete=models.PROTECT, related_name="+")
    targets = models.TextField()  # CSV: feature, value, min, max
    list_hash = models.CharField(max_length=64)
    people = models.PositiveIntegerField()
    by_household = models.BooleanField()  # one of each may be drawn
    counts = models.JSONField()  # how many volunteers by target
    beacon = models.CharField(max_length=300, blank=True)
    beacon_on = models.DateField(null=True, blank=True)
    fixed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"frame of {self.panel_id}"


class PanelDraw(models.Model):
    """The lottery and the panel that was drawn, as codes; anybody can draw again from the portfolio."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    panel = models.OneToOneField(Panel, primary_key=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=200, blank=True)  # the public one that came after the list
    seed = models.BigIntegerField()
    portfolio = models.TextField()  # JSON without spaces: equally likely panels
    chances = models.TextField()  # CSV: code, chance
    drawn = models.PositiveIntegerField()  # which of the portfolio
    members = models.JSONField()
    reserves = models.JSONField()
    quotas = models.JSONField()  # how many were drawn by target
    least = models.FloatField()
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draw of {self.panel_id}"


class PanelReplacement(models.Model):
    """That somebody of the panel left and the next reserve came, as codes; why is nobody's business."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    left = models.CharField(max_length=40)
    came = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["panel", "left"], name="panel_left_once"),
            models.UniqueConstraint(fields=["panel", "came"], name="panel_came_once"),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id}: {self.left}"


class PanelMeeting(models.Model):
    """A day on which a panel meets."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept"

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    topic = models.CharField(max_length=300)
    set_by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["panel", "on"], name="panel_meeting_day"),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id}: {self.on}"


class Recommendation(models.Model):
    """What a panel recommends, with its votes; an answer is owed to it once the panel reports."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "kept for ever"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=500)
    language = models.CharField(max_length=12, default="en")
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["panel", "number"], name="recommendation_number")
        ]

    def __str__(self) -> str:
        return self.text


class RecommendationCarrying(models.Model):
    """How far a recommendation is carried out, as the body says, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever"

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=[(each.value, each.value) for each in CarriedOut])
    note = models.CharField(max_length=500)
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recommendation"],
                condition=Q(known_to__isnull=True),
                name="recommendation_carrying_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.state}"


class PanelSlip(models.Model):
    """The hash of a code that a member of the panel was given; which member, nobody can look up."""

    privacy = Privacy.SEALED
    history = History.FROZEN
    retention = "as long as the panel"

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)  # SHA-256 of 80 random bits
    key = models.UUIDField(default=new_key, unique=True, editable=False)  # the pseudonym of the log
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.key)


class RecommendationHappening(models.Model):
    """Whether a member of the panel says that what was recommended happened."""

    privacy = Privacy.SEALED
    history = History.INTERVAL
    retention = "as long as the panel"

    slip = models.ForeignKey(PanelSlip, on_delete=models.PROTECT, related_name="+")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="+")
    happened = models.BooleanField()
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["slip", "recommendation"],
                condition=Q(known_to__isnull=True),
                name="recommendation_happening_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.slip_id} on {self.recommendation_id}"
