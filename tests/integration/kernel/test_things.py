"""Things: addresses that are free, old ones that redirect, words in other languages, tombstones."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from headway.kernel import things
from headway.kernel.errors import Invalid, Missing
from headway.kernel.intervals import day, json_of, known_moment, parsed
from headway.kernel.models import Idempotency, OldSlug, Thing, Translation
from headway.kernel.things import NewThing
from headway.kernel.translations import NewText, Text, texts
from tests.integration.kernel import acts

pytestmark = pytest.mark.django_db
MEALS = NewThing("mission", "Every body eats well", slug="meals")


def test_a_slug_that_is_taken_gets_the_next_number(nurse):
    keys = [acts.add(nurse, new=MEALS) for _ in range(3)]

    slugs = [things.labels(keys)[key].slug for key in keys]

    assert slugs == ["meals", "meals-2", "meals-3"]


def test_a_slug_that_somebody_takes_meanwhile_gets_the_next_number(nurse, monkeypatch):
    """Between looking and writing another process takes the address."""
    look = things.free_slug
    looked = []

    def somebody_is_faster(kind, wanted):
        found = look(kind, wanted)
        if not looked:
            looked.append(found)
            Thing.objects.create(kind=kind, slug=found, label="faster", born_on=nurse.at)
        return found

    monkeypatch.setattr(things, "free_slug", somebody_is_faster)

    key = acts.add(nurse, new=MEALS)

    assert Thing.objects.get(key=key).slug == "meals-2"


def test_a_key_that_is_there_already_is_a_fault_and_not_a_slug(nurse):
    key = uuid4()
    acts.add(nurse, new=NewThing("mission", "first", slug="first", key=key))

    with pytest.raises(IntegrityError):
        acts.add(nurse, new=NewThing("mission", "second", slug="second", key=key))


def test_an_old_address_leads_to_the_thing_for_good(nurse):
    key = acts.add(nurse, new=MEALS)
    acts.move(nurse, thing=key, label="Good food", slug="good-food")

    old, new = things.find("mission", "meals"), things.find("mission", "good-food")

    assert (old.label.key, old.moved, new.moved) == (key, True, False)
    assert str(OldSlug.objects.get()) == "mission/meals"
    assert things.free_slug("mission", "meals") == "meals-2"


def test_a_thing_may_take_its_own_old_address_back(nurse):
    key = acts.add(nurse, new=MEALS)
    acts.move(nurse, thing=key, label="Good food", slug="good-food")
    acts.move(nurse, thing=key, label="Good food", slug="Meals")

    assert not things.find("mission", "meals").moved
    assert things.find("mission", "good-food").moved


def test_an_address_that_another_has_or_had_is_refused(nurse):
    key = acts.add(nurse, new=MEALS)
    other = acts.add(nurse, new=NewThing("mission", "Warm homes", slug="homes"))
    acts.move(nurse, thing=other, label="Warm homes", slug="warm-homes")

    for taken in ("homes", "warm-homes"):
        with pytest.raises(Invalid) as refused:
            acts.move(nurse, thing=key, label="Meals", slug=taken)
        assert set(refused.value.fields) == {"slug"}

    assert Thing.objects.get(key=key).slug == "meals"


def test_a_new_label_alone_keeps_the_address_and_is_a_new_version(nurse):
    key = acts.add(nurse, new=MEALS)
    acts.move(nurse, thing=key, label="Good food", slug=None)
    acts.move(nurse, thing=key, label="Good food!", slug="meals")

    found = things.find("mission", "meals").label

    assert (found.label, found.version) == ("Good food!", 3)
    assert OldSlug.objects.count() == 0


def test_a_thing_without_an_address_can_get_one(nurse):
    key = acts.add(nurse, new=NewThing("mission", "Nameless"))
    acts.move(nurse, thing=key, label="Nameless", slug=None)
    acts.move(nurse, thing=key, label="Named", slug="named")

    assert things.find("mission", "named").label.key == key
    assert OldSlug.objects.count() == 0


def test_what_is_nowhere_is_missing():
    with pytest.raises(Missing):
        things.find("mission", "nowhere")


def test_a_retired_thing_stays_as_a_tombstone(nurse):
    key = acts.add(nurse, new=MEALS)

    acts.end(nurse, thing=key)

    row = Thing.objects.get(key=key)
    assert (row.gone_on, row.version, str(row)) == (nurse.at, 2, "mission: Every body eats well")


def test_words_come_in_the_readers_language_or_say_their_own(nurse):
    key = acts.add(nurse, new=MEALS)
    for text, approved in (("Bwyd da", False), ("Pawb yn bwyta'n dda", True)):
        acts.put_in_words(nurse, thing=key, new=NewText("label", "cy", text, approved))

    welsh = texts([key], language="cy", at=nurse.at)
    english = texts([key], language="en", at=nurse.at)
    earlier = texts([key], language="cy", at=nurse.at - timedelta(days=1))

    assert str(welsh.say(key, "label", "Every body eats well", "en")) == "Pawb yn bwyta'n dda"
    assert welsh.say(key, "purpose", "So that", "en") == Text("So that", "en")
    assert welsh.say(key, "purpose", "", "en") == Text("")
    assert english.say(key, "label", "Every body eats well", "en") == Text("Every body eats well")
    assert earlier.say(key, "label", "Every body eats well", "en").lang == "en"
    assert {str(row) for row in Translation.objects.all()} == {"label (cy)"}


def test_a_whole_related_row_comes_as_one_value(nurse):
    key = acts.add(nurse, new=MEALS)
    rows = Thing.objects.filter(key=key)

    (value,) = rows.annotate(
        row=json_of(Thing.objects.filter(key=key), label="label", born="born_on")
    ).values_list("row", flat=True)

    read = parsed(value)
    assert (read["label"], known_moment(read["born"]), day(read["born"])) == (
        "Every body eats well",
        nurse.at,
        nurse.at.date(),
    )
    assert parsed('{"a": 1}') == {"a": 1}
    assert day(None) is None
    assert known_moment("2026-03-02T09:00:00") == known_moment("2026-03-02T09:00:00+00:00")


def test_a_key_names_itself():
    assert str(Idempotency(key="k1")) == "k1"
