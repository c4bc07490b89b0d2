"""How a freedom came to stand as it does: stages, what was said when it was granted, what is watched."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from headway.frontline.analysis.freedoms import CouldShow, Watched
from headway.frontline.choices import RUNNING, Expiry, FreedomState, Officer
from headway.frontline.models import FreedomGrant, FreedomStage, FreedomVersion
from headway.frontline.queries.freedoms import FreedomRow
from headway.kernel.actors import Reader
from headway.measures.queries import Wanted, cards, series_of, series_values


def asked_by(key: UUID) -> UUID | None:
    """Return the account that wrote the first words of a freedom."""
    rows = FreedomVersion.objects.filter(freedom__thing__key=key, number=1)
    return rows.values_list("written_by", flat=True).first()


@dataclass(frozen=True, slots=True)
class FreedomStageRow:
    """One stage a freedom stood in."""

    state: FreedomState
    on: date
    decision: UUID | None
    expiry: Expiry | None
    officer: Officer | None
    note: str
    instead: str
    known_from: datetime


def freedom_stages(reader: Reader, *, key: UUID) -> tuple[FreedomStageRow, ...]:
    """Return every stage of a freedom known by then, oldest first; one query."""
    rows = FreedomStage.objects.filter(freedom__thing__key=key, known_from__lte=reader.at)
    fields = ("state", "on", "decision__key", "expiry", "officer", "note", "instead", "known_from")
    found = rows.order_by("known_from", "pk").values_list(*fields)
    return tuple(
        FreedomStageRow(
            FreedomState(state),
            on,
            decision,
            Expiry(expiry) if expiry else None,
            Officer(officer) if officer else None,
            *rest,
        )
        for state, on, decision, expiry, officer, *rest in found
    )


@dataclass(frozen=True, slots=True)
class GrantRow:
    """What was said when a freedom was granted."""

    equality_effect: str
    equality_evidence: str
    equality_considered_by: str
    equality_considered_on: date
    legal_check: str
    legal_checked_by: str
    could_show: tuple[CouldShow, ...]
    granted_at: datetime


def grant_of(reader: Reader, *, key: UUID) -> GrantRow | None:
    """Return what was said when a freedom was granted; None before. One query."""
    row = FreedomGrant.objects.filter(freedom__thing__key=key, granted_at__lte=reader.at).first()
    if row is None:
        return None
    return GrantRow(
        row.equality_effect,
        row.equality_evidence,
        row.equality_considered_by,
        row.equality_considered_on,
        row.legal_check,
        row.legal_checked_by,
        tuple(CouldShow(**{**each, "indicator": UUID(each["indicator"])}) for each in row.could_show),
        row.granted_at,
    )


def watched_past(reader: Reader, row: FreedomRow) -> tuple[Watched, ...]:
    """Return the past of each indicator that a freedom watches, in its place where there are figures.

    Elsewhere the series with no group of people that comes first by place.
    """
    keys = [each.key for each in row.watch]
    if not keys:
        return ()
    known_cards = cards(reader, keys=keys)
    chosen: dict[UUID, Wanted] = {}
    for series in series_of(reader, indicators=keys):
        better = series.place == row.place or series.indicator not in chosen
        if not series.breakdown and better:
            chosen[series.indicator] = series
    values = series_values(reader, wanted=chosen.values())
    found = []
    for key in keys:
        card, column = known_cards.get(key), values.get(chosen[key]) if key in chosen else None
        if card is None:
            continue
        past = column.value if column else ()
        length = column.length[-1] if column and column.length else "P1M"
        found.append(Watched(key, card.name, card.unit, past, length))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Count:
    """Freedoms by what became of them."""

    asked: int
    running: int
    refused: int
    made_rule: int


def freedom_counts(rows: Iterable[FreedomRow]) -> Count:
    """Count freedoms: how many became rules is the measure that matters."""
    states = [row.state for row in rows]
    return Count(
        len(states),
        sum(1 for state in states if state in RUNNING),
        states.count(FreedomState.REFUSED),
        states.count(FreedomState.MADE_RULE),
    )
