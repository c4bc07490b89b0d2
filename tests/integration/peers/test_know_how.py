"""Who knows how: in one's own words, found by name, gone when one says so."""

from dataclasses import replace

import pytest

from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.peers import actions
from headway.peers.models import Help
from headway.peers.queries import own_help, search_help
from headway.people.actions import leave
from tests import builders_peers as build
from tests import builders_people as people
from tests.builders_people import later

pytestmark = pytest.mark.django_db


def test_offers_of_help_stand_by_name_for_whoever_is_signed_in():
    zoe, nia = people.person("Zoe Zeal"), people.person("nia Nurse")
    for account in (zoe, nia):
        build.help_of(account)
    build.help_of(zoe, replace(build.HELP, text="I ran a repair café"))

    named = [(row.name, row.text[:9]) for row in search_help(people.reader(nia))]

    assert named == [("nia Nurse", "I can exp"), ("Zoe Zeal", "I can exp"), ("Zoe Zeal", "I ran a r")]
    assert search_help(people.reader()) == ()
    assert [row.name for row in search_help(people.reader(nia), search="repair ran")] == ["Zoe Zeal"]
    assert search_help(people.reader(nia), search="zoe") == (), "words are searched, never people"
    assert len(own_help(people.reader(zoe))) == 2


def test_an_offer_is_changed_and_withdrawn_by_its_person_alone():
    cast = people.cast()
    key = build.help_of(cast.nurse)

    for other in (cast.director, cast.administrator):
        with pytest.raises(Forbidden):
            actions.withdraw_help(people.by(other), key=key)
    actions.change_help(people.by(cast.nurse), key=key, help=replace(build.HELP, text="Vouchers"))
    assert own_help(people.reader(cast.nurse))[0].text == "Vouchers"
    actions.withdraw_help(people.by(cast.nurse), key=key)

    row = Help.objects.get(key=key)
    assert (row.account, row.text, row.reach) == (None, "", "")
    with pytest.raises(Missing):
        actions.withdraw_help(people.by(cast.nurse), key=key)


def test_who_closed_their_account_is_found_no_more_at_once():
    zoe, nia = people.person("Zoe Zeal"), people.person("Nia Nurse")
    build.help_of(zoe)

    leave(people.by(zoe), account=zoe)

    assert search_help(people.reader(nia, later(seconds=1))) == ()


def test_an_offer_needs_words_and_a_way_to_get_in_touch():
    nia = people.person("Nia Nurse")

    for changed in ({"text": ""}, {"reach": " "}, {"text": "x" * 301}):
        with pytest.raises(Invalid):
            build.help_of(nia, replace(build.HELP, **changed))
    for number in range(10):
        build.help_of(nia, replace(build.HELP, text=f"Thing {number}"))
    with pytest.raises(Conflict):
        build.help_of(nia)
