"""Corrections that were declared, applied to what a release says; a guard tells when the source is fixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from headway.formats.numbers import Status
from headway.formats.statements import Statement
from headway.measures.choices import CorrectionKind

SAME = 1e-9  # of the value expected: floats that were written and read


class Where(NamedTuple):
    """One period of one series, as statements name it."""

    indicator: str
    place: str  # code
    breakdown: str
    start: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCorrection:
    """What a person declares of one figure."""

    start: date  # first day of its period
    kind: CorrectionKind
    expect: float  # what the source says while it is wrong
    reason: str
    amount: float | None = None  # the value instead, or the factor
    told: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a release says after corrections, which of them applied, and whose source was fixed."""

    statements: tuple[Statement, ...]
    applied: tuple[Where, ...]
    fixed: tuple[tuple[Where, float | None], ...]  # with what the source says now


def where(statement: Statement) -> Where:
    """Name the figure of a statement."""
    return Where(str(UUID(statement.indicator)), statement.place, statement.breakdown, statement.period.start)


def correct(statements: Sequence[Statement], declared: Mapping[Where, NewCorrection]) -> Corrected:
    """Apply declared corrections to statements.

    A correction applies only while the source says what it is expected to say. A period that the release
    does not speak of is neither corrected nor fixed.
    """
    if not declared:
        return Corrected(tuple(statements), (), ())
    said, applied, fixed = [], [], []
    for statement in statements:
        at = where(statement)
        correction = declared.get(at)
        if correction is None:
            said.append(statement)
        elif not _expected(statement.value, correction.expect):
            fixed.append((at, statement.value))
            said.append(statement)
        else:
            applied.append(at)
            said.append(_changed(statement, correction))
    return Corrected(tuple(said), tuple(applied), tuple(fixed))


def _expected(value: float | None, expect: float) -> bool:
    return value is not None and abs(value - expect) <= SAME * max(abs(expect), SAME)


def _changed(statement: Statement, correction: NewCorrection) -> Statement:
    """Return a statement as its correction says it; what no longer fits the value goes with it."""
    bare = replace(statement, lower=None, upper=None, count=None, denominator=None)
    if correction.kind is CorrectionKind.DROP:
        return replace(bare, value=None, status=Status.NOT_AVAILABLE)
    if correction.kind is CorrectionKind.FLAG:
        return replace(statement, status=Status.LOW_RELIABILITY)
    amount = correction.amount or 0.0
    if correction.kind is CorrectionKind.OVERRIDE:
        return replace(bare, value=amount, status=Status.ESTIMATED)
    value, *ends = (
        None if side is None else side * amount
        for side in (statement.value, statement.lower, statement.upper)
    )
    lower, upper = ends if amount > 0 else reversed(ends)
    return replace(statement, value=value, lower=lower, upper=upper)
