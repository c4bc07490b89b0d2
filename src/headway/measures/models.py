"""Indicator, IndicatorCard, Release, Series, Observation, ChartSetting."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from headway.kernel.declared import History, Privacy
from headway.measures.choices import (
    ChartKind,
    CorrectionKind,
    IndicatorState,
    Level,
    ObservationStatus,
    Polarity,
    ReleaseState,
    RuleSet,
    Use,
)


def options(kind: type) -> list[tuple[str, str]]:
    """Return an enumeration as Django choices."""
    return [(entry.value, entry.value) for entry in kind]  # type: ignore[attr-defined]


class Indicator(models.Model):
    """A measure with a name and an address; what it means stands on its card, a version a change."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=options(IndicatorState), default=IndicatorState.LIVE)
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.pk)


class IndicatorCard(models.Model):
    """What an indicator means, from one moment to another."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever: definitions are history"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)  # as printed behind a value: %, tCO2e per head
    level = models.CharField(max_length=8, choices=options(Level))
    polarity = models.CharField(max_length=8, choices=options(Polarity))
    use = models.CharField(max_length=14, choices=options(Use), default=Use.PUBLIC_ACCOUNT)
    definition = models.TextField()
    rationale = models.TextField(blank=True)
    method = models.TextField(blank=True)  # how it is measured and checked
    caveats = models.TextField(blank=True)  # what you should know
    population = models.CharField(max_length=200, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    observable = models.PositiveSmallIntegerField(null=True, blank=True)  # O grade of check C11, 0 to 2
    verifiable = models.PositiveSmallIntegerField(null=True, blank=True)  # V grade, 0 to 2
    responsible = models.ForeignKey(
        "people.Office", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    review_on = models.DateField(null=True, blank=True)
    next_release_on = models.DateField(null=True, blank=True)
    lowest = models.FloatField(null=True, blank=True)  # bounds a value can take, such as 0 and 100
    highest = models.FloatField(null=True, blank=True)
    chart = models.CharField(max_length=13, choices=options(ChartKind), default=ChartKind.VALUES)
    balancing = models.ForeignKey(  # what would show if this one were driven at the cost of something else
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    invented = models.BooleanField(default=False)  # synthetic: every page that shows it says so
    change_note = models.CharField(max_length=300, blank=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(known_to__isnull=True), name="card_current"
            ),
            models.UniqueConstraint(fields=["indicator", "version"], name="card_version"),
            models.CheckConstraint(
                condition=Q(observable__isnull=True) | Q(observable__lte=2), name="card_observable_grade"
            ),
            models.CheckConstraint(
                condition=Q(verifiable__isnull=True) | Q(verifiable__lte=2), name="card_verifiable_grade"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Release(models.Model):
    """One publication: who published what when, when we got it, from which file, read how."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept for ever, undone ones too"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    publisher = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    licence = models.CharField(max_length=120)
    url = models.URLField(max_length=500, blank=True)
    published_at = models.DateTimeField()  # UTC; midnight where only a date is given
    sequence = models.PositiveIntegerField(default=0)  # order of releases of one moment
    received_at = models.DateTimeField()
    file = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    content = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, related_name="+"
    )  # canonical statements
    mapping = models.ForeignKey(
        "files.Mapping", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    complete = models.BooleanField()  # it restates whole series: what it leaves out is withdrawn
    invented = models.BooleanField(default=False)
    accepted_by = models.UUIDField(null=True)
    state = models.CharField(max_length=8, choices=options(ReleaseState), default=ReleaseState.ACCEPTED)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["published_at", "sequence"], name="release_order")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=ReleaseState.UNDONE, undone_at__isnull=False)
                | Q(state=ReleaseState.ACCEPTED, undone_at__isnull=True),
                name="release_undone_has_date",
            )
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"


class ReleaseIndicator(models.Model):
    """Which indicators a release speaks of: what to rebuild when one comes late or is undone."""

    privacy = Privacy.PUBLIC
    history = History.FROZEN
    retention = "as long as its release"

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "indicator"], name="release_indicator")
        ]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.indicator_id}"


class Series(models.Model):
    """One indicator in one place for one group; natural key, no Thing."""

    privacy = Privacy.PUBLIC
    history = History.TECHNICAL
    retention = "as long as its observations"
    travels_as = ("indicator", "place", "breakdown")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    breakdown = models.CharField(max_length=200, blank=True)  # "Age=16-24|Sex=Female"; empty: everybody

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "place", "breakdown"], name="series_natural_key"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.place_id} {self.breakdown}"


class Observation(models.Model):
    """One value of one period, for as long as it was the latest word."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever: revisions are history"

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+", db_index=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    period_start = models.DateField()
    period_length = models.CharField(max_length=6)  # P1Y, P3M, P1M, P1D, P3Y
    value = models.FloatField(null=True)
    lower = models.FloatField(null=True)  # 95 % interval as published
    upper = models.FloatField(null=True)
    count = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    status = models.CharField(
        max_length=16, choices=options(ObservationStatus), default=ObservationStatus.FINAL
    )
    known_from = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    known_to = models.DateTimeField(null=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "period_start", "known_from", "sequence"], name="observation_interval"
            ),
            models.UniqueConstraint(
                fields=["series", "period_start"],
                condition=Q(known_to__isnull=True),
                name="observation_current",
            ),
            models.CheckConstraint(
                condition=Q(known_to__isnull=True) | Q(known_to__gte=F("known_from")),
                name="observation_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["indicator", "known_to"], name="observation_indicator_known")
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.period_start} {self.value}"


# What was said of a period, and with it since when and until when: the columns in which both are read.
VALUE = ("period_start", "period_length", "value", "lower", "upper", "count", "denominator", "status")
CELLS = (*VALUE, "known_from", "sequence", "known_to")


class ChartSetting(models.Model):
    """How one series is charted: rule set, screening, baseline, rebases with reasons; a version a change."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever: a chart without its settings cannot be drawn again"

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+")
    rules = models.CharField(max_length=6, choices=options(RuleSet), default=RuleSet.NHS)
    screen = models.BooleanField(default=True)
    fix_after = models.PositiveSmallIntegerField(null=True, blank=True)  # points in the baseline
    rebases = models.JSONField(default=list)  # [{"on": "2020-04-01", "reason": "...", "kind": "break|step"}]
    reason = models.CharField(max_length=300, blank=True)
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series"], condition=Q(known_to__isnull=True), name="chart_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.rules}"


class Correction(models.Model):
    """A published figure that is known to be wrong, and what is done about it until its source is fixed."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever: who reads a figure can see that it is not the published one"

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+")
    period_start = models.DateField()
    kind = models.CharField(max_length=8, choices=options(CorrectionKind))
    amount = models.FloatField(null=True, blank=True)  # the value instead, or the factor
    expect = models.FloatField()  # what the source says while it is wrong; anything else stops an import
    reason = models.CharField(max_length=300)
    told = models.CharField(max_length=200, blank=True)  # who at the publisher was told, and when
    set_by = models.UUIDField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "period_start"],
                condition=Q(known_to__isnull=True),
                name="correction_current",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["drop", "flag"], amount__isnull=True)
                | Q(kind__in=["override", "scale"], amount__isnull=False),
                name="correction_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.period_start} {self.kind}"
