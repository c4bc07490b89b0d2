"""The only file of this door that reads the clock; who acts is the installation itself."""

import os
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from headway.kernel.actors import SYSTEM, By, Via


def now(asked: str | None = None) -> datetime:
    """Return the moment: `--at` or HEADWAY_NOW in demo and test mode, else the clock.

    Raises
    ------
    ValueError
        When what was asked for is no day and no moment.
    """
    wanted = asked or os.environ.get("HEADWAY_NOW", "")
    if not wanted or settings.PRODUCTION:
        return datetime.now(UTC)  # noqa: TID251 - this is the door's clock
    zone = ZoneInfo(settings.TIME_ZONE)
    if len(wanted) == len("2026-03-02"):
        return datetime.combine(date.fromisoformat(wanted), time.max, zone).astimezone(UTC)
    read = datetime.fromisoformat(wanted)
    return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)


def by(at: datetime) -> By:
    """Return the installation at work."""
    return By(SYSTEM, at, Via.WORK)
