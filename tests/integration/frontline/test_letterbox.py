"""The letterbox: day and content, once, in no order; emptied by the clock, never by a person."""

from datetime import date

import pytest

from headway.answers.analysis import hash_of
from headway.answers.queries import answers, by_code
from headway.flows import letterbox
from headway.formats.pictures import Plain
from headway.frontline.choices import Identity
from headway.frontline.models import Barrier, BarrierContact, Letter, MeToo
from headway.frontline.queries import letter_day, picture, words_of
from headway.kernel import log
from headway.kernel.actors import ANYONE, By, Via
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.models import Entry, Idempotency, Thing
from tests import builders_barriers as build
from tests import builders_people as people
from tests.builders_barriers import CODE
from tests.builders_people import MONDAY, TODAY, later

pytestmark = pytest.mark.django_db
TUESDAY = later(days=1)
OTHER = "0" * 32


def code(number: int) -> str:
    return f"{number:032x}"


def test_a_letter_is_a_day_and_what_was_written():
    cast = build.cast()
    before = (Thing.objects.count(), Entry.objects.count(), Idempotency.objects.count())

    build.posted(cast, name="Nia Nurse", email="nia@example.org", team="District nurses")

    row = Letter.objects.get()
    assert (Thing.objects.count(), Entry.objects.count(), Idempotency.objects.count()) == before
    assert row.day == TODAY
    assert not {"name", "email", "team"} & row.content.keys()
    assert row.code == hash_of(CODE)
    assert "Nurse" not in str(row.content)


def test_a_letter_that_is_sent_twice_lies_there_once():
    cast = build.cast()

    build.posted(cast)
    build.posted(cast)

    assert Letter.objects.count() == 1


def test_a_letter_sent_again_after_the_box_was_emptied_is_no_second_barrier():
    cast = build.cast()
    build.posted(cast)
    build.emptied(TUESDAY)

    build.posted(cast, TUESDAY)

    assert (Letter.objects.count(), Barrier.objects.count()) == (0, 1)


def test_letters_of_today_wait_until_tomorrow():
    cast = build.cast()
    build.posted(cast)

    today, tomorrow = build.emptied(later(hours=12)), build.emptied(TUESDAY)

    assert (today, tomorrow) == (0, 1)
    assert Letter.objects.count() == 0


def test_the_clock_counts_from_the_day_of_the_letter():
    cast = build.cast()
    build.posted(cast)
    build.emptied(TUESDAY)

    row = by_code(people.reader(None, TUESDAY), code=CODE)

    assert row.asked_on == TODAY
    assert row.answer_by == date(2026, 3, 30)
    assert row.office == cast.desk


def test_the_log_says_how_many_and_nothing_else():
    cast = build.cast()
    for number in range(3):
        build.posted(cast, code=code(number))
    last = Entry.objects.order_by("-seq").first().seq

    build.emptied(TUESDAY)

    found = list(Entry.objects.filter(seq__gt=last))
    assert [(entry.kind, entry.facts, entry.about) for entry in found] == [
        ("frontline.letterbox_emptied", '{"count":3}', None)
    ]
    assert log.head().seq == last + 1


def test_barriers_do_not_lie_in_the_order_of_their_letters():
    cast = build.cast()
    for number in range(24):
        build.posted(cast, code=code(number), tried=f"Word{number:02d}")
    lying = [row.content["tried"] for row in Letter.objects.order_by("number")]

    build.emptied(TUESDAY)

    written = [row.words.tried for row in Barrier.objects.order_by("pk")]
    came = [f"Word{number:02d}" for number in range(24)]
    assert sorted(written) == came
    assert came not in (lying, written)
    assert lying != written


def test_only_the_clock_empties_the_letterbox():
    build.cast()

    with pytest.raises(Forbidden):
        letterbox.empty_letterbox(people.by(people.person("Ada Administrator")))


def test_a_code_says_that_its_letter_lies_there():
    cast = build.cast()
    build.posted(cast)

    assert letter_day(people.reader(None), code=CODE) == TODAY
    assert letter_day(people.reader(None), code=OTHER) is None


def test_a_letter_with_a_name_is_refused():
    cast = build.cast()

    with pytest.raises(Invalid):
        build.posted(cast, identity=Identity.NAMED)


def test_a_letter_that_says_nothing_is_refused():
    cast = build.cast()

    with pytest.raises(Invalid) as refused:
        build.posted(cast, tried=" ")

    assert set(refused.value.fields) == {"tried"}


def test_nothing_of_who_wrote_stands_on_the_barrier():
    cast = build.cast()
    build.posted(cast)

    build.emptied(TUESDAY)

    row = Barrier.objects.get()
    assert row.raised_at == TUESDAY
    assert row.thing.born_on == TUESDAY
    assert not BarrierContact.objects.exists()
    assert all(not each.mine for each in answers(people.reader(cast.nurse, TUESDAY)))


def test_a_picture_travels_in_the_letter_and_is_for_who_reads():
    cast = build.cast()
    form = build.new(identity=Identity.ANONYMOUS, mission=cast.mission)
    sent = Plain(b"\xff\xd8\xff\xd9", "image/jpeg")
    letterbox.post_letter(By(ANYONE, MONDAY, Via.WEB), new=form, code=CODE, picture=sent)

    build.emptied(TUESDAY)

    key = Barrier.objects.get().thing.key
    found = picture(people.reader(cast.reader, TUESDAY), key=key, concerned=True)
    assert (found.content, found.media_type) == (sent.data, sent.media_type)
    assert words_of(people.reader(cast.reader, TUESDAY), keys=[key], concerned=True)[key].picture
    with pytest.raises(Missing):
        picture(people.reader(None, TUESDAY), key=key, concerned=False)


def test_me_too_without_a_name_is_a_letter_too():
    cast = build.cast()
    key = build.raised(cast)

    letterbox.post_me_too(By(ANYONE, MONDAY, Via.WEB), barrier=key, code=OTHER)
    build.emptied(TUESDAY)

    assert build.row(key, TUESDAY).affected == 2
    assert MeToo.objects.get().account is None


def test_without_a_desk_there_is_no_letterbox():
    people.body()

    with pytest.raises(Conflict):
        letterbox.post_letter(
            By(ANYONE, MONDAY, Via.WEB), new=build.new(identity=Identity.ANONYMOUS), code=CODE
        )
