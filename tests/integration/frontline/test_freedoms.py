"""The life of a freedom: asked, granted or refused, contested, live, at its end."""

from datetime import date, timedelta
from functools import partial

import pytest

from headway.answers.choices import GivenAs, Standing
from headway.answers.queries import answer, inbox, past_clock
from headway.frontline.actions import link_test
from headway.frontline.choices import Expiry, FreedomState, Lock, Officer, RuleKind, RuleState
from headway.frontline.queries.freedoms import freedoms
from headway.frontline.queries.granted import freedom_counts, freedom_stages, grant_of
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.rhythms.choices import DecisionKind
from tests import builders_learning as tests
from tests import builders_measures as measures
from tests import builders_peers as peers
from tests import builders_people as build
from tests import builders_rules as here
from tests.builders_people import MONDAY, TODAY, later

pytestmark = pytest.mark.django_db
LAST = date(2026, 9, 6)


def on(day: date):
    return MONDAY + (day - TODAY)


def test_who_asks_for_a_freedom_is_owed_an_answer_by_the_office_that_owns_the_rule():
    cast = here.cast()

    key = here.ask(cast)

    (owing,) = inbox(build.reader(cast.director))
    assert (owing.about.key, owing.office) == (key, cast.office)
    assert here.row(key).state is FreedomState.ASKED
    assert here.row(key).answers_for == cast.office
    assert past_clock(build.reader(at=later(days=60)))[0].about.key == key


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"conditions": " "}, "conditions"),
        ({"watch": ()}, "watch"),
        ({"ends_on": date(2026, 3, 1)}, "ends_on"),
        ({"ends_on": date(2028, 4, 1)}, "ends_on"),
    ],
)
def test_no_freedom_without_a_guard_a_watch_and_a_last_day_within_two_years(changed, field):
    cast = here.cast()

    with pytest.raises(Invalid) as refusal:
        here.flows.ask_freedom(
            build.by(cast.nurse),
            new=here.replace(here.ASKED, **({"rule": cast.rule, "watch": (cast.indicator,)} | changed)),
        )

    assert set(refusal.value.fields) == {field}


def test_a_locked_rule_blocks():
    cast = here.cast(lock=Lock.SAFEGUARDING, lock_reason="It keeps children safe.")

    with pytest.raises(Conflict) as refusal:
        here.ask(cast)

    assert "It keeps children safe." in refusal.value.sentence.text()


def test_a_freedom_lives_asks_for_its_review_and_ends_by_itself():
    cast = here.cast()
    key = here.ask(cast)
    here.grant(cast, key)

    days = (TODAY, date(2026, 3, 9), LAST - timedelta(days=28), LAST - timedelta(days=27), LAST)
    states = [here.row(key, on(day)).state for day in (*days, LAST + timedelta(days=1))]

    assert states == [
        FreedomState.GRANTED,
        FreedomState.LIVE,
        FreedomState.LIVE,
        FreedomState.REVIEW_DUE,
        FreedomState.REVIEW_DUE,
        FreedomState.ENDED,
    ]
    assert here.row(key, on(LAST + timedelta(days=1))).expired


def test_granting_answers_who_asked_and_keeps_who_may_gain_or_lose():
    cast = here.cast()
    measures.places()
    measures.bring_in(cast.indicator, {2014 + year: 10 + (-1) ** year for year in range(10)})
    key = here.ask(cast, ends_on=date(2028, 3, 1))

    here.grant(cast, key)

    said = grant_of(build.reader(), key=key)
    assert said.equality_considered_by == "Director of Finance"
    (shown,) = said.could_show
    assert (shown.name, shown.unit, shown.before, shown.during) == ("Repeat claims", "%", 10, 2)
    assert shown.effect > 2
    given = answer(build.reader(cast.nurse), key=here.question(key))
    assert given.reply.given_as is GivenAs.FREEDOM


@pytest.mark.parametrize(
    "field", ["equality_effect", "equality_evidence", "equality_considered_by", "equality_considered_on"]
)
def test_nothing_is_granted_before_it_says_who_may_gain_or_lose(field):
    cast = here.cast()
    key = here.ask(cast)

    with pytest.raises(Invalid) as refusal:
        here.grant(cast, key, **{field: None if field.endswith("on") else " "})

    assert set(refusal.value.fields) == {field}
    assert here.row(key).state is FreedomState.ASKED


def test_a_law_needs_a_legal_check():
    cast = here.cast(kind=RuleKind.LAW)
    key = here.ask(cast)

    with pytest.raises(Invalid) as refusal:
        here.grant(cast, key)
    here.grant(cast, key, legal_check="Regulation 4 allows it.", legal_checked_by="Monitoring officer")

    assert set(refusal.value.fields) == {"legal_check", "legal_checked_by"}
    assert here.row(key).state is FreedomState.GRANTED


def test_a_refusal_says_why_and_what_instead_and_a_board_may_grant_once_it_is_contested():
    cast = here.cast()
    key = here.ask(cast)
    here.refuse(cast, key)
    decision = here.decided(key)

    with pytest.raises(Conflict):
        here.grant_by_board(cast, key, decision)
    here.contest(cast, key)
    here.grant_by_board(cast, key, decision)

    row = here.row(key)
    assert (row.state, row.decision) == (FreedomState.GRANTED, decision)
    assert [each.state for each in freedom_stages(build.reader(), key=key)] == [
        FreedomState.ASKED,
        FreedomState.REFUSED,
        FreedomState.GRANTED,
    ]


def test_a_refusal_by_duty_can_be_contested_and_is_not_overruled():
    cast = here.cast()
    key = here.ask(cast)
    here.refuse(cast, key, officer=Officer.SECTION_151)
    here.contest(cast, key)
    decision = here.decided(key)

    with pytest.raises(Conflict) as refusal:
        here.grant_by_board(cast, key, decision)
    here.grant(cast, key)

    assert "a board cannot overrule it" in refusal.value.sentence.text()
    assert here.row(key).state is FreedomState.GRANTED


def test_a_bare_refusal_is_none():
    cast = here.cast()
    key = here.ask(cast)

    with pytest.raises(Invalid) as refusal:
        here.refuse(cast, key, reason="", instead=" ")

    assert set(refusal.value.fields) == {"reason", "instead"}


def test_only_a_decision_in_force_about_this_freedom_grants_it():
    cast = here.cast()
    key, other = here.ask(cast), here.ask(cast)
    here.refuse(cast, key)
    here.contest(cast, key)

    for decision in (
        here.decided(other),
        here.decided(key, kind=DecisionKind.ANSWER),
        here.decided(key, power=""),
    ):
        with pytest.raises(Invalid):
            here.grant_by_board(cast, key, decision)

    assert here.row(key).state is FreedomState.REFUSED


def test_a_board_makes_a_freedom_a_rule_for_everybody():
    cast = here.cast()
    key = here.live(cast)
    decision = here.decided(key, kind=DecisionKind.CHANGE_RULE)

    here.review(
        cast,
        key,
        decision,
        expiry=Expiry.PERMANENT,
        rule_text="A manager signs sums over £200.",
        clause="4.2a",
    )

    assert here.row(key).state is FreedomState.MADE_RULE
    changed = here.rule(cast.rule)
    assert (changed.state, changed.text, changed.decision) == (
        RuleState.CHANGED, "A manager signs sums over £200.", decision,
    )  # fmt: skip
    assert freedom_counts(freedoms(build.reader())).made_rule == 1


def test_a_freedom_goes_on_only_with_a_later_last_day():
    cast = here.cast()
    key = here.live(cast)
    decision = here.decided(key)

    with pytest.raises(Invalid) as refusal:
        here.review(cast, key, decision, expiry=Expiry.SPREAD, ends_on=LAST)
    here.review(cast, key, decision, expiry=Expiry.SPREAD, ends_on=date(2027, 3, 1), who="Every advice team")

    row = here.row(key)
    assert set(refusal.value.fields) == {"ends_on", "who"}
    assert (row.who, row.ends_on, row.state) == ("Every advice team", date(2027, 3, 1), FreedomState.LIVE)
    assert [each.key for each in row.watch] == [cast.indicator]


def test_a_freedom_that_ended_by_its_date_can_still_become_a_rule():
    cast = here.cast()
    key = here.live(cast)
    after = on(LAST + timedelta(days=10))
    decision = here.decided(key, at=after)

    here.review(cast, key, decision, at=after, expiry=Expiry.EXTEND, ends_on=date(2027, 3, 1))

    row = here.row(key, after)
    assert (row.state, row.starts_on) == (FreedomState.LIVE, after.date())


def test_what_was_ended_is_not_decided_about_again():
    cast = here.cast()
    key = here.live(cast)
    decision = here.decided(key)
    here.review(cast, key, decision)

    with pytest.raises(Conflict):
        here.review(cast, key, decision)


def test_who_asked_may_write_it_anew_until_it_is_granted():
    cast = here.cast()
    key = here.ask(cast)

    with pytest.raises(Forbidden):
        here.rewrite(cast, key, by=build.by(cast.director))
    here.rewrite(cast, key, title="Pay up to £100 at once")
    here.grant(cast, key)
    with pytest.raises(Conflict):
        here.rewrite(cast, key)

    assert here.row(key).title == "Pay up to £100 at once"


def test_a_test_is_named_while_a_freedom_runs_and_the_past_keeps_the_one_before():
    cast = here.cast()
    key = here.live(cast)
    mission = peers.mission()
    study, other = tests.locked(mission), tests.locked(mission)
    link = partial(link_test, freedom=key)

    with pytest.raises(Forbidden):
        link(build.by(cast.chair), test=study, version=here.row(key).version)
    with pytest.raises(Missing):
        link(build.by(cast.director), test=cast.indicator, version=here.row(key).version)
    link(build.by(cast.director, later(days=1)), test=study, version=here.row(key, later(days=1)).version)
    link(build.by(cast.nurse, later(days=9)), test=other, version=here.row(key, later(days=9)).version)

    assert here.row(key).test is None
    assert here.row(key, later(days=2)).test.key == study
    now = here.row(key, later(days=9))
    assert (now.test.key, now.state, now.number) == (other, FreedomState.LIVE, here.row(key).number + 2)
    assert [each.key for each in now.watch] == [cast.indicator]


def test_a_board_and_a_steward_do_not_answer_for_the_office():
    cast = here.cast()
    key = here.ask(cast)

    for account in (cast.steward, cast.chair, cast.nurse):
        with pytest.raises(Forbidden):
            here.grant(cast, key, by=build.by(account))
        with pytest.raises(Forbidden):
            here.refuse(cast, key, by=build.by(account))


def test_silence_after_a_refusal_leaves_it_refused():
    cast = here.cast()
    key = here.ask(cast)
    here.refuse(cast, key)

    later_row = answer(build.reader(cast.nurse, later(days=60)), key=here.question(key))

    assert later_row.standing is Standing.NOT_CONFIRMED
    assert here.row(key, later(days=60)).state is FreedomState.REFUSED
