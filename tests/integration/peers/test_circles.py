"""A circle is its members' alone; what they publish is what more than half of them want."""

import pytest

from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.peers import actions
from headway.peers.analysis import NewCircle
from headway.peers.choices import CircleState
from headway.peers.models import CircleMember, NoteYes
from headway.peers.queries import circle, circles, left_to_forget, published_notes
from headway.people.actions import leave
from tests import builders_peers as build
from tests import builders_people as people
from tests.builders_people import MONDAY, later

pytestmark = pytest.mark.django_db


def by(account, at=MONDAY):
    return people.by(account, at)


def test_a_circle_that_forms_tells_its_question_and_not_its_members():
    cast = people.cast()
    five = build.five()
    key = build.circle(*five[:3])

    told = circle(people.reader(cast.director), key=key)

    assert (told.question, told.free, told.member) == (build.CIRCLE.question, 5, False)
    assert (told.members, told.notes) == ((), ())
    assert circles(people.reader()) == ()
    assert circle(people.reader(five[2]), key=key).members == ("Ann Aide", "Ben Baker", "Cal Cook")


def test_nobody_but_its_members_reads_a_circle_that_meets():
    cast = people.cast()
    five = build.five()
    key = build.meeting(*five)
    actions.write_note(by(five[1]), circle=key, text="Say what you can do first.")

    for account in (cast.director, cast.steward, cast.administrator, cast.nurse):
        with pytest.raises(Missing):
            circle(people.reader(account), key=key)
        with pytest.raises(Missing):
            actions.write_note(by(account), circle=key, text="I was here")
    with pytest.raises(Missing):
        actions.close_circle(people.system(), circle=key)

    assert [note.text for note in circle(people.reader(five[0]), key=key).notes] == [
        "Say what you can do first."
    ]


def test_a_circle_meets_with_five_to_eight_people():
    five = build.five()
    key = build.circle(*five[:4])

    with pytest.raises(Conflict):
        actions.start_meeting(by(five[0]), circle=key)
    with pytest.raises(Conflict):
        actions.join_circle(by(five[0]), circle=key)
    for name in ("Five", "Six", "Seven", "Eight"):
        actions.join_circle(by(people.person(name)), circle=key)
    with pytest.raises(Conflict):
        actions.join_circle(by(people.person("Nine")), circle=key)
    actions.start_meeting(by(five[0]), circle=key)

    assert circle(people.reader(five[3]), key=key).state == CircleState.MEETING
    with pytest.raises(Missing):
        actions.join_circle(by(people.person("Ten")), circle=key)


def test_a_note_is_public_when_more_than_half_want_it():
    five = build.five()
    key = build.meeting(*five)
    number = actions.write_note(by(five[0]), circle=key, text="Say what you can do first.")

    said = [actions.vote_on_note(by(each), circle=key, number=number, yes=True) for each in five[:2]]
    actions.vote_on_note(by(five[1]), circle=key, number=number, yes=False)
    assert published_notes(people.reader()) == ()
    said += [actions.vote_on_note(by(each), circle=key, number=number, yes=True) for each in five[2:4]]

    assert said == [False, False, False, True]
    (note,) = published_notes(people.reader())
    assert (note.text, note.question) == ("Say what you can do first.", build.CIRCLE.question)
    assert not NoteYes.objects.exists(), "who wanted it is forgotten"
    with pytest.raises(Conflict):
        actions.vote_on_note(by(five[4]), circle=key, number=number, yes=True)


def test_who_leaves_a_circle_is_forgotten_in_it():
    five = build.five()
    key = build.meeting(*five)
    number = actions.write_note(by(five[0]), circle=key, text="A finding")
    actions.vote_on_note(by(five[4]), circle=key, number=number, yes=True)

    actions.leave_circle(by(five[4]), circle=key)

    assert not CircleMember.objects.filter(account=five[4]).exists()
    assert not NoteYes.objects.exists()
    assert "Eve Elder" not in circle(people.reader(five[0]), key=key).members
    with pytest.raises(Missing):
        circle(people.reader(five[4]), key=key)


def test_a_closed_circle_writes_nothing_more_and_keeps_its_notes():
    five = build.five()
    key = build.meeting(*five)
    actions.write_note(by(five[0]), circle=key, text="A finding")

    actions.close_circle(by(five[1]), circle=key)

    told = circle(people.reader(five[2]), key=key)
    assert (told.state, len(told.notes)) == (CircleState.CLOSED, 1)
    for act in (actions.close_circle, actions.start_meeting):
        with pytest.raises(Conflict):
            act(by(five[0]), circle=key)
    with pytest.raises(Conflict):
        actions.write_note(by(five[0]), circle=key, text="Late")


def test_a_question_is_needed_and_so_is_an_account():
    nurse = people.person("Nia Nurse")

    with pytest.raises(Invalid):
        actions.found_circle(by(nurse), circle=NewCircle(" "))
    with pytest.raises(Forbidden):
        actions.found_circle(people.system(), circle=build.CIRCLE)


def test_circles_forget_who_closed_their_account_and_all_a_year_after_they_closed():
    cast = people.cast()
    five = build.five()
    key = build.meeting(*five)
    build.help_of(five[0])
    assert not left_to_forget(MONDAY)

    leave(by(five[0]), account=five[0])
    assert left_to_forget(later(hours=1))
    assert actions.forget_gone(people.system(later(hours=1))) == 2
    assert not left_to_forget(later(hours=1))

    assert "Ann Aide" not in circle(people.reader(five[1], later(hours=1)), key=key).members
    actions.close_circle(by(five[1], later(days=1)), circle=key)
    assert not left_to_forget(later(days=300))
    assert actions.forget_gone(people.system(later(days=367))) == 4
    assert not CircleMember.objects.filter(account__isnull=False).exists()
    with pytest.raises(Forbidden):
        actions.forget_gone(by(cast.administrator))
