"""Who may do what about boards, meetings and decisions: role by action by state."""

from dataclasses import replace

from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from headway.rhythms import actions
from headway.rhythms.analysis import Item, NewEvent
from headway.rhythms.choices import BoardStanding
from headway.rhythms.queries import boards as boards_of
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_rhythms as build
from tests.permissions.world import Row, only

BOARD = only(RoleName.BOARD)
LEADS = only(RoleName.BOARD, RoleName.MISSION_LEAD)
KEEPERS = only(RoleName.BOARD, RoleName.ADMINISTRATOR)
UNTIL = build.TODAY


def mission(_world):
    measures.places()
    return missions.mission()


def board(world):
    return build.board(mission(world))


def ended(world):
    key = board(world)
    actions.end_board(missions.system(), board=key)
    return key


def planned(world):
    return build.meeting(board(world))


def held(world):
    key = planned(world)
    actions.hold_meeting(missions.system(), meeting=key)
    return key


def minuted(world):
    key = held(world)
    actions.minute_meeting(missions.system(), meeting=key, text="Agreed.")
    return key


def proposed(world):
    key = mission(world)
    return build.decision(build.board(key), key, call_in_until=UNTIL)


def made(world):
    key = mission(world)
    return build.made(build.board(key), key, call_in_until=UNTIL)


def called_in(world):
    key = made(world)
    actions.call_in_decision(missions.system(), decision=key, reason="Too quick")
    return key


def done(world):
    key = made(world)
    actions.finish_decision(missions.system(), decision=key, note="It is in force.")
    return key


def reviewed(world):
    key = done(world)
    actions.review_decision(missions.system(), decision=key, found="As expected.")
    return key


DECISIONS = {"proposed": proposed, "made": made, "called in": called_in, "done": done, "reviewed": reviewed}
MEETINGS = {"planned": planned, "held": held, "minuted": minuted}


def amend(_world, by, key):
    terms = replace(build.BOARD, standing=BoardStanding.DECIDES)
    version = boards_of(missions.seer(), keys={key})[0].version
    return actions.amend_board(by, board=key, terms=terms, version=version)


def plan(_world, by, key):
    return actions.plan_meetings(by, board=key, meetings=[NewEvent(build.TODAY)])


def agenda(_world, by, key):
    return actions.set_agenda(by, meeting=key, items=[Item("Food")])


def propose(_world, by, key):
    about = boards_of(missions.seer(), keys={key})[0].missions
    return actions.propose_decision(by, board=key, decision=replace(build.WORDS, about=about))


def rewrite(_world, by, key):
    words = replace(build.WORDS, title="Adopt it later")
    return actions.rewrite_decision(by, decision=key, words=words, version=build.version_of(key))


def make(_world, by, key):
    return actions.make_decision(by, decision=key, on=build.TODAY, version=build.version_of(key))


def in_each(states, action, allowed, run, works):
    """Return a row for each state: it works in some, in the others even those who may get a refusal."""
    return [
        Row(action, allowed, run, state=state, prepare=prepare, raises=None if state in works else Conflict)
        for state, prepare in states.items()
    ]


def meeting_act(name, works, **given):
    act = getattr(actions, name)
    return in_each(
        MEETINGS, f"rhythms.{name}", BOARD, lambda _w, by, key: act(by, meeting=key, **given), works
    )


def decision_act(name, allowed, works, **given):
    act = getattr(actions, name)
    return in_each(
        DECISIONS, f"rhythms.{name}", allowed, lambda _w, by, key: act(by, decision=key, **given), works
    )


ROWS = [
    Row("rhythms.found_board", KEEPERS, lambda _w, by, _none: actions.found_board(by, board=build.BOARD)),
    *in_each({"live": board, "ended": ended}, "rhythms.amend_board", KEEPERS, amend, {"live"}),
    *in_each(
        {"live": board, "ended": ended},
        "rhythms.end_board",
        KEEPERS,
        lambda _w, by, key: actions.end_board(by, board=key),
        {"live"},
    ),
    *in_each({"live": board, "ended": ended}, "rhythms.plan_meetings", BOARD, plan, {"live"}),
    *in_each(MEETINGS, "rhythms.set_agenda", BOARD, agenda, {"planned"}),
    *meeting_act("hold_meeting", {"planned"}),
    *meeting_act("cancel_meeting", {"planned"}),
    *meeting_act("minute_meeting", {"held"}, text="Agreed."),
    *meeting_act("correct_minutes", {"minuted"}, text="It was seven, not six."),
    *in_each({"live": board, "ended": ended}, "rhythms.propose_decision", LEADS, propose, {"live"}),
    *in_each(DECISIONS, "rhythms.rewrite_decision", LEADS, rewrite, {"proposed"}),
    *in_each(DECISIONS, "rhythms.make_decision", BOARD, make, {"proposed"}),
    *decision_act("call_in_decision", BOARD, {"made"}, reason="Too quick"),
    *decision_act("confirm_decision", BOARD, {"called in"}, reason="Looked at again"),
    *decision_act("finish_decision", LEADS, {"made"}, note="It is in force."),
    *decision_act("review_decision", BOARD, {"done"}, found="As expected."),
    *decision_act("correct_decision", BOARD, DECISIONS.keys() - {"proposed"}, text="It was the 3rd."),
]
