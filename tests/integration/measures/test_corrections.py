"""Corrections of published figures: applied on the way in, refused once the source is fixed, ended with a reason."""

from datetime import date

import pytest

from headway.flows import figures as flow
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.measures import actions
from headway.measures.analysis.corrections import NewCorrection
from headway.measures.choices import CorrectionKind, ObservationStatus
from headway.measures.queries import Wanted, corrections, series_values
from headway.places.queries import place
from tests.builders_measures import CAMDEN, bring_in, by, indicator, moment, places, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    places()
    key = indicator(at=moment("2024-01-01"))
    bring_in(key, {2021: 17.0, 2022: 185.0}, "2025-01-10", who=by(at=moment("2025-01-10")))
    return Wanted(key, place(reader(), code=CAMDEN).key, "")


def new(**changed) -> NewCorrection:
    given = {
        "start": date(2022, 1, 1),
        "kind": CorrectionKind.SCALE,
        "expect": 185.0,
        "amount": 0.1,
        "reason": "Published in thousandths",
    }
    return NewCorrection(**given | changed)


def values(series):
    found = series_values(reader(), wanted=[series])[series]
    return dict(
        zip((day.year for day in found.start), zip(found.value, found.status, strict=True), strict=True)
    )


def test_a_figure_is_corrected_as_it_comes_in_and_as_long_as_its_source_says_the_same(series):
    actions.declare_correction(by(at=moment("2025-02-01")), series=series, correction=new())

    bring_in(series.indicator, {2021: 17.0, 2022: 185.0, 2023: 19.0}, "2026-01-12")

    assert values(series)[2022] == (18.5, ObservationStatus.FINAL)
    assert values(series)[2023] == (19.0, ObservationStatus.FINAL)


def test_a_corrected_release_that_is_rebuilt_stays_corrected(series):
    actions.declare_correction(by(at=moment("2025-02-01")), series=series, correction=new())
    bring_in(series.indicator, {2021: 17.0, 2022: 185.0}, "2026-01-12")
    later = bring_in(series.indicator, {2021: 17.0, 2022: 185.0, 2023: 19.0}, "2026-02-12")

    flow.undo_release(by(), release=later.release, reason="Wrong file")

    assert values(series)[2022] == (18.5, ObservationStatus.FINAL)


def test_once_the_source_is_fixed_no_figures_come_in_until_the_correction_has_ended(series):
    actions.declare_correction(by(at=moment("2025-02-01")), series=series, correction=new())

    with pytest.raises(Invalid, match="no longer says"):
        bring_in(series.indicator, {2021: 17.0, 2022: 18.4}, "2026-01-12")
    actions.end_correction(by(), series=series, start=date(2022, 1, 1), reason="The publisher fixed it")
    bring_in(series.indicator, {2021: 17.0, 2022: 18.4}, "2026-01-12")

    assert values(series)[2022] == (18.4, ObservationStatus.FINAL)
    assert corrections(reader()) == ()


def test_a_page_of_the_past_shows_the_corrections_of_that_day(series):
    actions.declare_correction(by(at=moment("2025-02-01")), series=series, correction=new())
    actions.end_correction(by(), series=series, start=date(2022, 1, 1), reason="Fixed")

    (then,) = corrections(reader(at=moment("2025-03-01")), indicators={series.indicator})

    assert (then.correction, then.place_code) == (new(), CAMDEN)
    assert corrections(reader(at=moment("2025-01-15"))) == ()


def test_one_figure_has_one_correction_and_what_is_not_there_cannot_end(series):
    actions.declare_correction(by(), series=series, correction=new(kind=CorrectionKind.FLAG))

    with pytest.raises(Conflict):
        actions.declare_correction(by(), series=series, correction=new())
    with pytest.raises(Missing):
        actions.end_correction(by(), series=series, start=date(2021, 1, 1), reason="Fixed")
    with pytest.raises(Missing):
        actions.declare_correction(by(), series=series._replace(breakdown="Age=Old"), correction=new())
    assert corrections(reader())[0].correction.amount is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 301}, "reason"),
        ({"told": "x" * 201}, "told"),
        ({"expect": float("nan")}, "expect"),
        ({"amount": None}, "amount"),
        ({"amount": float("inf")}, "amount"),
        ({"amount": 0.0}, "amount"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(series, changed, field):
    with pytest.raises(Invalid) as refusal:
        actions.declare_correction(by(), series=series, correction=new(**changed))

    assert list(refusal.value.fields) == [field]


def test_a_correction_does_not_end_without_a_reason(series):
    actions.declare_correction(by(), series=series, correction=new())

    with pytest.raises(Invalid):
        actions.end_correction(by(), series=series, start=date(2022, 1, 1), reason=" ")
