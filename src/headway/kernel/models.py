"""Thing, old addresses, translations, the log with its heads, cursors, parked reactions, idempotency keys."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.kernel.keys import new_key


class Thing(models.Model):
    """The identity of every noun: its random key is what leaves the database, never the integer."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept; a withdrawn thing keeps its key and label as a tombstone"

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    slug = models.SlugField(max_length=80, null=True, blank=True)
    label = models.CharField(max_length=300)  # public words only; never a person's name
    language = models.CharField(max_length=12, default="en")
    mission = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=200, blank=True)  # where an imported thing was born; empty: here
    version = models.PositiveIntegerField(default=1)
    born_on = models.DateTimeField()
    gone_on = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "slug"], condition=Q(slug__isnull=False), name="thing_slug"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "label"], name="thing_kind_label")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.label}"


class OldSlug(models.Model):
    """An address a thing had before; it redirects for good."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept for ever: old addresses redirect"

    kind = models.CharField(max_length=40)
    slug = models.SlugField(max_length=80)
    thing = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "slug"], name="old_slug")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


class Translation(models.Model):
    """A text people wrote, in another language; the original stands on its own row."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "as long as its thing"

    thing = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    text = models.TextField()
    by = models.UUIDField(null=True)
    approved = models.BooleanField(default=False)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["thing", "field", "language"],
                condition=Q(known_to__isnull=True),
                name="translation_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} ({self.language})"


class Entry(models.Model):
    """One line of the log: append-only, in commit order, each hashed over the one before. No foreign keys."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "kept for ever: facts hold keys, kinds, numbers and dates only"

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    actor = models.UUIDField(null=True)
    via = models.CharField(max_length=8)
    about = models.UUIDField(null=True, db_index=True)
    facts = models.TextField()  # canonical JSON, the very bytes that were hashed
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "seq"], name="entry_kind_seq")]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class LogHead(models.Model):
    """The last entry's number and hash: one row, locked last in every action."""

    privacy = Privacy.PUBLIC
    history = History.TECHNICAL
    retention = "one row, always"

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="log_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


class PublishedHead(models.Model):
    """The head as it was told to the world on a day; what was published cannot be cut away unseen."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept for ever"

    day = models.DateField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


class Cursor(models.Model):
    """How far one consumer of the log has come; commits together with what the consumer wrote."""

    privacy = Privacy.MEMBERS
    history = History.TECHNICAL
    retention = "one row a consumer"

    consumer = models.CharField(max_length=80, primary_key=True)
    seq = models.BigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.consumer} at {self.seq}"


class Parked(models.Model):
    """An entry that a consumer failed on three times; `headway doctor` names it."""

    privacy = Privacy.MEMBERS
    history = History.TECHNICAL
    retention = "until a person lets it run again"

    consumer = models.CharField(max_length=80)
    seq = models.BigIntegerField()
    fault = models.CharField(max_length=120)  # the class of the error: its text may hold what the log may not
    parked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["consumer", "seq"], name="parked_once")]

    def __str__(self) -> str:
        return f"{self.consumer} on {self.seq}"


class Idempotency(models.Model):
    """A key that a client may send twice, and the answer it got."""

    privacy = Privacy.SECRET
    history = History.TECHNICAL
    retention = "7 days"

    scope = models.CharField(max_length=80)  # the action's name and who acts
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64, blank=True)
    answer = models.TextField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_key")]

    def __str__(self) -> str:
        return self.key
