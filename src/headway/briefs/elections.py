"""Missions that stand still: another administration took over and has not taken them up yet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.missions.choices import MissionState
from headway.missions.queries import MissionRow, stages
from headway.missions.queries import missions as all_missions
from headway.places.queries import ChangeRow, day_of, last_changes, quiet

RUNNING = {MissionState.ADOPTED, MissionState.UNDER_REVIEW}


@dataclass(frozen=True, slots=True)
class Frozen:
    """Since when a mission stands still, and what its page says of it."""

    on: date
    at: datetime  # the moment the page is shown as of: the end of that day
    late_from: date
    sentence: Sentence


def frozen(reader: Reader, rows: Sequence[MissionRow]) -> dict[UUID, Frozen]:
    """Return the missions that nobody has taken up since control of their place changed; one query.

    A mission is taken up by adopting it again, by an amendment, or by closing it.
    """
    changes = last_changes(reader, codes={row.place_code for row in rows})
    today = day_of(reader)
    found = {}
    for row in rows:
        change = changes.get(row.place_code)
        if change is not None and change.on < today and stands_still(reader, row, change):
            found[row.key] = standstill(change)
    return found


def stands_still(reader: Reader, row: MissionRow, change: ChangeRow) -> bool:
    """Whether a mission that was adopted before has not been taken up since; one query where it was."""
    if row.state not in RUNNING or row.adopted_on is None or row.adopted_on >= change.on:
        return False
    if row.opened_at is None or row.opened_at > end_of(change.on):  # there was no page to stand still
        return False
    if timezone.localtime(row.charter.known_from).date() >= change.on:
        return False
    later = (stage for stage in stages(reader, mission=row.key) if stage.on >= change.on)
    return all(stage.state != MissionState.ADOPTED for stage in later)


def standstill(change: ChangeRow) -> Frozen:
    said = Sentence(
        _(
            "Since %(day)s another administration runs %(place)s. This page stands as it was on that day "
            "until the new administration adopts the mission again, amends it or closes it. "
            "Nothing here is called late before %(late)s."
        ),
        {"day": change.on, "place": change.place_name, "late": change.late_from},
    )
    return Frozen(change.on, end_of(change.on), change.late_from, said)


def end_of(day: date) -> datetime:
    """Return the last microsecond of a day in the installation's zone."""
    after = datetime.combine(day + timedelta(days=1), time(), timezone.get_default_timezone())
    return after - timedelta(microseconds=1)


def waits(reader: Reader, *, codes: Sequence[str]) -> Sentence | None:
    """Return what members are told on days before an election; nothing to others, or on other days."""
    if not reader.actor.signed_in:
        return None
    row = quiet(reader, codes=codes)
    if row is None:
        return None
    said = _(
        "Pre-election period of %(place)s until %(day)s: %(reason)s. Digests and new signals wait. "
        "Figures that were announced go on."
    )
    return Sentence(said, {"place": row.place_name, "day": row.ends_on, "reason": row.reason})


def quiet_missions(reader: Reader, *, missions: Collection[UUID]) -> frozenset[UUID]:
    """Return those of some missions whose place keeps quiet before an election; no query without missions."""
    if not missions:
        return frozenset()
    rows = [row for row in all_missions(reader) if row.key in missions]
    silent = {code for code in {row.place_code for row in rows} if quiet(reader, codes=[code])}
    return frozenset(row.key for row in rows if row.place_code in silent)
