"""A theory of change leaves as files and comes in from them: all or nothing, each problem with its cell."""

import json

import pytest

from headway.formats.errors import Unreadable
from headway.kernel.actors import RoleName
from headway.kernel.errors import Forbidden, Missing, Stale
from headway.missions import actions
from headway.missions.analysis import LinkWords
from headway.missions.analysis.logic_files import write_document, write_links, write_steps
from headway.missions.analysis.logic_plan import Known, Plan, by_words, plan
from headway.missions.analysis.logic_tables import Tables, read_document, read_tables
from headway.missions.choices import Distance, EvidenceResult, Sign
from headway.missions.queries import outcomes
from tests import builders_logic as toc
from tests import builders_measures as measures
from tests import builders_missions as build
from tests.builders_missions import seer, system

pytestmark = pytest.mark.django_db
STEPS = b"""id,kind,text,outcome,money_minor
a,input,Public health grant,,120000
b,activity,Cook together,,
c,long_outcome,Eats well,Fewer people go hungry,
"""
LINKS = b"""from,to,assumption,strength,why,citation,result,place
a,b,Somebody cooks,0,,,,
b,c,Families come,3,One trial,"A publisher, 2024",helps,similar
"""


@pytest.fixture(autouse=True)
def places():
    measures.places()


@pytest.fixture
def mission():
    key = build.mission()
    build.outcome(key)
    return key


def known(mission, *, may_grade=True):
    rows = outcomes(seer(), missions={mission})
    return Known(by_words((row.text, row.key) for row in rows), {}, may_grade)


def planned(mission, tables, **more) -> Plan:
    return plan(tables, toc.logic(mission), known(mission, **more))


def bring_in(mission, tables, by=None) -> Plan:
    made = planned(mission, tables)
    actions.import_logic(by or system(), mission=mission, plan=made)
    return made


def problems(steps=b"", links=b"", mission=None, **more):
    """Return code, row and column of everything that is wrong."""
    with pytest.raises(Unreadable) as refused:
        planned(mission, read_tables(steps, links), **more)
    return [(each.code, each.row, each.column) for each in refused.value.problems]


def test_tables_come_in_with_what_they_name(mission):
    made = bring_in(mission, read_tables(STEPS, LINKS))

    found = toc.logic(mission)
    assert (made.added, made.changed, made.same, made.graded) == (5, 0, 0, 1)
    assert [node.text for node in found.nodes] == ["Public health grant", "Cook together", "Eats well"]
    assert [node.headline for node in found.nodes] == [False, False, True]
    assert found.nodes[0].words.money == 120_000
    evidence = found.links[1].evidence
    assert (evidence.strength, evidence.result, evidence.place) == (3, EvidenceResult.HELPS, Distance.SIMILAR)
    assert (found.links[0].graded_at, found.links[1].graded_at) != (None, None)


@pytest.mark.parametrize("form", ["tables", "document"])
def test_what_leaves_comes_in_again_and_changes_nothing(mission, form):
    nodes, links = toc.chain(mission)
    toc.grade(mission, links[0], toc.graded(2, contested=True, objection="=SUM(1)", people=Distance.SAME))
    said = LinkWords(Sign.LESS, "- dash first", "'quoted", 6, "@council", feedback=True)
    version = toc.version_of(mission, links[1])
    actions.change_link(system(), mission=mission, link=links[1], words=said, version=version)
    toc.node(mission, "risk", "=1+1")
    found = toc.logic(mission)

    if form == "tables":
        tables = read_tables(write_steps(found), write_links(found))
    else:
        tables = read_document(write_document(found))

    made = planned(mission, tables)
    assert made == Plan((), (), 8)
    assert {step.id for step in tables.steps} >= {str(key) for key in nodes}


def test_a_file_moves_to_another_installation_with_its_keys(mission):
    nodes, _links = toc.chain(mission)
    data = write_document(toc.logic(mission))
    for node in nodes:
        actions.retire_node(system(), mission=mission, node=node)

    made = bring_in(mission, read_document(data))

    assert made.added == 7
    assert [node.key for node in toc.logic(mission).nodes] == list(nodes)


def test_the_same_words_under_a_short_name_are_the_same_step(mission):
    bring_in(mission, read_tables(STEPS, LINKS))

    again = planned(mission, read_tables(STEPS, LINKS))

    assert (again.parts, again.same) == ((), 5)


def test_a_changed_cell_changes_one_step(mission):
    bring_in(mission, read_tables(STEPS, LINKS))
    key = toc.logic(mission).nodes[1].key

    made = bring_in(mission, read_tables(f"id,kind,text\n{key},activity,Cook more\n".encode()))

    assert (made.added, made.changed) == (0, 1)
    assert toc.logic(mission).nodes[1].text == "Cook more"


def test_every_problem_says_its_row_and_column_and_nothing_comes_in(mission):
    steps = (
        b"id,kind,text,outcome,owner,money_minor,colour\n"
        b"a,thing,,,,,\n"
        b"a,input,Grant,Another,Nobody,much,\n"
        b"d,activity,Cook,Fewer people go hungry,,,\n"
    )
    links = (
        b"from,to,feedback,lag_months,strength,place,address\n"
        b"a,a,,,,,\nx,a,perhaps,soon,9,far,\na,x,,,,,ftp:here\n"
    )

    found = problems(steps, links, mission)

    assert found == [
        ("toc_column", 1, "colour"),
        ("toc_choice", 2, "kind"),
        ("toc_needed", 2, "text"),
        ("toc_twice", 3, "id"),
        ("toc_whole", 3, "money_minor"),
        ("toc_itself", 2, "to"),
        ("toc_whole", 3, "lag_months"),
        ("toc_yes", 3, "feedback"),
        ("toc_choice", 3, "place"),
    ]
    assert toc.logic(mission).nodes == ()


def test_what_a_file_names_must_be_here_and_rules_hold_as_in_forms(mission):
    steps = (
        b"id,kind,text,outcome,owner\na,input,Grant,Another,Nobody\nd,activity,Cook,fewer PEOPLE go hungry,\n"
    )
    links = b"from,to,strength,address\nx,a,9,\na,y,,ftp:here\n"

    found = problems(steps, links, mission)

    assert found == [
        ("toc_outcome", 2, "outcome"),
        ("toc_office", 2, "owner"),
        ("toc_rule", 3, "outcome"),
        ("toc_step", 2, "from"),
        ("toc_rule", 2, "strength"),
        ("toc_rule", 2, "why"),
        ("toc_rule", 2, "citation"),
        ("toc_step", 3, "to"),
        ("toc_rule", 3, "address"),
    ]


def test_a_problem_is_said_in_words(mission):
    with pytest.raises(Unreadable) as refused:
        read_tables(b"id,kind,text\na,thing,Cook\n")

    assert str(refused.value).startswith("row 2, column kind: 'thing': one of: input, activity, output")
    with pytest.raises(Unreadable, match="Say why the evidence has this grade"):
        planned(mission, read_tables(STEPS, b"from,to,strength\na,b,1\n"))


@pytest.mark.parametrize(
    "given",
    [
        [],
        {"format": "headway-logic", "version": 2},
        {"format": "headway-logic", "version": 1, "steps": {}},
        {"format": "headway-logic", "version": 1, "steps": ["a"]},
    ],
)
def test_a_document_of_another_shape_is_refused(given):
    with pytest.raises(Unreadable, match="headway-logic"):
        read_document(json.dumps(given).encode())


def test_a_file_that_is_too_long_is_refused():
    rows = b"".join(b"s%d,activity,Cook\n" % number for number in range(1001))
    pairs = b"".join(b"s%d,t\n" % number for number in range(1001))

    with pytest.raises(Unreadable, match="at most 1000 rows"):
        read_tables(b"id,kind,text\n" + rows)
    with pytest.raises(Unreadable, match="at most 1000 rows"):
        read_tables(b"", b"from,to\n" + pairs)


def test_only_an_analyst_brings_grades_in(mission):
    assert problems(STEPS, LINKS, mission, may_grade=False) == [("toc_grade", 3, "strength")]
    made = planned(mission, read_tables(STEPS, LINKS))

    with pytest.raises(Forbidden):
        actions.import_logic(build.holding(RoleName.MISSION_LEAD), mission=mission, plan=made)
    with pytest.raises(Forbidden):
        actions.import_logic(build.holding(RoleName.ANALYST), mission=mission, plan=made)

    plain = planned(mission, read_tables(STEPS, b"from,to\na,b\n"))
    actions.import_logic(build.holding(RoleName.MISSION_LEAD), mission=mission, plan=plain)
    assert len(toc.logic(mission).links) == 1


def test_a_plan_does_not_overwrite_what_somebody_changed_meanwhile(mission):
    bring_in(mission, read_tables(STEPS, LINKS))
    key = toc.logic(mission).nodes[1].key
    made = planned(mission, read_tables(f"id,kind,text\n{key},activity,Cook more\n".encode()))
    toc_words = toc.logic(mission).nodes[1].words
    version = toc.version_of(mission, key)
    actions.change_node(system(), mission=mission, node=key, words=toc_words, version=version)

    with pytest.raises(Stale):
        actions.import_logic(system(), mission=mission, plan=made)


def test_a_key_of_something_else_is_not_taken_for_a_step(mission):
    other = build.mission(short_title="Other")
    theirs = toc.node(other)

    with pytest.raises(Missing):
        bring_in(mission, Tables(read_tables(f"id,kind,text\n{theirs},activity,Ours\n".encode()).steps))


def test_a_link_of_a_file_changes_and_comes_back(mission):
    bring_in(mission, read_tables(STEPS, LINKS))
    first, second = toc.logic(mission).links
    actions.retire_link(system(), mission=mission, link=first.key)

    changed = LINKS.replace(b"Somebody cooks", b"Everybody cooks").replace(b"Families come", b"All come")
    bring_in(mission, read_tables(STEPS, changed))

    found = {link.key: link.words.assumption for link in toc.logic(mission).links}
    assert found == {first.key: "Everybody cooks", second.key: "All come"}
