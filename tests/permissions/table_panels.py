"""Who may do what with panels: role by action by state."""

from headway.flows import panels as flows
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from headway.people import actions as people
from headway.voice import actions
from headway.voice.analysis.panels import NewPanel, read_frame
from headway.voice.analysis.taking import NewTrace
from headway.voice.choices import CarriedOut
from headway.voice.queries import panels as query
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_panels as build
from tests import builders_people
from tests.builders_missions import seer, system
from tests.permissions.world import NAMELESS, Row, only

LEAD = only(RoleName.MISSION_LEAD)
TRACERS = only(RoleName.MISSION_LEAD, RoleName.BOARD)


def office(world):
    return people.add_office(builders_people.system(), organisation=world.body, name="Director of Food")


def mission(_world):
    measures.places()
    return missions.mission()


def in_each(states, action, allowed, run, works):
    """Return a row for each state: it works in some, in the others even those who may get a refusal."""
    return [
        Row(action, allowed, run, state=state, prepare=prepare, raises=None if state in works else Conflict)
        for state, prepare in states.items()
    ]


def announced(world):
    return build.announced(mission(world), office(world))


def fixed(world):
    return build.fixed(mission(world), office(world))


def drawn(world):
    return build.drawn(mission(world), office(world))


def recommended(world):
    return actions.record_recommendation(system(), panel=drawn(world), new=build.CLOSE)


def sitting(world):
    key = drawn(world)
    actions.record_recommendation(system(), panel=key, new=build.CLOSE)
    return key


def reported(world):
    key = sitting(world)
    flows.report_panel(system(), panel=key)
    return key


STAGES = {"announced": announced, "fixed": fixed, "sitting": sitting, "reported": reported}


def about(world):
    return mission(world), office(world)


def announce(_world, by, made):
    new = NewPanel(build.QUESTION, build.TASK, "A letter", build.SIZE, made[1], made[0])
    return actions.announce_panel(by, panel=new)


def fix(_world, by, key):
    frame = read_frame(build.people_csv(), build.TARGETS, build.SIZE)
    return actions.fix_panel_list(by, panel=key, frame=frame)


def lots_ready(world):
    key = fixed(world)
    return key, query.lots(seer(), panel=key, number="")


def lots_again(world):
    key, lots = lots_ready(world)
    actions.draw_panel(system(), panel=key, lots=lots)
    return key, lots


def draw(_world, by, made):
    return actions.draw_panel(by, panel=made[0], lots=made[1])


def leaving(world):
    key = drawn(world)
    return key, query.draw(seer(), panel=key).members[0]


def left(_world, by, made):
    return actions.replace_member(by, panel=made[0], code=made[1])


def meet(_world, by, key):
    return actions.plan_panel_meeting(by, panel=key, on=build.MEETS, topic="Hear what is known")


def recommend(_world, by, key):
    return actions.record_recommendation(by, panel=key, new=build.CLOSE)


def carry(_world, by, key):
    return actions.note_recommendation(by, recommendation=key, state=CarriedOut.DONE, note="Two streets.")


def said_done(world):
    key = drawn(world)
    made = actions.record_recommendation(system(), panel=key, new=build.CLOSE)
    code = actions.make_panel_slips(system(), panel=key)[0]
    carry(world, system(), made)
    return made, code


def confirm(_world, by, made):
    return actions.confirm_recommendation(by, recommendation=made[0], code=made[1], happened=True)


def slips(_world, by, key):
    return actions.make_panel_slips(by, panel=key)


def traceable(world):
    made = recommended(world)
    return made, query.recommendation_scope(made)


def trace(_world, by, made):
    return actions.trace_change(by, of=made[0], new=NewTrace(made[1], "It says so now.", 1))


ROWS = [
    Row("voice.announce_panel", LEAD, announce, prepare=about),
    *in_each(STAGES, "voice.fix_panel_list", LEAD, fix, {"announced"}),
    Row("voice.draw_panel", LEAD, draw, prepare=lots_ready),
    Row("voice.draw_panel", LEAD, draw, state="drawn", prepare=lots_again, raises=Conflict),
    Row("voice.replace_member", LEAD, left, prepare=leaving),
    *in_each(STAGES, "voice.plan_panel_meeting", LEAD, meet, STAGES.keys() - {"reported"}),
    *in_each(STAGES, "voice.record_recommendation", LEAD, recommend, {"sitting"}),
    Row("voice.note_recommendation", TRACERS, carry, prepare=recommended),
    Row("voice.trace_change", TRACERS, trace, state="recommendation", prepare=traceable),
    *in_each(STAGES, "voice.make_panel_slips", LEAD, slips, {"sitting", "reported"}),
    Row("voice.confirm_recommendation", NAMELESS, confirm, prepare=said_done),
]
FLOW_ROWS = in_each(
    STAGES,
    "flows.report_panel",
    LEAD,
    lambda _w, by, key: flows.report_panel(by, panel=key),
    {"sitting"},
)
