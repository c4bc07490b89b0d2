"""What people offer to help others with."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.kernel.keys import new_key


class Help(models.Model):
    """What one person can help with, in their own words. Not a Thing: a Thing's label is public."""

    privacy = Privacy.PERSONAL
    history = History.DATED
    retention = "until its person withdraws it or leaves: then the words and the person are blanked"

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    account = models.UUIDField(null=True)
    text = models.CharField(max_length=300, blank=True)
    reach = models.CharField(max_length=200, blank=True)  # how to get in touch
    language = models.CharField(max_length=12, default="en")
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account"], name="help_account")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(account__isnull=True, text="", reach=""),
                name="help_withdrawn_holds_no_words",
            )
        ]

    def __str__(self) -> str:
        return str(self.key)
