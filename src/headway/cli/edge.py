"""The only file of this door that reads the clock; who acts is the installation itself."""

import argparse
import os
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from headway.kernel.actors import SYSTEM, By, Reader, Via

Options = argparse.Namespace


def now(options: Options | None = None) -> datetime:
    """Return the moment: `--at` or HEADWAY_NOW in demo and test mode, else the clock."""
    from django.conf import settings

    wanted = getattr(options, "at", None) or os.environ.get("HEADWAY_NOW", "")
    if wanted and settings.MODE in {"demo", "test"}:
        return moment(wanted)
    return datetime.now(UTC)  # noqa: TID251 - this is the door's clock


def moment(text: str) -> datetime:
    """Read `2026-03-02` (its end, in the installation's zone) or `2026-03-02T09:00:00+00:00`."""
    from django.conf import settings

    zone = ZoneInfo(settings.TIME_ZONE)
    if len(text) == len("2026-03-02"):
        return datetime.combine(date.fromisoformat(text), time.max, zone).astimezone(UTC)
    read = datetime.fromisoformat(text)
    return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)


def by(options: Options | None = None) -> By:
    """Return the installation as the one who acts, now."""
    return By(SYSTEM, now(options), Via.CLI)


def reader(options: Options | None = None, *, known_on: str | None = None) -> Reader:
    """Return the installation as reader; `known_on` is the day to look back to."""
    if known_on is None:
        return Reader(SYSTEM, now(options))
    return Reader(SYSTEM, moment(known_on), past=date.fromisoformat(known_on[:10]))
