"""Interval rows: as known at a moment."""

from datetime import datetime

from django.db.models import Q


def known_at(at: datetime, prefix: str = "") -> Q:
    """Return the filter for rows that held at a moment: known_from <= at < known_to."""
    since, until = f"{prefix}known_from", f"{prefix}known_to"
    return Q(**{f"{since}__lte": at}) & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": at}))
