"""Targets, their versions, paths and forecasts as records that travel, keys and times kept."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Q

from headway.kernel import archive
from headway.kernel.archive import Kind, Record
from headway.targets.models import Forecast, Target, TargetVersion, Trajectory

TARGET = Kind("target", Target)
PARTS = (
    Kind("target-version", TargetVersion, natural=("target", "version")),
    Kind("trajectory", Trajectory, natural=("target", "version")),
    Kind("forecast", Forecast, natural=("key",)),
)
KINDS = (TARGET, *PARTS)


def dump(keys: Iterable[UUID], *, missions: Iterable[UUID] = ()) -> Iterator[Record]:
    """Yield these targets and those of missions, and all that was ever said and expected of them."""
    targets = Target.objects.filter(Q(thing__key__in=set(keys)) | Q(thing__mission__key__in=set(missions)))
    yield from archive.dump(TARGET, targets)
    for kind in PARTS:
        yield from archive.dump(kind, kind.rows.filter(target__in=targets))
