"""Rows that do not lie as they came: random numbers, and mixed with some that lie there."""

import secrets
from collections.abc import Sequence
from typing import TypeVar

from django.db import models

MIXED = 50
NUMBERS = 2**62
M = TypeVar("M", bound=models.Model)


def put_among(rows: models.Manager[M], new: Sequence[M]) -> None:
    """Write new rows with random numbers, and some that lie there again: no database tells which came last.

    Parameters
    ----------
    rows : of a model with a BigAutoField, which on SQLite is the place of the row; nothing refers to it
    new : what is added; of two that were written at once under one unique value, the first stays
    """
    lying = list(rows.select_for_update(skip_locked=True).order_by("pk")[:MIXED])
    rows.filter(pk__in=[row.pk for row in lying]).delete()
    mixed = [*lying, *new]
    for row in mixed:
        row.pk = 1 + secrets.randbelow(NUMBERS)
    secrets.SystemRandom().shuffle(mixed)
    rows.bulk_create(mixed, ignore_conflicts=True)
