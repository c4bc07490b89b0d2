"""Who wants to hear of what, and whom a mail is owed; all of it one's own."""

from datetime import date, timedelta

import pytest

from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.people import actions, queries
from headway.people.choices import MOST_SUBSCRIPTIONS, MailRhythm
from headway.people.models import Subscription
from tests import builders_measures as measures
from tests import builders_people as build
from tests.builders_people import MONDAY, TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def nurse():
    build.body()
    return build.person("Nia Nurse")


@pytest.fixture
def indicator():
    return measures.indicator("Eats well")


def follow(account, about, rhythm: MailRhythm = MailRhythm.WEEKLY, at=MONDAY):
    return actions.subscribe(build.by(account, at), about=about, rhythm=rhythm)


def due(at):
    return [(each.email, each.until) for each in queries.due_digests(at)]


def test_somebody_follows_once_and_changes_how_often(nurse, indicator):
    first = follow(nurse, indicator)
    second = follow(nurse, indicator, MailRhythm.DAILY)

    rows = queries.subscriptions(build.reader(nurse))

    assert first == second
    assert [(row.label, row.kind, row.rhythm) for row in rows] == [("Eats well", "indicator", "daily")]
    assert queries.subscription_to(build.reader(nurse), about=indicator).key == first


def test_one_sees_and_changes_only_what_one_follows_oneself(nurse, indicator):
    key = follow(nurse, indicator)
    analyst = build.person("Ana Analyst")

    assert queries.subscriptions(build.reader(analyst)) == ()
    with pytest.raises(Forbidden):
        actions.unsubscribe(build.by(analyst), key=key)
    with pytest.raises(Forbidden):
        queries.subscriptions(build.reader())
    assert queries.subscription_to(build.reader(), about=indicator) is None


def test_never_is_no_rhythm_and_a_place_cannot_be_followed(nurse, indicator):
    measures.places()
    place = build.organisation("Example NHS Trust")

    with pytest.raises(Invalid):
        follow(nurse, indicator, MailRhythm.NEVER)
    with pytest.raises(Missing):
        follow(nurse, place)


def test_nobody_follows_more_than_two_hundred_things(nurse, indicator, monkeypatch):
    monkeypatch.setattr("headway.people.actions.mails.MOST_SUBSCRIPTIONS", 1)
    follow(nurse, indicator)

    with pytest.raises(Conflict):
        follow(nurse, measures.indicator("Moves well"))

    assert MOST_SUBSCRIPTIONS == 200


def test_a_daily_digest_is_due_the_day_after(nurse, indicator):
    follow(nurse, indicator, MailRhythm.DAILY)

    assert due(MONDAY) == []
    assert due(MONDAY + DAY) == [("nia.nurse@example.org", TODAY)]


def test_a_weekly_digest_is_due_on_the_next_monday_and_not_before(nurse, indicator):
    follow(nurse, indicator)

    early = [due(MONDAY + days * DAY) for days in range(7)]

    assert early == [[]] * 7
    assert due(MONDAY + 7 * DAY) == [("nia.nurse@example.org", date(2026, 3, 8))]


def test_what_was_told_is_not_told_again(nurse, indicator):
    key = follow(nurse, indicator, MailRhythm.DAILY)
    owed = queries.due_digests(MONDAY + DAY)[0]

    actions.digest_sent(build.system(MONDAY + DAY), key=key, until=owed.until)

    assert owed.since == MONDAY
    assert due(MONDAY + DAY) == []
    assert queries.due_digests(MONDAY + 2 * DAY)[0].since.date() == TODAY + DAY


def test_the_link_of_a_mail_stops_it_however_often_it_is_pressed(nurse, indicator):
    key = follow(nurse, indicator, MailRhythm.DAILY)
    secret = queries.mail_secret("digest", key)

    actions.stop_by_link(build.by(None), secret=secret)
    actions.stop_by_link(build.by(None), secret=secret)

    assert due(MONDAY + DAY) == []
    assert queries.subscribed_label(key) == "Eats well"
    with pytest.raises(Missing):
        actions.unsubscribe(build.by(nurse), key=key)


def test_a_link_that_was_not_made_here_stops_nothing(nurse, indicator):
    key = follow(nurse, indicator)

    for secret in (f"digest.{key}", f"digest.{key}:x", "nonsense"):
        with pytest.raises(Missing):
            actions.stop_by_link(build.by(None), secret=secret)
    with pytest.raises(Missing):
        actions.stop_by_link(build.by(None), secret=queries.mail_secret("digest", nurse))
    with pytest.raises(Missing):
        queries.subscribed_label(nurse)


def test_today_comes_weekly_until_somebody_says_otherwise(nurse):
    before = queries.today_rhythm(build.reader(nurse))
    owed = queries.due_today(MONDAY + 7 * DAY)

    actions.choose_today_mail(build.by(nurse), rhythm=MailRhythm.DAILY)
    daily = queries.due_today(MONDAY + DAY)
    actions.stop_by_link(build.by(None), secret=queries.mail_secret("today", nurse))

    assert before == MailRhythm.WEEKLY
    assert [each.email for each in owed] == ["nia.nurse@example.org"]
    assert [each.until for each in daily] == []
    assert queries.due_today(MONDAY + 7 * DAY) == ()


def test_a_mail_of_today_that_was_sent_is_owed_again_a_week_later(nurse):
    owed = queries.due_today(MONDAY + 7 * DAY)[0]

    actions.today_mail_sent(build.system(MONDAY + 7 * DAY), account=nurse, until=owed.until)

    assert queries.due_today(MONDAY + 8 * DAY) == ()
    assert len(queries.due_today(MONDAY + 14 * DAY)) == 1


def test_whoever_leaves_gets_no_mail_and_is_forgotten_with_their_name(nurse, indicator):
    build.person("Ada Administrator", build.RoleName.ADMINISTRATOR)
    follow(nurse, indicator, MailRhythm.DAILY)

    actions.leave(build.by(nurse), account=nurse)
    kept = Subscription.objects.count()
    actions.forget_personal(build.system(MONDAY + 731 * DAY))

    assert due(MONDAY + DAY) == []
    assert kept == 1
    assert not Subscription.objects.exists()


def test_nobody_chooses_mails_without_signing_in():
    with pytest.raises(Forbidden):
        actions.choose_today_mail(build.by(None), rhythm=MailRhythm.DAILY)
    with pytest.raises(Forbidden):
        queries.today_rhythm(build.reader())
