"""Who may do what about missions: role by action by state."""

from dataclasses import replace

from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from headway.kernel.translations import NewText
from headway.missions import actions
from headway.missions.analysis import LinkWords, NewMission, NewOutcome, NodeWords, SeriesChoice
from headway.missions.choices import NodeKind
from headway.missions.queries import missions
from tests import builders_logic as toc
from tests import builders_measures as measures
from tests import builders_missions as build
from tests.builders_people import TODAY
from tests.permissions.world import Row, only

LEADS = only(RoleName.MISSION_LEAD)
BOARD = only(RoleName.BOARD)


def draft(_world):
    measures.places()
    return build.mission()


def adopted(world):
    key = draft(world)
    actions.record_adoption(build.system(), mission=key, adopted_on=TODAY, adopted_by="Cabinet")
    return key


def opened(world):
    key = draft(world)
    actions.open_mission(build.system(), mission=key)
    return key


def with_outcome(world):
    key = draft(world)
    return key, build.outcome(key)


def with_retired(world):
    key, outcome = with_outcome(world)
    actions.retire_outcome(build.system(), mission=key, outcome=outcome)
    return key, outcome


def with_measure(world):
    key, outcome = with_outcome(world)
    indicator = measures.indicator()
    build.judged_by(key, outcome, indicator, build.place_key())
    return key, outcome, indicator


def begin(_world, by, place):
    return actions.draft_mission(by, mission=NewMission(build.WORDS, place))


def record(_world, by, key):
    return actions.record_adoption(by, mission=key, adopted_on=TODAY, adopted_by="Cabinet")


def write(_world, by, key):
    version = next(row.version for row in missions(build.seer()) if row.key == key)
    charter = replace(build.WORDS, scope="Less", decided_by="Cabinet")
    return actions.write_charter(by, mission=key, charter=charter, version=version, change_note="Money")


def retire(_world, by, made):
    return actions.retire_outcome(by, mission=made[0], outcome=made[1])


def choose(_world, by, made):
    choice = SeriesChoice(made[2], build.place_key())
    return actions.choose_measure(by, mission=made[0], outcome=made[1], choice=choice)


def drop(_world, by, made):
    return actions.drop_measure(by, mission=made[0], outcome=made[1], indicator=made[2])


def translate(_world, by, key):
    text = NewText("title", "cy", "Erbyn 2030", approved=True)
    return actions.translate_text(by, mission=key, of=key, text=text)


def place(world):
    measures.places()
    return build.place_key()


def with_logic(world):
    key = draft(world)
    return key, *toc.chain(key)


def link_retired(world):
    made = with_logic(world)
    retire_link(world, build.system(), made)
    return made


def change_node(_world, by, made):
    key, (node, *_more), _links = made
    words, version = NodeWords(NodeKind.INPUT, "Time"), toc.version_of(key, node)
    return actions.change_node(by, mission=key, node=node, words=words, version=version)


def retire_node(_world, by, made):
    return actions.retire_node(by, mission=made[0], node=made[1][0])


def add_link(_world, by, made):
    key, (source, _activity, target, *_more), _links = made
    return toc.link(key, source, target, by=by)


def change_link(_world, by, made):
    key, _nodes, (link, *_more) = made
    version = toc.version_of(key, link)
    return actions.change_link(by, mission=key, link=link, words=LinkWords(), version=version)


def retire_link(_world, by, made):
    return actions.retire_link(by, mission=made[0], link=made[2][0])


def bring_back(_world, by, made):
    key, (node, *_more), _links = made
    version = toc.version_of(key, node)
    return actions.bring_back(by, mission=key, part=node, number=1, version=version)


def grade_link(_world, by, made):
    return toc.grade(made[0], made[2][0], toc.graded(), by)


ROWS = [
    Row(
        "missions.draft_mission",
        only(RoleName.MISSION_LEAD, RoleName.ADMINISTRATOR),
        begin,
        prepare=place,
    ),
    Row(
        "missions.open_mission",
        only(RoleName.MISSION_LEAD, RoleName.STEWARD),
        lambda _w, by, key: actions.open_mission(by, mission=key),
        state="private",
        prepare=draft,
    ),
    Row(
        "missions.open_mission",
        only(RoleName.MISSION_LEAD, RoleName.STEWARD),
        lambda _w, by, key: actions.open_mission(by, mission=key),
        state="open",
        prepare=opened,
        raises=Conflict,
    ),
    Row(
        "missions.record_adoption",
        only(RoleName.BOARD, RoleName.ADMINISTRATOR),
        record,
        state="draft",
        prepare=draft,
    ),
    Row(
        "missions.record_adoption",
        only(RoleName.BOARD, RoleName.ADMINISTRATOR),
        record,
        state="adopted",
        prepare=adopted,
        raises=Conflict,
    ),
    Row("missions.write_charter", LEADS, write, state="draft", prepare=draft),
    Row("missions.write_charter", BOARD, write, state="adopted", prepare=adopted),
    Row(
        "missions.add_outcome",
        LEADS,
        lambda _w, by, key: actions.add_outcome(by, mission=key, outcome=NewOutcome("Fewer go hungry")),
        prepare=draft,
    ),
    Row("missions.retire_outcome", LEADS, retire, state="live", prepare=with_outcome),
    Row("missions.retire_outcome", LEADS, retire, state="retired", prepare=with_retired, raises=Conflict),
    Row("missions.choose_measure", LEADS, choose, prepare=with_measure),
    Row("missions.drop_measure", LEADS, drop, prepare=with_measure),
    Row("missions.translate_text", LEADS, translate, prepare=draft),
    Row("missions.add_node", LEADS, lambda _w, by, key: toc.node(key, by=by), prepare=draft),
    Row("missions.change_node", LEADS, change_node, prepare=with_logic),
    Row("missions.retire_node", LEADS, retire_node, prepare=with_logic),
    Row("missions.add_link", LEADS, add_link, prepare=with_logic),
    Row("missions.change_link", LEADS, change_link, prepare=with_logic),
    Row("missions.retire_link", LEADS, retire_link, prepare=with_logic),
    Row("missions.retire_link", LEADS, retire_link, state="retired", prepare=link_retired, raises=Conflict),
    Row("missions.bring_back", LEADS, bring_back, prepare=with_logic),
    Row("missions.grade_link", only(RoleName.ANALYST), grade_link, prepare=with_logic),
]
