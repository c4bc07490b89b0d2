"""How far long work has come, in the cache: technical, forgotten after an hour, never audited."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.core.cache import cache

from headway.formats.errors import Unreadable
from headway.kernel.errors import Refused

KEPT_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Progress:
    """Percent done; `fault` is a message id or a text that says why the work stopped."""

    percent: int
    fault: str = ""


def report(upload: UUID, percent: int, fault: str = "") -> None:
    """Note how far the work on an upload has come; outside any transaction, or nobody would see it."""
    cache.set(f"upload:{upload}", asdict(Progress(percent, fault)), KEPT_SECONDS)


def progress(upload: UUID) -> Progress | None:
    """Return how far the work has come; None when none is under way."""
    found = cache.get(f"upload:{upload}")
    return Progress(**found) if found else None


def finished(upload: UUID) -> None:
    """Forget about the work: it is done."""
    cache.delete(f"upload:{upload}")


def fault_text(fault: Refused | Unreadable) -> str:
    """Return what a page prints when the work stopped."""
    return str(fault) if isinstance(fault, Unreadable) else fault.sentence.text()
