"""A small lasting shift comes by mail once, when it is new, with how many charts could have shown one."""

from datetime import date, timedelta

import pytest

from headway.briefs.digests import mission_digest
from headway.briefs.indicators import indicator_brief
from headway.briefs.shifts import new_shifts
from headway.missions import actions as mission_actions
from tests import builders_measures as measures
from tests import builders_missions as build
from tests.builders_measures import MONDAY
from tests.unit.engine.test_cusum import MOVED

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
YEARS = {1995 + at: float(value) for at, value in enumerate(MOVED)}
BEFORE = dict(list(YEARS.items())[:18])  # no rule and no sum shows anything yet
NEW = "A small lasting shift is new on 1 of 2 charts that could show one."


@pytest.fixture
def mission():
    """A public mission judged by two series of yearly figures."""
    measures.places()
    key = build.mission()
    outcome = build.outcome(key)
    for name in ("Moves", "Stays"):
        indicator = measures.indicator(name)
        measures.bring_in(indicator, BEFORE, "2026-01-12")
        build.judged_by(key, outcome, indicator, build.place_key())
        if name == "Moves":
            moves = indicator
    mission_actions.record_adoption(
        build.system(), mission=key, adopted_on=date(2022, 3, 3), adopted_by="Cabinet"
    )
    mission_actions.open_mission(build.system(), mission=key)
    return key, moves


def shifts_told(mission, until, since) -> list[str]:
    """Return what the digest of some days says of small lasting shifts."""
    reader = build.seer(until)
    digest = mission_digest(reader, mission=mission, since=since, today=reader)
    if digest is None:
        return []
    return [each.sentence.text() for each in digest.changes if "lasting shift" in each.sentence.text()]


def test_a_shift_is_told_once_though_its_sum_falls_and_rises_again(mission):
    key, moves = mission
    measures.bring_in(moves, YEARS, "2026-03-03", who=build.system(MONDAY + DAY))

    first = shifts_told(key, MONDAY + 2 * DAY, since=MONDAY + DAY)
    told = standing(key)
    fewer = YEARS | {2019: 50.0}
    measures.bring_in(moves, fewer, "2026-03-05", who=build.system(MONDAY + 3 * DAY))
    second = shifts_told(key, MONDAY + 4 * DAY, since=MONDAY + 2 * DAY)
    down = indicator_brief(build.seer(MONDAY + 4 * DAY), slug="moves").outlook.judgement.chart.shift
    again = fewer | {2020: 53.0, 2021: 52.0, 2022: 52.0}
    measures.bring_in(moves, again, "2026-03-07", who=build.system(MONDAY + 5 * DAY))
    third = shifts_told(key, MONDAY + 6 * DAY, since=MONDAY + 4 * DAY)
    up = indicator_brief(build.seer(MONDAY + 6 * DAY), slug="moves").outlook.judgement.chart.shift

    assert (first, second, third) == ([NEW], [], [])
    assert [each.name for each in told] == ["Moves, Camden"]
    assert "small lasting rise: the 10 figures since 2009" in told[0].said[0].text()
    assert down is None
    assert up.start == 14


def standing(mission):
    reader = build.seer(MONDAY + 2 * DAY)
    digest = mission_digest(reader, mission=mission, since=MONDAY + DAY, today=reader)
    return [row for each in digest.changes if each.sentence.plural for row in each.standing]


def test_figures_published_long_ago_that_come_in_late_are_news(mission):
    key, moves = mission
    measures.bring_in(moves, YEARS, "2026-02-20", who=build.system(MONDAY + DAY))

    told = shifts_told(key, MONDAY + 2 * DAY, since=MONDAY + DAY)

    assert told == [NEW]


def test_without_a_shift_nothing_is_told_and_nothing_is_asked(mission, django_assert_num_queries):
    key, _ = mission
    shown = indicator_brief(build.seer(), slug="stays").outlook
    assert shown.judgement.chart.summed

    with django_assert_num_queries(0):
        found = new_shifts(build.seer(), [shown], MONDAY)

    assert found == []
    assert shifts_told(key, MONDAY + DAY, since=MONDAY - DAY) == []
