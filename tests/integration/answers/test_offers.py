"""An offer is made and owed in one act; contact details go a year after the answer."""

import pytest

from headway.answers.choices import AnswerKind
from headway.flows import offers
from headway.flows.offers import contacts_due
from headway.jobs.tick import forget_offers
from headway.kernel import log
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Entry
from headway.missions import actions as missions
from headway.missions.analysis import InitiativeWords
from headway.missions.choices import InitiativeState
from headway.missions.queries import initiative, initiative_history, offer_words
from tests import builders_answers as build
from tests import builders_missions, builders_people
from tests.builders_answers import CODE
from tests.builders_people import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return build.cast()


def test_an_offer_is_one_act_with_one_event_that_holds_no_words(cast):
    before = log.head().seq

    key = build.offer(cast.mission, text="A kitchen", name="Cyn Citizen", email="cyn@example.org")

    entry = Entry.objects.get(seq=before + 1)
    assert log.head().seq == before + 1
    assert build.row(key).kind == AnswerKind.OFFER
    assert not any(word in entry.facts for word in ("Cyn", "kitchen", "example.org", CODE))


def test_what_fails_leaves_nothing_behind(cast):
    before = log.head()

    for changed in ({"text": " "}, {"text": "x" * 3001}, {"email": "nobody"}, {"name": "n" * 121}):
        with pytest.raises(Invalid):
            build.offer(cast.mission, **changed)

    assert log.head() == before


def test_a_mission_that_is_private_led_by_nobody_or_none_takes_no_offer(cast):
    hidden = builders_missions.mission(short_title="Hidden", lead=cast.office)
    bare = builders_missions.mission(short_title="Bare")
    missions.open_mission(builders_people.system(), mission=bare)

    with pytest.raises(Missing):
        build.offer(hidden)
    with pytest.raises(Missing):
        build.offer(cast.office)
    with pytest.raises(Conflict):
        build.offer(bare)


def test_an_organisation_that_offers_is_named_and_asks_across_bodies(cast):
    trust = builders_people.organisation()

    key = build.offer(cast.mission, organisation=trust)

    assert build.row(key).across
    assert str(build.row(key).answer_by) == "2026-04-29"
    with pytest.raises(Missing):
        build.offer(cast.mission, organisation=cast.office, code="f" * 32)


def test_only_a_yes_begins_an_initiative_and_only_of_an_offer(cast):
    key = build.offer(cast.mission)

    with pytest.raises(Invalid):
        offers.accept_offer(
            builders_people.by(cast.director), answer=key, reply=build.NO, words=build.KITCHEN
        )
    with pytest.raises(Missing):
        offers.accept_offer(
            builders_people.by(cast.director), answer=cast.mission, reply=build.YES, words=build.KITCHEN
        )


def test_a_yes_that_is_refused_begins_nothing(cast):
    key = build.offer(cast.mission)

    with pytest.raises(Invalid):
        offers.accept_offer(
            builders_people.by(cast.director), answer=key, reply=build.YES, words=InitiativeWords(" ")
        )

    assert build.row(key).reply is None


# --- retention ---


def test_contact_details_go_a_year_after_the_answer_and_words_stay(cast):
    key = build.offer(cast.mission, name="Cyn Citizen", email="cyn@example.org", group="Elm Street")
    open_one = build.offer(cast.mission, code="f" * 32, email="open@example.org")
    build.refuse(cast, key, later(days=10))
    about, other = build.row(key).about.key, build.row(open_one).about.key

    counts = [forget_offers(later(days=days)) for days in (366, 374, 376, 377)]

    reader = builders_people.system_reader(later(days=377))
    words = offer_words(reader, keys=[about, other])
    assert counts == [0, 0, 1, 0]
    assert (words[about].name, words[about].group, words[about].email) == ("", "", "")
    assert words[about].text == "A kitchen, on Tuesdays"
    assert words[other].email == "open@example.org"
    assert contacts_due(later(days=377)) == ()


# --- initiatives ---


def test_an_initiative_keeps_its_places_and_partners_when_it_moves(cast):
    place = builders_missions.place_key()
    words = InitiativeWords("Clubs", owner=cast.body, partners=(cast.body,), places=(place,))
    key = missions.begin_initiative(builders_people.system(), mission=cast.mission, words=words)

    missions.move_initiative(
        builders_people.system(later(days=1)), initiative=key, to=InitiativeState.LIVE, note="Open", version=1
    )

    now = initiative(builders_people.reader(at=later(days=1)), key=key)
    before = initiative(builders_people.reader(), key=key)
    assert (now.state, before.state) == (InitiativeState.LIVE, InitiativeState.IDEA)
    assert [each.key for each in now.places] == [place]
    assert [each.key for each in now.partners] == [cast.body]
    assert len(initiative_history(builders_people.reader(at=later(days=1)), key=key)) == 2


def test_an_initiative_needs_a_reason_to_move_and_goes_only_where_it_may(cast):
    by = builders_people.system()
    key = missions.begin_initiative(by, mission=cast.mission, words=build.KITCHEN)

    with pytest.raises(Invalid):
        missions.move_initiative(by, initiative=key, to=InitiativeState.LIVE, note=" ", version=1)
    with pytest.raises(Conflict):
        missions.move_initiative(by, initiative=key, to=InitiativeState.SCALED, note="It grew", version=1)


def test_an_initiative_names_only_what_is_there(cast):
    by = builders_people.system()

    for words in (
        InitiativeWords("Clubs", owner=cast.office),
        InitiativeWords("Clubs", places=(cast.body,)),
        InitiativeWords("Clubs", node=cast.body),
    ):
        with pytest.raises(Missing):
            missions.begin_initiative(by, mission=cast.mission, words=words)
    with pytest.raises(Missing):
        missions.begin_initiative(by, mission=cast.office, words=build.KITCHEN)
    with pytest.raises(Missing):
        missions.change_initiative(by, initiative=cast.body, words=build.KITCHEN, version=1)


def test_an_initiative_stands_on_a_step_of_its_own_mission(cast):
    from headway.missions.analysis import NewNode, NodeWords
    from headway.missions.choices import NodeKind

    by = builders_people.system()
    node = missions.add_node(
        by, mission=cast.mission, node=NewNode(NodeWords(NodeKind.ACTIVITY, "Cooking together"))
    )
    key = missions.begin_initiative(by, mission=cast.mission, words=InitiativeWords("Clubs", node=node))
    version = initiative(builders_people.reader(), key=key).version

    missions.move_initiative(by, initiative=key, to=InitiativeState.LIVE, note="Open", version=version)

    assert initiative(builders_people.reader(), key=key).node == node


def test_the_code_opens_what_it_was_given_for_alone(cast):
    from headway.answers.queries import by_code

    key = build.offer(cast.mission)

    assert by_code(builders_people.reader(), code=CODE).key == key
    with pytest.raises(Missing):
        by_code(builders_people.reader(), code="")
