"""What leaves as a pack arrives as it was: the same bytes go out again, and the pages say the same."""

import json
import os
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings

from headway.briefs.missions import mission_brief, mission_list
from headway.flows.packs import KINDS, load_pack, pack
from headway.formats.packs import Pack, from_files, from_zip, to_files, to_zip
from headway.kernel.actors import ANYONE, Reader, RoleName
from headway.kernel.declared import Privacy
from headway.kernel.errors import Forbidden, Invalid
from headway.kernel.models import LogHead
from headway.missions import actions as missions
from headway.missions.analysis import InitiativeWords, NewMission
from headway.people import actions as people
from headway.web.missions.packs import example as shipped
from tests import builders_measures as measures
from tests import builders_missions as build
from tests import builders_people as build_people
from tests import builders_rhythms as boards
from tests.integration.briefs.history import History
from tests.integration.briefs.saying import plain
from tests.integration.briefs.test_replay import SHOWED_THROUGH, histories

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("PACK_EXAMPLES", "5"))  # 200 at full size: PACK_EXAMPLES=200
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def empty():
    """Empty every table of ours, as on the day of an installation."""
    with connection.cursor() as cursor:
        tables = [
            connection.ops.quote_name(model._meta.db_table)
            for model in apps.get_models()
            if model.__module__.startswith("headway.") and model is not LogHead
        ]
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is still to be checked forbids it
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")


@contextmanager
def elsewhere():
    """Be in an installation where nothing is yet; come back afterwards."""
    with transaction.atomic():
        empty()
        yield
        transaction.set_rollback(True)


def files_of(reader):
    return to_files(pack(reader))


def said(reader):
    """Return what every page of a mission says."""
    return [plain(mission_brief(reader, slug=each.row.slug), "en") for each in mission_list(reader)]


def test_a_mission_comes_back_to_the_byte_and_says_the_same():
    build.world()
    before, words = files_of(build.seer()), said(build.seer())

    with elsewhere():
        loaded = load_pack(build.system(), told=from_files(before))
        after, same = files_of(build.seer()), said(build.seer())
        again = load_pack(build.system(), told=from_files(after))

    assert after == before
    assert same == words
    assert loaded.written == loaded.records > 40
    assert again.written == 0


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@example(acts=SHOWED_THROUGH)
@given(acts=histories)
def test_whatever_happened_to_a_mission_travels(acts):
    with elsewhere():
        measures.places()
        history = History()
        history.set_up()
        for name, pick, size, days in acts:
            history.act(name, pick=pick, size=size, days=days)
        before, words = files_of(history.reader()), said(history.reader())
        with elsewhere():
            load_pack(history.by(), told=from_files(before))
            after, same = files_of(history.reader()), said(history.reader())

    assert after == before
    assert same == words


def test_one_mission_takes_along_what_it_stands_on_and_nothing_else():
    made = build.world()
    other = build.mission(short_title="Another", title="Another mission")

    found = pack(build.seer(), slugs=["food"])

    keys = {record.get("key") for records in found.parts.values() for record in records}
    assert found.missions == ("food",)
    assert {str(made.mission), str(made.indicator), str(made.target)} <= keys
    assert str(other) not in keys
    assert {each["code"] for each in found.parts["places.json"] if each["record"] == "place"} == {
        "E09000007",
        "E12000007",
        "E92000001",
        "K02000001",
    }


def test_a_pack_that_names_what_is_nowhere_leaves_nothing():
    build.world()
    parts = pack(build.seer()).parts
    wrong = [record for record in parts["missions.json"] if record["record"] != "mission"]

    with elsewhere(), pytest.raises(Invalid) as refusal:
        load_pack(build.system(), told=Pack((), {**parts, "missions.json": wrong}))

    assert "which is nowhere" in refusal.value.sentence.render("en")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"deadline": "30/02/2030"}, "deadline"),
        ({"version": "three"}, "version"),
        ({"mission": "not-a-key"}, "mission"),
        ({"title": None}, "title"),
    ],
)
def test_a_wrong_value_is_named_with_its_record_and_field(change, told):
    build.world()
    found = pack(build.seer())
    missions = [
        {**record, **change} if record["record"] == "charter" else record
        for record in found.parts["missions.json"]
    ]

    with elsewhere(), pytest.raises(Invalid) as refusal:
        load_pack(build.system(), told=Pack((), {**found.parts, "missions.json": missions}, found.contents))

    words = refusal.value.sentence.render("en")
    assert words.startswith("charter")
    assert told in words


@pytest.mark.parametrize("name", ["camden", "uk-2024"])
def test_an_example_goes_out_again_to_the_byte(name):
    files = shipped(name)
    slugs = json.loads(files["pack.json"])["missions"]

    with elsewhere():
        load_pack(build.system(), told=from_files(files))
        after = to_files(pack(build.seer(NOW), slugs=slugs))
        words = said(build.seer(NOW))
        with elsewhere():
            load_pack(build.system(), told=from_files(after))
            again = said(build.seer(NOW))

    assert after == files
    assert again == words
    assert len(words) == len(slugs)


def test_only_an_administrator_brings_a_pack_in():
    build.world()
    found = pack(build.seer())

    with pytest.raises(Forbidden):
        load_pack(build.holding(RoleName.MISSION_LEAD), told=found)

    assert load_pack(build.holding(RoleName.ADMINISTRATOR), told=found).written == 0


def test_a_zip_holds_the_same_files_and_the_same_bytes_twice():
    build.world()
    files = files_of(build.seer())

    packed = to_zip(files)

    assert from_zip(packed) == files
    assert to_zip(files) == packed


# What is public and stays at home, each for a reason that the reference of packs gives.
STAYS = {
    *(
        f"answers.{name}"
        for name in (
            "Answer",
            "AnswerTurn",
            "AnswerNow",
            "Reply",
            "Notice",
            "ClockSetting",
            "Capacity",
            "Pause",
        )
    ),
    *(f"checks.{name}" for name in ("Verdict", "VerdictVersion", "CheckSetting")),
    *("people.BodySetting", "kernel.LogHead", "kernel.PublishedHead", "kernel.Thing", "measures.Observation"),
    # How a barrier stands is its answer's, and answers stay; the ledger leaves by `headway barriers export`.
    *(f"frontline.{name}" for name in ("Barrier", "BarrierVersion", "BarrierMerge", "Desk", "Decider")),
    # The library belongs to no mission; findings.csv takes it along.
    # A locked plan is what its own log says it is: elsewhere it would be a copy without its proof.
    *(f"learning.{name}" for name in ("Test", "Plan", "Stage", "Look", "Result", "Ruling", "Rating")),
    *(f"learning.{name}" for name in ("Finding", "FindingVersion", "FindingUse")),
    # Rules and freedoms belong to the offices of one body.
    *(f"frontline.{name}" for name in ("Rule", "RuleVersion", "BarrierRule", "Weighing")),
    *(f"frontline.Freedom{name}" for name in ("", "Version", "Watch", "Stage", "Grant")),
    # A conversation is exported in the format of Polis; its people and votes never travel with a mission.
    *(f"voice.{name}" for name in ("Conversation", "ConversationTerms", "RowsAssessment", "Snapshot")),
    *(f"voice.{name}" for name in ("StatementTurn", "StatementTie", "Trace", "CarryingOut")),
    # A panel is drawn and answered by one body; its draw is proved by files on its own page.
    *(f"voice.Panel{name}" for name in ("", "Frame", "Draw", "Replacement", "Meeting")),
    *("voice.Recommendation", "voice.RecommendationCarrying"),
}


def test_only_what_is_public_travels_and_all_of_it_but_what_is_said():
    travels = {kind.model for kinds in KINDS.values() for kind in kinds}
    public = {model for model in apps.get_models() if getattr(model, "privacy", None) == Privacy.PUBLIC}

    assert travels <= public
    assert {model._meta.label for model in public - travels} == STAYS


def test_what_a_mission_names_comes_along_to_an_installation_where_nothing_is_yet():
    made = build.world()
    body, partner = build_people.body(), build_people.organisation()
    office = people.add_office(build.system(), organisation=body, name="Director of Food")
    people.name_accountable(build.system(), office=office, director=office)
    above = build.mission(short_title="Whole region", title="The mission of the region")
    charter = replace(build.WORDS, short_title="Below", title="The part of the borough", lead=office)
    part = missions.draft_mission(
        build.system(), mission=NewMission(charter, build.place_key(), above, slug="below")
    )
    words = InitiativeWords("Kitchens that open late", owner=partner, places=(made.place,), partners=(body,))
    missions.begin_initiative(build.system(), mission=part, words=words)
    boards.made(boards.board(above, part), made.mission, part)
    before = to_files(pack(build.seer(), slugs=["below"]))

    with elsewhere():
        load_pack(build.system(), told=from_files(before))
        after = to_files(pack(build.seer(), slugs=["below"]))

    assert after == before
    assert from_files(before).missions == ("below", "whole-region")


def test_a_decision_that_is_only_proposed_and_a_mission_that_is_not_open_stay_at_home():
    made = build.world()
    missions.open_mission(build.system(), mission=made.mission)
    private = build.mission(short_title="Private", title="Not open yet")
    board = boards.board(made.mission, private)
    kept = boards.decision(board, made.mission, title="Not for the public yet")
    told = boards.made(board, made.mission, private)

    public = pack(Reader(ANYONE, NOW), slugs=["food"])
    inside = pack(build.seer(), slugs=["food"])

    keys = {record.get("key") for records in public.parts.values() for record in records}
    assert str(told) in keys
    assert not {str(kept), str(private)} & keys
    assert b"Not for the public yet" not in b"".join(to_files(public).values())
    assert str(kept) in {record.get("key") for record in inside.parts["boards.json"]}


def test_an_office_that_leads_travels_with_its_organisation():
    measures.places()
    office = people.add_office(build.system(), organisation=build_people.body(), name="Director of Food")
    build.mission(lead=office)

    found = pack(build.seer())

    names = [record["name"] for record in found.parts["people.json"]]
    assert names == ["Example Borough", "Director of Food"]
    assert str(office) in [record.get("lead") for record in found.parts["missions.json"]]
