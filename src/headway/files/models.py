"""StoredFile, Mapping, Upload."""

from typing import ClassVar

from django.db import models

from headway.files.choices import UploadState
from headway.kernel.declared import History, Privacy
from headway.kernel.keys import new_key


class StoredFile(models.Model):
    """Bytes under their SHA-256 in the data folder; the row says what they are."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "as long as a release or an upload rests on it"
    travels_as = ("sha256",)

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    name = models.CharField(max_length=255)  # as sent, made safe
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Mapping(models.Model):
    """How a source's columns are read, saved with its header's fingerprint; a change is a new version."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "kept: releases name the version they were read with"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    name = models.SlugField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    fingerprint = models.CharField(max_length=64, blank=True)
    layout = models.JSONField()  # formats.layouts.Layout as data
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "version"], name="mapping_version")]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Upload(models.Model):
    """One file on its way in: what it is for, what was understood, what became of it."""

    privacy = Privacy.MEMBERS
    history = History.DATED
    retention = "cancelled and refused ones 90 days, accepted ones with their release"

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)  # figures, places, mission
    mapping = models.ForeignKey(Mapping, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    details = models.JSONField(
        default=dict
    )  # publisher, title, licence, published_at, indicator, ... as the form took them
    preview = models.JSONField(null=True)  # counts, examples and problems, for the page
    state = models.CharField(
        max_length=10,
        default=UploadState.RECEIVED,
        choices=[(state.value, state.value) for state in UploadState],
    )
    by = models.UUIDField(null=True)
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.key)
