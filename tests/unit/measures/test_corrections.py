"""Declared corrections applied to statements, and the guard that tells when their source is fixed."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from headway.formats.numbers import Status
from headway.measures.analysis.corrections import NewCorrection, Where, correct
from headway.measures.choices import CorrectionKind
from tests.builders_measures import CAMDEN, statement

KEY = UUID(int=9, version=4)
AT = Where(str(KEY), CAMDEN, "", date(2022, 1, 1))


def wrong(**changed):
    published = statement(KEY, 2022, 185.0)
    return replace(published, lower=180.0, upper=190.0, count=37.0, denominator=200.0, **changed)


def declared(kind, amount=None, expect=185.0):
    return {AT: NewCorrection(start=AT.start, kind=kind, expect=expect, amount=amount, reason="A slip")}


@pytest.mark.parametrize(
    ("kind", "amount", "value", "lower", "count", "status"),
    [
        (CorrectionKind.DROP, None, None, None, None, Status.NOT_AVAILABLE),
        (CorrectionKind.OVERRIDE, 18.5, 18.5, None, None, Status.ESTIMATED),
        (CorrectionKind.SCALE, 0.1, 18.5, 18.0, 37.0, Status.NORMAL),
        (CorrectionKind.SCALE, -1.0, -185.0, -190.0, 37.0, Status.NORMAL),
        (CorrectionKind.FLAG, None, 185.0, 180.0, 37.0, Status.LOW_RELIABILITY),
    ],
)
def test_each_kind_changes_the_figure_and_what_no_longer_fits_it(kind, amount, value, lower, count, status):
    other = statement(KEY, 2023, 19.0)

    found = correct([wrong(), other], declared(kind, amount))

    first, second = found.statements
    assert (first.value, first.lower, first.count, first.status) == (value, lower, count, status)
    assert second is other
    assert (found.applied, found.fixed) == ((AT,), ())


@pytest.mark.parametrize("now", [18.5, None, 185.001])
def test_a_source_that_says_anything_else_is_fixed_and_stays_as_published(now):
    published = wrong(value=now)

    found = correct([published], declared(CorrectionKind.SCALE, 0.1))

    assert found.statements == (published,)
    assert (found.applied, found.fixed) == ((), ((AT, now),))


def test_a_release_that_does_not_speak_of_the_period_is_neither_corrected_nor_fixed():
    found = correct([statement(KEY, 2021, 185.0)], declared(CorrectionKind.DROP))

    assert (found.applied, found.fixed) == ((), ())


def test_without_corrections_everything_stands_as_published():
    published = (wrong(),)

    assert correct(published, {}).statements == published
