"""What conversations tell the checks: who was heard, what traces to it, whether anybody answered."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from headway.answers.queries import given_on
from headway.briefs.checks.dossier import Hearing, Voices
from headway.briefs.voices import agreed, telling
from headway.kernel.actors import Reader
from headway.people.queries import day_of
from headway.voice.queries.section import HeardRow, heard, traced


def hearings_in(
    reader: Reader, *, missions: Collection[UUID]
) -> Mapping[UUID, tuple[tuple[Hearing, ...], Voices]]:
    """Return what conversations say of each of some missions that has any.

    One query where there is none, two where there are, three once one was reported.
    """
    rows = heard(reader, missions=missions)
    if not rows:
        return {}
    changes = traced(reader, conversations={row.key for row in rows})
    asked = {row.key: {*agreed(row), *telling(row)} for row in rows if row.reported_at}
    keys = {key for each in asked.values() for key in each}
    answers = given_on(reader, about=keys) if keys else {}
    found: dict[UUID, list[HeardRow]] = defaultdict(list)
    for row in rows:
        found[row.mission].append(row)
    return {
        mission: told(parts, changes, {key: answers_of(asked.get(key, ()), answers) for key in asked})
        for mission, parts in found.items()
    }


def answers_of(keys: Collection[UUID], answers: Mapping[UUID, date]) -> tuple[date, ...]:
    """Return the days on which questions about some statements were answered."""
    return tuple(sorted(answers[key] for key in keys if key in answers))


def told(
    rows: Sequence[HeardRow],
    changes: Mapping[UUID, Sequence[tuple[date, int]]],
    replies: Mapping[UUID, tuple[date, ...]],
) -> tuple[tuple[Hearing, ...], Voices]:
    """Put one mission's conversations together."""
    hearings = tuple(
        Hearing(
            on=day_of(row.closed_at),
            people=row.opinion.people if row.opinion else None,
            recruited=row.recruitment.strip(),
            changes=sum(version > 0 for _day, version in changes.get(row.key, ())),
            replied=bool(replies.get(row.key)),
            missing=row.unheard.strip(),
        )
        for row in rows
        if row.closed_at is not None
    )
    days = [day for row in rows for day, _version in changes.get(row.key, ())]
    days += [day for row in rows for day in replies.get(row.key, ())]
    votes = sum(row.opinion.votes for row in rows if row.opinion)
    return hearings, Voices(votes=votes, heard_on=tuple(sorted(days)))
