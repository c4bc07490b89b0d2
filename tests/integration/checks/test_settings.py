"""What the steward sets about the checks: refusals, and what stays of it."""

from datetime import timedelta

import pytest

from headway.checks import actions
from headway.checks.choices import CheckId, ThresholdName
from headway.checks.queries import settings, settings_history, verdict_of
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.keys import new_key
from headway.kernel.models import Entry
from tests import builders_missions as build
from tests import builders_people as people
from tests.builders_measures import MONDAY

pytestmark = pytest.mark.django_db


def steward(days: int = 0):
    return build.holding(RoleName.STEWARD, at=MONDAY + timedelta(days=days))


def more_points(days: int = 0, value: float = 8.0, reason: str = "A forecast takes 8.") -> None:
    actions.set_threshold(
        steward(days), check=CheckId.C3, name=ThresholdName.POINTS, value=value, reason=reason
    )


def test_before_the_body_is_set_up_nothing_is_set():
    with pytest.raises(Conflict):
        more_points()


def test_a_number_that_a_check_does_not_have_is_not_set():
    people.body()

    with pytest.raises(Missing):
        actions.set_threshold(
            steward(), check=CheckId.C4, name=ThresholdName.POINTS, value=8, reason="No such number."
        )


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 0.0, 51.0, 3.0])
def test_a_number_out_of_bounds_or_the_same_is_refused(value):
    people.body()

    with pytest.raises(Invalid) as refused:
        more_points(value=value)

    assert set(refused.value.fields) == {"value"}


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_a_reason_is_one_public_sentence(reason):
    people.body()

    with pytest.raises(Invalid) as refused:
        more_points(reason=reason)

    assert set(refused.value.fields) == {"reason"}


def test_what_was_set_when_stays_with_its_days():
    people.body()
    more_points(days=1)
    more_points(days=2, value=9.0, reason="Better nine.")

    then, now = (build.seer(MONDAY + timedelta(days=days, hours=1)) for days in (1, 2))

    assert settings(then).limits.of("C3", "points") == 8
    assert settings(now).limits.of("C3", "points") == 9
    assert [(row.value, row.known_to is None) for row in settings_history(then)] == [(8.0, True)]
    assert [(row.value, row.known_to is None) for row in settings_history(now)] == [(9.0, True), (8.0, False)]


def test_every_change_is_an_event_without_its_words():
    people.body()

    more_points()
    actions.switch_off(steward(), check=CheckId.C13, reason="Our survey is small.")
    actions.switch_on(steward(), check=CheckId.C13)

    rows = Entry.objects.filter(kind__startswith="checks.").order_by("seq")
    assert [row.kind for row in rows] == [
        "checks.threshold_set",
        "checks.switched_off",
        "checks.switched_on",
    ]
    assert not any("survey" in row.facts or "forecast" in row.facts for row in rows)


def test_what_is_no_verdict_leads_nowhere():
    with pytest.raises(Missing):
        verdict_of(build.seer(), key=new_key())
