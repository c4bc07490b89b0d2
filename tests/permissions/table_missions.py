"""Who may do what about missions: role by action by state."""

from dataclasses import replace

from headway.flows.adoption import adopt_mission
from headway.flows.amendments import amend_charter
from headway.flows.closing import close_mission
from headway.flows.packs import load_pack, pack
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from headway.kernel.translations import NewText
from headway.missions import actions
from headway.missions.analysis import (
    ChangeNote,
    Closing,
    LinkWords,
    NewMission,
    NewOutcome,
    NodeWords,
    SeriesChoice,
)
from headway.missions.analysis.logic_plan import Plan, PlannedStep
from headway.missions.choices import Ending, NodeKind
from headway.missions.queries import missions
from tests import builders_logic as toc
from tests import builders_measures as measures
from tests import builders_missions as build
from tests import builders_rhythms as boards
from tests.builders_people import TODAY
from tests.permissions import table_answers
from tests.permissions.world import Row, only

LEADS = only(RoleName.MISSION_LEAD)
BOARD = only(RoleName.BOARD)
WHY = dict.fromkeys(("C2", "C4", "C8", "C10", "C14"), "The board knows, and says so here.")


def a_pack(_world):
    build.world()
    return pack(build.seer())


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


def proposed(world):
    return boards.proposed(draft(world))


def consulted(world):
    return boards.consulted(draft(world))


def reviewed(world):
    key = adopted(world)
    actions.begin_review(build.system(), mission=key, reason="Elections")
    return key


def closed(world):
    key = adopted(world)
    decision = boards.made(boards.board(key), key)
    closing = Closing(Ending.NOT_ACHIEVED, "Half of it was reached.")
    close_mission(build.system(), mission=key, decision=decision, closing=closing, version=version_of(key))
    return key


STATES = {
    "draft": draft,
    "proposed": proposed,
    "consulted": consulted,
    "adopted": adopted,
    "under review": reviewed,
    "closed": closed,
}


def version_of(key):
    return next(row.version for row in missions(build.seer()) if row.key == key)


def write(_world, by, key):
    charter, change = replace(build.WORDS, scope="Less"), ChangeNote("The scope", "Money")
    return actions.write_charter(by, mission=key, charter=charter, version=version_of(key), change=change)


def answer(_world, by, key):
    return actions.answer_litmus(by, mission=key, answers=boards.LITMUS)


def answered(world):
    key = draft(world)
    answer(world, build.system(), key)
    return key


def propose(_world, by, key):
    return actions.propose_mission(by, mission=key)


def consult(_world, by, key):
    return actions.record_consultation(by, mission=key, consultation=boards.ASKED)


def review(_world, by, key):
    return actions.begin_review(by, mission=key, reason="Elections")


def with_decision(state):
    """Return what makes a mission in a state, with a made decision about its charter."""

    def prepare(world):
        key = STATES[state](world)
        board = boards.board(key, name="Another board")
        return key, boards.made(board, key, title="Another decision")

    return prepare


def adopt(_world, by, made):
    return adopt_mission(by, mission=made[0], decision=made[1], version=version_of(made[0]), exceptions=WHY)


def amend(_world, by, made):
    return amend_charter(
        by,
        mission=made[0],
        decision=made[1],
        charter=replace(build.WORDS, scope="Less"),
        change=ChangeNote("The scope", "Money"),
        version=version_of(made[0]),
    )


def close(_world, by, made):
    closing = Closing(Ending.NOT_ACHIEVED, "Half of it was reached.")
    return close_mission(by, mission=made[0], decision=made[1], closing=closing, version=version_of(made[0]))


def in_every_state(action, allowed, run, works, *, prepare=None):
    """Return a row for each state: it works in some, in the others even those who may get a refusal."""
    return [
        Row(
            action,
            allowed,
            run,
            state=state,
            prepare=prepare(state) if prepare else STATES[state],
            raises=None if state in works else Conflict,
        )
        for state in STATES
    ]


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


def import_logic(_world, by, made):
    planned = PlannedStep("a", NodeWords(NodeKind.RISK, "Prices rise"), None)
    return actions.import_logic(by, mission=made[0], plan=Plan((planned,), (), 0))


def grade_link(_world, by, made):
    return toc.grade(made[0], made[2][0], toc.graded(), by)


FLOW_ROWS = [
    *in_every_state(
        "flows.adopt_mission", BOARD, adopt, {"consulted", "under review"}, prepare=with_decision
    ),
    *in_every_state("flows.amend_charter", BOARD, amend, {"adopted", "under review"}, prepare=with_decision),
    *in_every_state("flows.close_mission", BOARD, close, {"adopted", "under review"}, prepare=with_decision),
    Row(
        "flows.load",
        only(RoleName.ADMINISTRATOR),
        lambda _w, by, told: load_pack(by, told=told),
        prepare=a_pack,
    ),
]
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
    *in_every_state(
        "missions.record_adoption",
        only(RoleName.BOARD, RoleName.ADMINISTRATOR),
        record,
        {"draft", "proposed", "consulted"},
    ),
    *in_every_state("missions.write_charter", LEADS, write, {"draft", "proposed", "consulted"}),
    *in_every_state("missions.answer_litmus", LEADS, answer, STATES.keys() - {"closed"}),
    *in_every_state("missions.propose_mission", LEADS, propose, {}),
    Row("missions.propose_mission", LEADS, propose, state="answered draft", prepare=answered),
    *in_every_state("missions.record_consultation", LEADS, consult, STATES.keys() - {"draft", "closed"}),
    *in_every_state(
        "missions.begin_review", only(RoleName.MISSION_LEAD, RoleName.BOARD), review, {"adopted"}
    ),
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
    Row("missions.import_logic", LEADS, import_logic, prepare=with_logic),
    *table_answers.MISSION_ROWS,
]
