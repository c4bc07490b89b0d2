"""Digests and Today by mail: what they say, once, in the reader's language, and when they wait."""

from datetime import date, timedelta

import pytest
from django.core import mail

from headway.flows.figures.releases import undo_release
from headway.jobs import mails
from headway.jobs.tick import tick
from headway.kernel.actors import RoleName
from headway.measures import actions as measure_actions
from headway.measures.queries import releases
from headway.missions import actions as mission_actions
from headway.people import actions as people
from headway.people import queries
from headway.people.choices import MailRhythm
from headway.places import actions as place_actions
from headway.targets import actions as target_actions
from tests import builders_measures as measures
from tests import builders_missions as build
from tests import builders_people
from tests.builders_measures import CAMDEN, MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TUESDAY = MONDAY + DAY


@pytest.fixture(autouse=True)
def address(settings):
    settings.SITE_URL = "https://missions.example.org"


@pytest.fixture
def world():
    """A public mission that was adopted long ago, judged by one series."""
    builders_people.body()
    made = build.world()
    mission_actions.record_adoption(
        build.system(), mission=made.mission, adopted_on=date(2022, 3, 3), adopted_by="Cabinet"
    )
    mission_actions.open_mission(build.system(), mission=made.mission)
    return made


@pytest.fixture
def nurse(world):
    return builders_people.person("Nia Nurse")


def follow(account, about, rhythm=MailRhythm.DAILY):
    soon = MONDAY + timedelta(minutes=1)
    return people.subscribe(builders_people.by(account, soon), about=about, rhythm=rhythm)


def new_figures(world, at, value: float = 71.0, title: str = "2026-03-02") -> None:
    measures.bring_in(world.indicator, {**build.FIGURES, 2025: value}, title, who=build.system(at))


def test_new_figures_come_by_mail_the_day_after_once_and_with_a_link_that_stops_them(world, nurse):
    follow(nurse, world.mission)
    new_figures(world, MONDAY + timedelta(hours=1))

    first = mails.send_digests(TUESDAY)
    second = mails.send_digests(TUESDAY)

    assert (first, second, len(mail.outbox)) == (1, 0, 1)
    sent = mail.outbox[0]
    key = queries.subscriptions(builders_people.reader(nurse))[0].key
    assert sent.to == ["nia.nurse@example.org"]
    assert sent.subject == "What changed: By 2030, everyone eats well every day"
    assert sent.extra_headers["Message-ID"] == f"<digest-{key}-2026-03-02@missions.example.org>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "The latest figure is 71% (2025)" in " ".join(sent.body.split())
    assert "https://missions.example.org/missions/food/" in sent.body
    link = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert link in sent.body
    html = sent.alternatives[0].content
    assert link in html
    assert "The latest figure is 71% (2025)" in html


def test_a_mail_that_was_not_remembered_goes_out_again_as_the_same_mail(world, nurse):
    follow(nurse, world.mission)
    new_figures(world, MONDAY + timedelta(hours=1))
    due = queries.due_digests(TUESDAY)[0]

    first = mails.digest_mail(due, TUESDAY)
    new_figures(world, TUESDAY, 99.0, "2026-03-03")
    again = mails.digest_mail(due, TUESDAY + DAY)

    assert again.body == first.body
    assert again.extra_headers["Message-ID"] == first.extra_headers["Message-ID"]


def test_without_a_change_no_mail_comes_and_nothing_is_written(world, nurse):
    follow(nurse, world.mission)

    sent = mails.send_digests(TUESDAY)

    assert sent == 0
    assert queries.due_digests(TUESDAY) != ()


def test_a_digest_names_goals_that_moved_with_the_note(world, nurse):
    follow(nurse, world.mission)
    target_actions.change_target(
        build.system(MONDAY + timedelta(hours=1)),
        target=world.target,
        goal=build.replace(build.GOAL, value=85.0),
        version=build.version_of(world.target),
        change_note="Five points more, for the schools.",
    )

    mails.send_digests(TUESDAY)

    body = " ".join(mail.outbox[0].body.split())
    assert "A goal changed: Eats well" in body
    assert "Five points more, for the schools." in body


def test_digests_wait_before_an_election_and_then_say_all_of_it(world, nurse):
    follow(nurse, world.mission)
    new_figures(world, MONDAY + timedelta(hours=1))
    place_actions.set_pre_election_period(
        build.system(),
        code=CAMDEN,
        starts_on=TUESDAY.date(),
        ends_on=(MONDAY + 5 * DAY).date(),
        reason="Election of the council",
    )

    waiting = [mails.send_digests(MONDAY + days * DAY) for days in (1, 3, 5)]
    after = mails.send_digests(MONDAY + 6 * DAY)

    assert waiting == [0, 0, 0]
    assert after == 1
    assert "New figures" in mail.outbox[0].body


def test_an_indicator_is_followed_by_itself(world, nurse):
    follow(nurse, world.indicator)
    new_figures(world, MONDAY + timedelta(hours=1))

    mails.send_digests(TUESDAY)

    assert mail.outbox[0].subject == "What changed: Eats well"
    assert "https://missions.example.org/indicators/eats-well/" in mail.outbox[0].body


def test_an_address_that_is_refused_holds_nobody_up_and_is_tried_again(world, nurse, monkeypatch):
    from smtplib import SMTPRecipientsRefused

    from django.core.mail import EmailMultiAlternatives

    other = builders_people.person("Dee Director")
    follow(nurse, world.mission)
    follow(other, world.mission)
    new_figures(world, MONDAY + timedelta(hours=1))
    send = EmailMultiAlternatives.send

    def refused(self, *args, **kwargs):
        if self.to == ["nia.nurse@example.org"]:
            raise SMTPRecipientsRefused({})
        return send(self, *args, **kwargs)

    with monkeypatch.context() as away:
        away.setattr(EmailMultiAlternatives, "send", refused)
        first = mails.send_digests(TUESDAY)
    again = mails.send_digests(TUESDAY)

    assert (first, again) == (1, 1)
    assert [sent.to for sent in mail.outbox] == [["dee.director@example.org"], ["nia.nurse@example.org"]]


def test_a_mail_is_written_in_the_language_of_its_reader(world, nurse):
    people.change_profile(builders_people.by(nurse), account=nurse, name="Nia Nurse", language="cy")
    follow(nurse, world.mission)
    new_figures(world, MONDAY + timedelta(hours=1))

    mails.send_digests(TUESDAY)

    assert "https://missions.example.org/cy/missions/food/" in mail.outbox[0].body
    assert '<html lang="cy">' in mail.outbox[0].alternatives[0].content


def test_the_tick_sends_both_mails_once_a_day(world, nurse):
    follow(nurse, world.mission)
    new_figures(world, MONDAY + timedelta(hours=1))

    first = tick(MONDAY + 7 * DAY)
    second = tick(MONDAY + 7 * DAY + timedelta(minutes=1))

    assert first.failed == []
    assert first.done["digests"] == 1
    assert "digests" not in second.done


def test_today_comes_on_mondays_to_those_whom_something_needs(world):
    builders_people.person("Dee Director", RoleName.MISSION_LEAD)
    build.mission(build.system(), short_title="Homes", title="By 2035, everybody has a home")

    sent = mails.send_today(MONDAY + 7 * DAY)
    again = mails.send_today(MONDAY + 7 * DAY)

    assert (sent, again) == (1, 0)
    assert mail.outbox[0].subject == "Today: 1 thing needs you."
    assert "Finish the draft of “Homes”" in mail.outbox[0].body
    assert mail.outbox[0].extra_headers["Message-ID"].startswith("<today-")


def test_nobody_gets_a_mail_of_today_that_says_nothing(world, nurse):
    sent = mails.send_today(MONDAY + 7 * DAY)

    assert sent == 0
    assert mail.outbox == []


def test_figures_that_were_taken_back_are_told_with_the_reason(world, nurse):
    follow(nurse, world.mission)
    new_figures(world, MONDAY + timedelta(hours=1))
    key = releases(build.seer(TUESDAY), indicator=world.indicator)[0].key
    undo_release(build.system(MONDAY + timedelta(hours=2)), release=key, reason="The wrong file")

    mails.send_digests(TUESDAY)

    body = " ".join(mail.outbox[0].body.split())
    assert "Figures were taken back: Explore local statistics" in body
    assert "The wrong file" in body


def test_an_indicator_whose_card_changed_is_told(world, nurse):
    follow(nurse, world.indicator)
    card = measures.card("Eats well", publisher="Example publisher", polarity=measures.Polarity.INCREASE)
    measure_actions.amend_card(
        build.system(MONDAY + timedelta(hours=1)),
        indicator=world.indicator,
        card=card,
        seen=1,
        change_note="Another publisher",
    )

    mails.send_digests(TUESDAY)

    body = " ".join(mail.outbox[0].body.split())
    assert "The card changed: this is version 2." in body
    assert "Another publisher" in body
