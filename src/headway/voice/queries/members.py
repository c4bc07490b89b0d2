"""Members of a panel: how many were given a code, and whether they say that it happened."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q

from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at
from headway.voice.models import PanelSlip, RecommendationHappening
from headway.voice.queries.statements import HappenedRow


def slips(reader: Reader, *, panel: UUID) -> int:
    """Return how many slips with a code its members were given; one query."""
    return PanelSlip.objects.filter(panel__thing__key=panel, made_at__lte=reader.at).count()


def confirmed(reader: Reader, *, recommendations: Iterable[UUID]) -> dict[UUID, HappenedRow]:
    """Return how many members of the panel say that it happened, and that it did not; one query."""
    rows = RecommendationHappening.objects.filter(
        known_at(reader.at), recommendation__thing__key__in=set(recommendations)
    )
    counted = rows.values_list("recommendation__thing__key").annotate(
        yes=Count("pk", filter=Q(happened=True)), no=Count("pk", filter=Q(happened=False))
    )
    return {key: HappenedRow(yes, no) for key, yes, no in counted}
