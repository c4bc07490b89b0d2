"""Finished tests as findings of the library, as known at a moment."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import OuterRef

from headway.kernel.actors import Reader
from headway.kernel.intervals import json_of, known_moment, parsed
from headway.learning.analysis import Outcome
from headway.learning.analysis.findings import SCALE
from headway.learning.analysis.finished import finding_of
from headway.learning.choices import Phase, Reading, Scale
from headway.learning.models import Rating, Result, Ruling, Test
from headway.learning.queries.findings import FindingRow
from headway.learning.queries.tests import TestRow

FINISHED = frozenset({Phase.ANALYSED, Phase.DECIDED})


def finished(reader: Reader, *, tests: Iterable[TestRow]) -> tuple[tuple[TestRow, FindingRow], ...]:
    """Return those of some tests that have a result, each with what it says as a finding; one query."""
    wanted = {row.key: row for row in tests if row.phase in FINISHED and row.reading is not None}
    results = Result.objects.filter(test=OuterRef("pk"), found_at__lte=reader.at).order_by("-number")
    ratings = Rating.objects.filter(test=OuterRef("pk"), rated_at__lte=reader.at, scale=Scale.HEADWAY)
    rulings = Ruling.objects.filter(test=OuterRef("pk"), ruled_at__lte=reader.at)
    rows = Test.objects.filter(thing__key__in=wanted).annotate(
        result=json_of(results, number="number", reading="reading", content="content", at="found_at"),
        rating=json_of(ratings.order_by("level", "pk"), level="level", reasons="reasons"),
        ruling=json_of(rulings, costs="costs"),
    )
    found = {row[0]: row[1:] for row in rows.values_list("thing__key", "result", "rating", "ruling")}
    return tuple((test, as_finding(test, *found[key])) for key, test in wanted.items())


def as_finding(test: TestRow, result: Any, rating: Any, ruling: Any) -> FindingRow:
    """Read one joined row; what the ruling says of the costs counts once the decision is told."""
    came, rated, ruled = parsed(result), parsed(rating), parsed(ruling)
    at = known_moment(came["at"])
    outcome = Outcome.read(came["content"])
    if test.phase is Phase.DECIDED and ruled and ruled["costs"]:
        outcome = replace(outcome, costs=" ".join(filter(None, (outcome.costs, ruled["costs"]))))
    words = finding_of(
        test.plan,
        outcome,
        Reading(came["reading"]),
        rated=(rated["level"], rated["reasons"]) if rated else None,
        at=at,
    )
    return FindingRow(
        key=test.key,
        slug=test.slug,
        version=test.version,
        published_at=at,
        number=came["number"],
        scale=SCALE,
        retracted="",
        since=at,
        words=words,
    )
