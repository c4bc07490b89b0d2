"""Verdicts are written down when they change, the owner is asked, and nobody else reads them before the day."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from headway.answers.choices import Standing
from headway.answers.queries import owed
from headway.briefs.checks import CHECKS
from headway.checks import actions as settings
from headway.checks.analysis import published
from headway.checks.choices import FIRST, CheckId, State, ThresholdName
from headway.checks.queries import kept, public, story
from headway.flows.rechecks import keep, prepare, recheck
from headway.kernel.actors import ANYONE, Reader, RoleName
from headway.kernel.errors import Conflict, Forbidden
from headway.kernel.models import Entry
from headway.kernel.things import labels
from headway.missions import actions as missions
from headway.people import actions as people_actions
from tests import builders_missions as build
from tests import builders_people as people
from tests.builders_measures import MONDAY

pytestmark = pytest.mark.django_db
LONG_AGO = MONDAY - timedelta(days=400)


def later(days: int) -> datetime:
    return MONDAY + timedelta(days=days)


def opened(*, lead: bool = True, **changed: object) -> UUID:
    """Return a mission of a body that has been here for long, led by its director, whose page opens on Monday."""
    body = people.body(at=LONG_AGO)
    office = people_actions.add_office(build.system(LONG_AGO), organisation=body, name="Director of Food")
    world = build.world()
    words = replace(build.WORDS, lead=office if lead else None, **changed)  # type: ignore[arg-type]
    missions.write_charter(
        build.system(), mission=world.mission, charter=words, version=version(world.mission)
    )
    missions.open_mission(build.system(), mission=world.mission)
    return world.mission


def version(mission: UUID) -> int:
    return labels([mission])[mission].version


def held(mission: UUID, at: datetime = MONDAY) -> dict[str, State]:
    return {check: row.said.state for check, row in kept(build.seer(at), missions=[mission])[mission].items()}


def seen(mission: UUID, at: datetime) -> dict[str, State]:
    """Return what anybody reads."""
    found = public(Reader(ANYONE, at), mission=mission)
    return {check: rows[-1].row.said.state for check, rows in found.items()}


def test_every_check_of_an_open_mission_is_written_down_once() -> None:
    mission = opened()

    first, again = recheck(build.system()), recheck(build.system(later(1)))

    assert (first, again) == (1, 0)
    assert len(held(mission)) == len(CHECKS)
    assert Entry.objects.filter(kind="checks.verdicts_kept").count() == 1


def test_a_draft_is_not_written_down() -> None:
    build.world()

    written = recheck(build.system())

    assert written == 0


def test_a_new_body_is_asked_the_first_checks_alone_for_ninety_days() -> None:
    people.body()
    world = build.world()
    missions.open_mission(build.system(), mission=world.mission)

    recheck(build.system(later(89)))
    young = set(held(world.mission, later(89)))
    recheck(build.system(later(90)))

    assert young == set(FIRST)
    assert len(held(world.mission, later(90))) == len(CHECKS)


def test_who_leads_is_asked_about_what_is_not_met_and_about_nothing_else() -> None:
    mission = opened()

    recheck(build.system())

    rows = kept(build.seer(), missions=[mission])[mission]
    asked = owed(build.seer(), about=[row.thing for row in rows.values()])
    not_met = {row.thing for row in rows.values() if row.said.state is State.NOT_MET}
    assert set(asked) == not_met
    assert {row.answer_by for row in asked.values()} == {date(2026, 3, 16)}
    assert {row.reply_by for row in rows.values()} == {date(2026, 3, 16)}


def test_nobody_else_reads_a_verdict_until_the_tenth_working_day_is_over() -> None:
    mission = opened()
    recheck(build.system())

    early, last, after = (seen(mission, later(days)) for days in (0, 14, 15))

    assert early == {}
    assert last == {}
    assert after == held(mission)


def test_bank_holidays_give_the_owner_more_time() -> None:
    mission = opened()
    april = datetime(2026, 4, 1, 9, 0, tzinfo=MONDAY.tzinfo)

    recheck(build.system(april))

    days = {row.reply_by for row in kept(build.seer(april), missions=[mission])[mission].values()}
    assert days == {date(2026, 4, 17)}  # Good Friday and Easter Monday do not count


def test_a_mission_without_a_lead_has_the_same_days() -> None:
    mission = opened(lead=False)

    recheck(build.system())

    rows = kept(build.seer(), missions=[mission])[mission].values()
    assert {row.reply_by for row in rows} == {date(2026, 3, 16)}
    assert owed(build.seer(), about=[row.thing for row in rows]) == {}


def test_what_is_cleared_before_its_day_was_never_public() -> None:
    mission = opened(review_on=None)
    recheck(build.system())
    clear(mission, later(3))

    recheck(build.system(later(3)))

    assert held(mission, later(3))["C17"] is State.MET
    assert [row.row.said.state for row in public(Reader(ANYONE, later(60)), mission=mission)["C17"]] == [
        State.MET
    ]


def clear(mission: UUID, at: datetime) -> None:
    """Write the review and the end into the charter."""
    words = replace(build.WORDS, review_on=date(2027, 3, 1), ends_when="Two years at 80%")
    missions.write_charter(build.system(at), mission=mission, charter=words, version=version(mission))


def test_what_clears_a_public_verdict_is_public_at_once() -> None:
    mission = opened()
    recheck(build.system())
    clear(mission, later(30))

    recheck(build.system(later(30)))

    assert seen(mission, later(29))["C17"] is State.NOT_MET
    assert seen(mission, later(30))["C17"] is State.MET


def test_a_question_that_is_settled_is_taken_back() -> None:
    mission = opened()
    recheck(build.system())
    thing = kept(build.seer(), missions=[mission])[mission]["C17"].thing
    clear(mission, later(3))

    recheck(build.system(later(3)))

    assert owed(build.seer(later(3)), about=[thing])[thing].standing is Standing.WITHDRAWN


def test_new_numbers_in_the_same_verdict_do_not_start_the_time_anew() -> None:
    mission = opened()
    recheck(build.system())
    build.outcome(mission, "Unlock creativity", headline=False)
    before = kept(build.seer(later(20)), missions=[mission])[mission]["C2"]
    recheck(build.system(later(20)))
    build.outcome(mission, "Nobody is lonely", headline=False)

    recheck(build.system(later(21)))

    after = kept(build.seer(later(21)), missions=[mission])[mission]["C2"]
    assert before.said.case == "unclear"
    assert after.said.case == "unmeasured"
    assert after.said.facts["all"] == 3
    assert after.raised_at == later(20)
    assert seen(mission, later(22))["C2"] is State.NOT_MET


def test_a_past_day_shows_what_was_public_then() -> None:
    mission = opened()
    recheck(build.system())
    clear(mission, later(30))
    recheck(build.system(later(30)))

    past = seen(mission, later(20))

    assert past["C17"] is State.NOT_MET


def test_two_workers_at_once_write_it_down_once() -> None:
    mission = opened()
    one, other = (prepare(build.seer(), missions=[mission])[0] for _worker in range(2))
    keep(build.system(), changes=one)

    with pytest.raises(Conflict):
        keep(build.system(), changes=other)

    assert len(story(build.seer(), mission=mission)["C4"]) == 1


def test_nobody_but_the_installation_writes_verdicts() -> None:
    mission = opened()
    changes = prepare(build.seer(), missions=[mission])[0]

    with pytest.raises(Forbidden):
        keep(build.holding(RoleName.ADMINISTRATOR), changes=changes)


def test_who_does_not_work_on_a_mission_does_not_read_what_is_not_public() -> None:
    mission = opened()
    recheck(build.system())

    with pytest.raises(Forbidden):
        kept(Reader(ANYONE, MONDAY), missions=[mission])
    with pytest.raises(Forbidden):
        story(Reader(ANYONE, MONDAY), mission=mission)


def test_a_check_that_is_switched_off_says_why_and_asks_nothing() -> None:
    mission = opened()
    reason = "We publish our review dates elsewhere."
    settings.switch_off(build.holding(RoleName.STEWARD), check=CheckId.C17, reason=reason)

    recheck(build.system())

    row = kept(build.seer(), missions=[mission])[mission]["C17"]
    assert row.said.state is State.NOT_APPLICABLE
    assert row.said.facts == {"reason": reason}


def test_a_threshold_that_the_steward_sets_is_obeyed_from_then_on() -> None:
    mission = opened()
    recheck(build.system())
    before = kept(build.seer(), missions=[mission])[mission]["C3"].said.facts["lacking"]
    by = build.holding(RoleName.STEWARD, at=later(1))
    settings.set_threshold(
        by, check=CheckId.C3, name=ThresholdName.POINTS, value=20, reason="Our series are long."
    )

    recheck(build.system(later(1)))

    after = kept(build.seer(later(1)), missions=[mission])[mission]["C3"].said.facts["lacking"]
    assert "enough figures" not in str(before)
    assert "enough figures (14 of 20)" in str(after)


def test_questions_that_are_not_opened_ask_nothing() -> None:
    mission = opened()

    recheck(build.system())

    states = held(mission)
    assert {states[check] for check in ("C6", "C16")} == {State.NOT_APPLICABLE}


def test_nothing_is_published_in_the_days_before_an_election() -> None:
    mission = opened()
    recheck(build.system())
    rows = story(build.seer(), mission=mission)["C4"]

    day_before = published(rows, date(2026, 3, 16))

    assert day_before == ()
