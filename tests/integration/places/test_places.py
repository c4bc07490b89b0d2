"""Places: codes, tiers, dated relations, imports that are stored whole or not at all."""

import json
import threading
from datetime import date

import pytest
from django.db import connection

from headway.formats.errors import Unreadable
from headway.kernel import log
from headway.kernel.actors import ANYONE, Reader
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.places import actions, queries
from headway.places.analysis import NewPlace, NewRelation, read_places, standard_tiers, uk_places
from headway.places.choices import RelationKind
from headway.places.models import Place, PlaceRelation
from tests import builders_people as build
from tests.builders_people import MONDAY, TODAY
from tests.shared import shared

HEADER = "code,name,tier,parent,predecessors,valid_from,valid_to\n"
TWO = HEADER + "X99000001,Example Region,region,,,,\nX99000002,Example Borough,district,X99000001,,,\n"
reader = build.reader


def load(text: str) -> int:
    return actions.import_places(build.system(), rows=read_places(text.encode()))


def relate(child, parent, kind=RelationKind.WITHIN, **more):
    actions.relate_places(build.system(), new=NewRelation(child, parent, kind, **more))


def names(rows):
    return [row.name for row in rows]


# --- reading a file, without a database ---


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("x99000001,Low,ward,,,,", "row 2, column code: 'x99000001': a code of one letter"),
        ("X9900001,Short,ward,,,,", "row 2, column code: 'X9900001'"),
        ("X99000001,,ward,,,,", "row 2, column name: '': a name of 1"),
        ("X99000001,A,ward,,,2023-02-30,", "row 2, column valid_from: '2023-02-30': a day"),
        ("X99000001,A,ward,,,2023-02-03,2023-02-02", "column valid_to: '2023-02-02': a last day"),
        ("X99000001,A,ward,X99000001,,,", "row 2, column parent: 'X99000001': another place"),
        ("X99000001,A,ward,,X99000001,,", "column predecessors: 'X99000001': another place"),
    ],
)
def test_a_cell_that_cannot_be_used_names_itself(line, says):
    with pytest.raises(Unreadable) as refused:
        read_places((HEADER + line + "\n").encode())

    assert says in str(refused.value)


def test_the_same_code_twice_is_refused_with_its_first_row():
    with pytest.raises(Unreadable, match="the same code as in row 2"):
        read_places(b"code,name,tier\nX99000001,A,ward\nX99000001,B,ward\n")


def test_a_column_that_is_missing_or_unknown_is_named():
    with pytest.raises(Unreadable) as missing:
        read_places(b"code,name\nX99000001,A\n")
    with pytest.raises(Unreadable) as unknown:
        read_places(b"code,name,tier,praent\nX99000001,A,ward,\n")

    assert "column tier" in str(missing.value)
    assert "'praent': not a column of places" in str(unknown.value)


def test_a_file_may_be_separated_by_semicolons_and_begin_with_a_mark():
    rows = read_places("\ufeffcode;name;tier\nX99000001;Sir Ynys Môn;ward\n".encode())

    assert rows[0].name == "Sir Ynys Môn"


# --- importing ---


@pytest.mark.django_db
def test_places_are_found_by_code_with_their_parents():
    added = load(TWO)

    row = queries.place(reader(), code="x99000002")
    assert added == 2
    assert (row.name, row.tier, row.tier_name) == ("Example Borough", "district", "District")
    assert names(queries.children(reader(), code="X99000001")) == ["Example Borough"]
    assert names(queries.children(reader(), code="X99000001", tier="ward")) == []
    assert names(queries.ancestors(reader(), code="X99000002")) == ["Example Region"]
    with pytest.raises(Missing):
        queries.place(reader(), code="X99000009")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("X99000003,A,parish,,,,", "column tier: 'parish': one of these tiers: country"),
        ("X99000003,A,ward,X99000009,,,", "column parent: 'X99000009': the code of a place"),
        ("X99000003,A,ward,,X99000009,,", "column predecessors: 'X99000009': the code of a place"),
        ("X99000003,A,region,X99000001,,,", "column parent: 'X99000001': a place of a wider tier"),
        (
            "X99000001,Other Name,region,,,,",
            "column name: 'Other Name': this code is here already, as Example",
        ),
        ("X99000001,Example Region,ward,,,,", "column tier: 'ward': this place is here already"),
    ],
)
def test_one_bad_row_and_nothing_is_stored(line, says):
    load(TWO)
    before = (Place.objects.count(), log.head())

    with pytest.raises(Unreadable) as refused:
        load(HEADER + "X99000008,Good,ward,,,,\n" + line + "\n")

    assert f"row 3, {says}" in str(refused.value)
    assert (Place.objects.count(), log.head()) == before


@pytest.mark.django_db
def test_the_same_file_again_adds_nothing():
    load(TWO)
    rows = read_places(TWO.encode())

    again = load(TWO)

    assert again == 0
    assert not queries.unknown(rows)
    assert (Place.objects.count(), PlaceRelation.objects.count()) == (2, 1)


@pytest.mark.django_db
def test_a_later_file_adds_a_parent_to_a_place_that_is_here():
    load("code,name,tier\nX99000001,Example Region,region\nX99000002,Example Borough,district\n")
    rows = read_places(TWO.encode())
    assert queries.unknown(rows)

    added = load(TWO)

    assert added == 0
    assert names(queries.children(reader(), code="X99000001")) == ["Example Borough"]


@pytest.mark.django_db
def test_a_changed_boundary_is_a_new_code_with_predecessors():
    load(
        HEADER
        + "X99000001,Old East,district,,,,2023-03-31\nX99000002,Old West,district,,,,2023-03-31\n"
        + "X99000003,New,district,,X99000001 X99000002,2023-04-01,\n"
    )

    before, after = (
        names(queries.places(Reader(ANYONE, MONDAY, past=day)))
        for day in (date(2023, 3, 31), date(2023, 4, 1))
    )

    assert (before, after) == (["Old East", "Old West"], ["New"])
    assert [row.place.name for row in queries.successors(reader(), code="X99000001")] == ["New"]
    assert [row.place.name for row in queries.predecessors(reader(), code="X99000003")] == [
        "Old East",
        "Old West",
    ]
    assert queries.relations(reader(), code="X99000003") == ()
    assert names(queries.places(reader(), codes=["X99000001"])) == ["Old East"]


@pytest.mark.django_db
def test_one_place_is_added_with_the_same_rules():
    key = actions.add_place(build.system(), new=NewPlace("X99000001", "Example", "ward", invented=True))

    row = queries.places(reader(), keys=[key])[0]
    assert row.invented
    with pytest.raises(Unreadable, match="a code of one letter"):
        actions.add_place(build.system(), new=NewPlace("E1", "Example", "ward"))


# --- relations ---


@pytest.mark.django_db
def test_places_overlap_with_a_weight_and_for_a_time():
    load(TWO + "X99000003,Example Board,integrated-care-board,,,,\n")

    relate(
        "X99000002",
        "X99000003",
        RelationKind.BEST_FIT,
        weight=0.8,
        valid_from=date(2024, 1, 1),
        valid_to=date(2024, 12, 31),
    )

    held = {
        day: [(row.kind, row.weight) for row in queries.relations(reader(), code="X99000002", on=day)]
        for day in (date(2023, 12, 31), date(2024, 6, 1))
    }
    assert held == {
        date(2023, 12, 31): [(RelationKind.WITHIN, 1.0)],
        date(2024, 6, 1): [(RelationKind.BEST_FIT, 0.8), (RelationKind.WITHIN, 1.0)],
    }
    best = queries.children(reader(), code="X99000003", kind=RelationKind.BEST_FIT, on=date(2024, 6, 1))
    assert names(best) == ["Example Borough"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("parent", "more", "refusal"),
    [
        ("X99000002", {}, Invalid),
        ("X99000001", {"weight": 0.0}, Invalid),
        ("X99000001", {"weight": 1.1}, Invalid),
        ("X99000003", {}, Invalid),
        ("X99000001", {"valid_from": date(2024, 2, 1), "valid_to": date(2024, 1, 1)}, Invalid),
        ("X99000001", {}, Conflict),
        ("X99000009", {}, Missing),
    ],
)
def test_a_tie_that_makes_no_sense_is_refused(parent, more, refusal):
    load(TWO + "X99000003,Neighbour,district,,,,\n")

    with pytest.raises(refusal):
        relate("X99000002", parent, **more)

    assert PlaceRelation.objects.count() == 1


@pytest.mark.django_db
def test_a_retired_place_stays_readable_and_leaves_the_lists():
    load(TWO)
    actions.retire_place(build.system(), code="x99000002", on=date(2026, 3, 1))

    assert names(queries.places(reader())) == ["Example Region"]
    assert names(queries.children(reader(), code="X99000001")) == []
    assert queries.place(reader(), code="X99000002").valid_to == date(2026, 3, 1)
    with pytest.raises(Conflict):
        actions.retire_place(build.system(), code="X99000002", on=TODAY)
    with pytest.raises(Missing):
        actions.retire_place(build.system(), code="X99000009", on=TODAY)


@pytest.mark.django_db
def test_a_place_does_not_end_before_it_begins():
    load(HEADER + "X99000001,New,district,,,2023-04-01,\n")

    with pytest.raises(Invalid):
        actions.retire_place(build.system(), code="X99000001", on=date(2023, 3, 31))


# --- the United Kingdom ---


@pytest.mark.django_db
def test_the_united_kingdom_is_loaded_once():
    first, second = actions.load_uk_places(build.system()), actions.load_uk_places(build.system())

    assert (first, second) == (47, 0)
    assert [row.code for row in queries.ancestors(reader(), code="E09000007")] == [
        "K02000001",
        "E92000001",
        "E12000007",
    ]
    assert len(queries.children(reader(), code="E12000007")) == 33
    assert [
        (row.code, len(queries.layout(reader(), code=row.code).tiles)) for row in queries.layouts(reader())
    ] == [
        ("london-boroughs", 33),
        ("uk-nations-and-regions", 12),
    ]
    assert names(queries.places(reader(), tier="nation")) == [
        "England",
        "Northern Ireland",
        "Scotland",
        "Wales",
    ]
    assert names(queries.places(reader(), search="camd")) == ["Camden"]
    assert [row.code for row in queries.tiers(reader())][:3] == ["country", "nation", "region"]


@pytest.mark.django_db
def test_ancestors_cost_one_query_whatever_the_depth(django_assert_num_queries):
    actions.load_uk_places(build.system())

    with django_assert_num_queries(1):
        found = queries.ancestors(reader(), code="E09000007")

    assert len(found) == 3


def test_every_shipped_code_name_and_parent_agrees_with_the_official_list():
    official = json.loads(shared("official/places/geo-metadata.json").read_text())

    for place in uk_places():
        listed = official[place.code]
        assert listed["areanm"] == place.name
        assert place.parent == (listed["parents"] or [""])[0]
        assert listed.get("end") is None


def test_tiers_go_from_wide_to_narrow():
    tiers = {row.code: row.rank for row in standard_tiers()}

    assert tiers["country"] < tiers["nation"] < tiers["region"] < tiers["london-borough"] < tiers["ward"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_imports_of_the_same_file_at_once_store_it_once():
    build.restore_log_head()
    counts, start = [], threading.Barrier(2)

    def run():
        start.wait()
        try:
            counts.append(actions.load_uk_places(build.system()))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [0, 47]
    assert Place.objects.count() == 47
