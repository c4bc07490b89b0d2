"""Corrections of published figures through the pages: declared, listed for everybody, ended."""

from datetime import date

import pytest
from django.urls import reverse

from headway.kernel.actors import RoleName
from headway.measures import actions
from headway.measures.analysis.corrections import NewCorrection
from headway.measures.choices import CorrectionKind
from headway.measures.queries import Wanted
from headway.places.queries import place
from tests.builders_measures import CAMDEN, bring_in, by, indicator, places, reader
from tests.doors.web.test_figures import NOW, a_monday, analyst, answers, rows, said, send, signed_in  # noqa: F401

pytestmark = pytest.mark.django_db

GIVEN = {
    "series": CAMDEN,
    "start_day": "1",
    "start_month": "1",
    "start_year": "2022",
    "expect": "185",
    "kind": "scale",
    "amount": "0.1",
    "reason": "Published in thousandths",
    "told": "The helpdesk, 3 February",
}
END = "?place=E09000007&start=2022-01-01&group="


@pytest.fixture
def declare(analyst):
    key = indicator()
    bring_in(key, {2021: 17.0, 2022: 185.0}, "2025-01-10")
    return key, reverse("measures:correct", args=["children-in-poverty"])


def test_a_correction_is_declared_listed_and_seen_in_the_preview(analyst, declare, client):
    key, address = declare

    done = analyst.post(address, GIVEN, follow=True)
    listed = client.get(reverse("measures:corrections"))
    upload = send(analyst, rows((CAMDEN, 2021, 17.0), (CAMDEN, 2022, 185.0)))
    preview = analyst.post(reverse("measures:columns", args=[upload]), answers(key), follow=True)

    assert "The correction is declared" in said(done)
    assert "185 times 0.1" in said(listed)
    assert "Published in thousandths" in said(listed)
    assert "The helpdesk, 3 February" in said(listed)
    assert "End it" not in said(listed)
    assert "1 figure is corrected as declared" in said(preview)


def test_a_fixed_source_is_said_before_anything_comes_in(analyst, declare):
    key, address = declare
    analyst.post(address, GIVEN)
    upload = send(analyst, rows((CAMDEN, 2021, 17.0), (CAMDEN, 2022, 18.4)))

    page = analyst.post(reverse("measures:columns", args=[upload]), answers(key), follow=True)

    assert page.status_code == 422
    assert "no longer says what a declared correction expects" in said(page)


def test_a_correction_ends_with_a_reason(analyst, declare):
    _key, address = declare
    analyst.post(address, GIVEN)
    end = reverse("measures:correction-end", args=["children-in-poverty"]) + END

    asked = analyst.get(end)
    without = analyst.post(end, {"reason": ""})
    done = analyst.post(end, {"reason": "The publisher fixed it"}, follow=True)
    again = analyst.get(end)

    assert "End this correction?" in said(asked)
    assert without.status_code == 422
    assert "None: every figure stands as it was published." in said(done)
    assert again.status_code == 404


def test_mistakes_are_said_beside_their_fields(analyst, declare):
    _key, address = declare

    page = analyst.post(address, GIVEN | {"amount": ""})

    assert page.status_code == 422
    assert "Give the value to use instead, or the factor." in said(page)


def test_only_an_analyst_may_end_a_correction():
    places()
    key = indicator()
    bring_in(key, {2022: 185.0}, "2025-01-10")
    new = NewCorrection(start=date(2022, 1, 1), kind=CorrectionKind.FLAG, expect=185.0, reason="A slip")
    series = Wanted(key, place(reader(NOW), code=CAMDEN).key, "")
    actions.declare_correction(by(at=NOW), series=series, correction=new)
    end = reverse("measures:correction-end", args=["children-in-poverty"]) + END

    assert signed_in(RoleName.STAFF).get(end).status_code == 403
