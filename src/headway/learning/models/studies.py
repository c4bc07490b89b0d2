"""Studies on the analyst's bench, estimated from a panel."""

from django.db import models

from headway.kernel.declared import History, Privacy
from headway.learning.choices import StudyKind


class Study(models.Model):
    """What was asked of some data, and what came out; never changed: other questions are other studies."""

    privacy = Privacy.MEMBERS
    history = History.FROZEN
    retention = "kept for ever, with its data"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    mission = models.ForeignKey("missions.Mission", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(each.value, each.value) for each in StudyKind])
    asked = models.JSONField()  # columns and choices
    found = models.JSONField()  # numbers and codes
    kept_by = models.UUIDField(null=True)
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)
