"""Targets, their versions, paths and forecasts as records that travel, keys and times kept."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from headway.kernel import archive
from headway.kernel.actions import step
from headway.kernel.archive import Kind, Record
from headway.targets.models import Forecast, Target, TargetVersion, Trajectory

TARGET = Kind("target", Target)
PARTS = (
    Kind("target-version", TargetVersion, natural=("target", "version")),
    Kind("trajectory", Trajectory, natural=("target", "version")),
    Kind("forecast", Forecast, natural=("key",)),
)
KINDS = (TARGET, *PARTS)


def dump(keys: Iterable[UUID]) -> Iterator[Record]:
    """Yield targets, and all that was ever said and expected of them."""
    targets = Target.objects.filter(thing__key__in=set(keys))
    yield from archive.dump(TARGET, targets)
    for kind in PARTS:
        yield from archive.dump(kind, kind.model._default_manager.filter(target__in=targets))  # noqa: SLF001


@step
def load(records: Iterable[Record]) -> int:
    """Write what is not here yet; see `kernel.archive.load`."""
    return archive.load(KINDS, records)
