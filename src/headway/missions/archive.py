"""Missions with all their versions, outcomes and measures as records that travel, keys and times kept."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from headway.kernel import archive
from headway.kernel.actions import step
from headway.kernel.archive import Kind, Record
from headway.missions.models import CharterVersion, Mission, Outcome, OutcomeMeasure

MISSION = Kind("mission", Mission)
OUTCOME = Kind("outcome", Outcome)
CHARTER = Kind("charter", CharterVersion, natural=("mission", "version"))
MEASURE = Kind(
    "outcome-measure", OutcomeMeasure, natural=("outcome", "indicator", "place", "breakdown", "known_from")
)
KINDS = (MISSION, CHARTER, OUTCOME, MEASURE)


def dump(keys: Iterable[UUID]) -> Iterator[Record]:
    """Yield missions, then all that stands on them."""
    missions = Mission.objects.filter(thing__key__in=set(keys))
    yield from archive.dump(MISSION, missions)
    yield from archive.dump(CHARTER, CharterVersion.objects.filter(mission__in=missions))
    yield from archive.dump(OUTCOME, Outcome.objects.filter(mission__in=missions))
    yield from archive.dump(MEASURE, OutcomeMeasure.objects.filter(outcome__mission__in=missions))


@step
def load(records: Iterable[Record]) -> int:
    """Write what is not here yet; see `kernel.archive.load`."""
    return archive.load(KINDS, records)
