"""A barrier from the form to the confirmation: who owes, who may say what, what counts as fixed."""

from dataclasses import replace
from datetime import date

import pytest

from headway.answers import actions as answers
from headway.answers.choices import GivenAs, Standing
from headway.answers.queries import answers as answer_rows
from headway.answers.queries import inbox
from headway.flows import barriers
from headway.frontline import actions
from headway.frontline.analysis import Hours, minutes
from headway.frontline.choices import BarrierKind, Exit, Identity, Often, Shown, Takes
from headway.frontline.models import Desk
from headway.frontline.queries import (
    EVERYTHING,
    Chosen,
    Counted,
    Page,
    alike_to,
    alike_words,
    barrier,
    counted,
    counted_of,
    decided,
    ledger,
    left,
    month_by_month,
    pick,
    words_of,
)
from headway.kernel.actors import Once, Reader
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from tests import builders_barriers as build
from tests import builders_people as people
from tests.builders_barriers import NO
from tests.builders_people import MONDAY, TODAY, later

pytestmark = pytest.mark.django_db
OTHER = "0" * 32


def sums(reader: Reader) -> Counted:
    return counted(reader, pick(reader))


def listed(reader: Reader, chosen: Chosen = EVERYTHING) -> Page:
    return ledger(reader, pick(reader, chosen))


def test_a_barrier_is_owed_by_who_reads_first_and_then_by_who_decides():
    cast = build.cast()
    key = build.raised(cast)
    before = build.question(key)

    barriers.sort_barrier(people.by(cast.reader), barrier=key, sorting=build.sorting(cast))

    after = build.question(key)
    assert before.office == cast.desk
    assert [each.on for each in before.running] == [date(2026, 3, 4), date(2026, 3, 9), date(2026, 3, 30)]
    assert (after.office, after.standing) == (cast.procurement, Standing.ROUTED)
    assert after.answer_by == date(2026, 3, 30)


def test_nobody_can_raise_before_the_body_says_who_reads():
    cast = build.cast()
    Desk.objects.all().delete()

    with pytest.raises(Conflict):
        build.raised(cast)


def test_the_words_are_for_those_whom_they_concern():
    cast = build.cast()
    key = build.raised(cast, name="Nia Nurse", team="District nurses")

    public = words_of(people.reader(None), keys=[key], concerned=False)
    owed = words_of(people.reader(cast.reader), keys=[key], concerned=True)

    assert public == {}
    assert owed[key].stopped == "Each payment waits three days for the approvals panel"
    assert owed[key].name == "Nia Nurse"


def test_a_team_is_kept_and_no_name():
    cast = build.cast()

    key = build.raised(
        cast, identity=Identity.TEAM, team="District nurses", name="Nia", email="n@example.org"
    )

    words = words_of(build.seer(), keys=[key], concerned=True)[key]
    assert (words.team, words.name, words.email) == ("District nurses", "", "")
    assert not answer_rows(people.reader(cast.nurse))[0].mine


def test_a_summary_is_public_only_when_a_steward_has_approved_it():
    cast = build.cast()
    key = build.raised(cast)
    before = barrier(people.reader(None), key=key)

    actions.summarise(
        people.by(cast.steward), barrier=key, summary="Small payments wait.", language="en", version=1
    )

    after = barrier(people.reader(None), key=key)
    assert before.summary.text == ""
    assert after.summary.text == "Small payments wait."


def test_who_owes_the_answer_approves_no_summary_of_it():
    cast = build.cast()
    key = build.routed(cast)

    with pytest.raises(Forbidden):
        actions.summarise(people.by(cast.director), barrier=key, summary="All well", language="en", version=1)


def test_who_owes_the_answer_cannot_confirm_it():
    cast = build.cast()
    key = build.routed(cast)
    build.answered(cast, key)

    with pytest.raises(Forbidden):
        answers.confirm(people.by(cast.director), answer=build.question(key).key)


def test_only_a_confirmed_fix_gives_minutes_back():
    cast = build.cast()
    key = build.routed(cast)
    build.answered(cast, key)
    before = sums(people.reader(None))

    build.confirmed(cast, key)

    after = sums(people.reader(None))
    assert before.back == Hours(0, 0, 0)
    assert after.confirmed == 1
    assert (after.back.low, round(after.back.likely, 3), after.back.high) == (1.5, 3.225, 8.0)


def test_a_refusal_that_is_accepted_gives_nothing_back():
    cast = build.cast()
    key = build.routed(cast)
    build.answered(cast, key, NO)

    build.confirmed(cast, key)

    found = sums(people.reader(None))
    assert (found.confirmed, found.answered, found.back.high) == (0, 1, 0)


def test_silence_closes_as_not_confirmed_and_counts_as_nothing_fixed():
    cast = build.cast()
    key = build.routed(cast)
    build.answered(cast, key)
    month_later = later(days=31)

    found = sums(people.reader(None, month_later))

    assert build.question(key, month_later).standing == Standing.NOT_CONFIRMED
    assert (found.confirmed, found.silent, found.back.high) == (0, 1, 0)
    assert build.question(key, MONDAY).standing == Standing.GIVEN


def test_a_refusal_is_contested_and_answered_again():
    cast = build.cast()
    key = build.routed(cast)
    build.answered(cast, key, NO)
    question = build.question(key).key

    answers.contest(people.by(cast.nurse), answer=question, why="It is for children.")

    assert build.question(key).standing == Standing.CONTESTED
    assert sums(people.reader(None)).waiting == 1


def test_a_refusal_says_which_rule_and_what_instead():
    cast = build.cast()
    key = build.routed(cast)

    with pytest.raises(Invalid) as refused:
        build.answered(cast, key, build.NewReply(GivenAs.REFUSED, "No."))

    assert set(refused.value.fields) == {"rule", "instead"}


def test_a_safeguarding_matter_leaves_the_ledger_the_same_day():
    cast = build.cast()
    key = build.raised(cast)
    question = build.question(key).key

    barriers.take_out(people.by(cast.reader), barrier=key, way=Exit.SAFEGUARDING)

    assert listed(people.reader(None)).rows == ()
    with pytest.raises(Missing):
        barrier(people.reader(None), key=key)
    assert answer_rows(people.reader(None), keys=[question]) == ()
    assert left(people.reader(cast.guardian))[key].left_on == TODAY
    assert left(people.reader(cast.reader)) == {}
    assert inbox(people.reader(cast.reader)) == ()


def test_joined_barriers_are_answered_together_and_each_confirms_its_own():
    cast = build.cast()
    first, second = build.routed(cast), build.raised(cast, code=OTHER)
    barriers.join(people.by(cast.steward), barrier=second, into=first)

    build.answered(cast, first)
    build.confirmed(cast, first)

    assert build.question(first).standing == Standing.CONFIRMED
    assert build.question(second).standing == Standing.GIVEN
    assert build.question(second).office == cast.procurement
    assert build.row(first).joined == (second,)
    assert build.row(second).into == first


def test_what_is_joined_cannot_be_joined_again_and_can_be_parted():
    cast = build.cast()
    first, second = build.raised(cast), build.raised(cast, code=OTHER)
    barriers.join(people.by(cast.reader), barrier=second, into=first)

    with pytest.raises(Conflict):
        barriers.join(people.by(cast.reader), barrier=first, into=second)
    actions.part(people.by(cast.reader), barrier=second)

    assert build.row(second).into is None


def test_me_too_counts_people_and_multiplies_no_minutes():
    cast = build.cast()
    key = build.fixed(cast)
    before = sums(people.reader(None))

    actions.say_me_too(people.by(cast.reader), barrier=key)

    assert build.row(key).affected == 2
    assert sums(people.reader(None)).back == before.back
    with pytest.raises(Conflict):
        actions.say_me_too(people.by(cast.reader), barrier=key)
    with pytest.raises(Forbidden):
        actions.say_me_too(people.by(cast.nurse), barrier=key)


def test_others_who_say_the_same_are_suggested():
    cast = build.cast()
    first = build.raised(cast)
    build.raised(cast, code="1" * 32, tried="Print a letter", stopped="The scanner is on another floor")
    second = build.raised(
        cast, code=OTHER, tried="Pay for a cooker", stopped="The approvals panel makes payments wait days"
    )

    found = alike_to(build.seer(), key=second)

    assert [each.row.key for each in found] == [first]


def test_the_public_is_led_only_to_what_a_steward_has_summarised():
    cast = build.cast()
    key = build.raised(cast)
    text = "the approvals panel lets each payment wait three days"
    before = alike_words(people.reader(None), text=text)

    actions.summarise(people.by(cast.steward), barrier=key, summary="Payments wait", language="en", version=1)

    assert before == ()
    assert [row.key for row in alike_words(people.reader(None), text=text)] == [key]


def test_the_ledger_stands_by_date_and_is_read_page_by_page():
    cast = build.cast()
    keys = [build.raised(cast, later(days=day), code=f"{day:032x}") for day in range(5)]
    reader = people.reader(None, later(days=9))

    picked = pick(reader)
    one = ledger(reader, picked, most=2)
    two = ledger(reader, picked, after=one.after, most=2)
    three = ledger(reader, picked, after=two.after, most=2)

    assert [row.key for page in (one, two, three) for row in page.rows] == keys[::-1]
    assert three.after == ""


def test_the_ledger_is_chosen_by_kind_office_mission_and_standing():
    cast = build.cast()
    build.routed(cast)
    fixed = build.fixed(cast, code=OTHER, kind=BarrierKind.TOOL)
    reader = people.reader(None)

    shown = {each: len(listed(reader, Chosen(shown=each)).rows) for each in Shown}

    assert shown == {Shown.WAITING: 1, Shown.ANSWERED: 0, Shown.CONFIRMED: 1, Shown.NOT_CONFIRMED: 0}
    assert build.row(fixed).kind == BarrierKind.APPROVAL  # who sorted it said so
    assert len(listed(reader, Chosen(kind=BarrierKind.APPROVAL)).rows) == 2
    assert len(listed(reader, Chosen(mission=cast.mission)).rows) == 2
    assert len(listed(reader, Chosen(office=build.question(fixed).office_name)).rows) == 2


def test_a_page_of_the_past_says_what_it_said():
    cast = build.cast()
    key = build.routed(cast)
    build.answered(cast, key, at=later(days=3))

    then = sums(people.reader(None, later(days=2)))

    assert (then.raised, then.waiting, then.answered) == (1, 1, 0)
    assert sums(people.reader(None, later(days=4))).answered == 1


def test_a_month_ends_with_what_stood_then_and_the_last_one_with_what_stands_now():
    cast = build.cast()
    build.fixed(cast)
    reopened = build.routed(cast, at=later(days=10), code=OTHER)
    build.answered(cast, reopened, at=later(days=20))
    question = build.question(reopened, later(days=20)).key
    answers.reopen(people.by(cast.nurse, later(days=40)), answer=question, why="Not in our ward")
    gone = build.raised(cast, at=later(days=41), code="1" * 32)
    answers.withdraw(people.by(cast.nurse, later(days=42)), answer=build.question(gone, later(days=41)).key)
    build.raised(cast, mission=None, code="2" * 32)

    found = month_by_month(people.reader(None, later(days=42)), mission=cast.mission)

    assert [(each.on.isoformat(), each.raised, each.answered, each.confirmed) for each in found] == [
        ("2026-02-28", 0, 0, 0),
        ("2026-03-31", 2, 2, 1),
        ("2026-04-13", 2, 1, 1),
    ]
    now = counted_of(people.reader(None, later(days=42)), missions=[cast.mission])[cast.mission]
    assert (now.raised, now.answered, now.confirmed) == (2, 1, 1)


def test_missions_count_their_own():
    cast = build.cast()
    build.fixed(cast)
    build.raised(cast, code=OTHER, mission=None)

    found = counted_of(people.reader(None), missions=[cast.mission])
    rows = decided(people.reader(None), missions=[cast.mission])

    assert found[cast.mission].confirmed == 1
    assert [(row.on, row.given_as, row.count) for row in rows] == [(TODAY, GivenAs.FIXED, 1)]


def test_the_same_sent_twice_is_one_barrier():
    cast = build.cast()
    by = replace(people.by(cast.nurse), once=Once("a" * 32))

    one, two = build.raised(cast, by=by), build.raised(cast, by=by)

    assert one == two
    assert len(listed(people.reader(None)).rows) == 1


def test_contacts_go_a_year_after_the_answer():
    cast = build.cast()
    key = build.routed(cast, name="Nia Nurse", email="nia@example.org")
    build.answered(cast, key)
    soon, year = later(days=300), later(days=400)

    due = barriers.contacts_due(soon), barriers.contacts_due(year)
    actions.forget_contacts(people.system(year), barriers=due[1])

    assert due == ((), (key,))
    assert words_of(build.seer(year), keys=[key], concerned=True)[key].email == ""
    assert barriers.contacts_due(year) == ()


def test_words_are_blanked_when_their_writer_asks():
    cast = build.cast()
    key = build.raised(cast)

    actions.blank_words(people.by(cast.steward), barrier=key)

    assert words_of(build.seer(), keys=[key], concerned=True)[key].stopped == ""
    assert alike_to(build.seer(), key=key) == ()


@pytest.mark.parametrize(("often", "takes"), [(each, other) for each in Often for other in Takes])
def test_every_band_has_three_values_in_order(often, takes):
    found = minutes(often, takes)

    assert 0 < found.low < found.likely < found.high
