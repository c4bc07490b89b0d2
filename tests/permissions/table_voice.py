"""Who may do what in conversations: role by action by state. What a pseudonym does carries no account."""

from dataclasses import replace
from uuid import UUID

from headway.flows import conversations as flows
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from headway.kernel.translations import NewText
from headway.voice import actions
from headway.voice.analysis.opinions import Opinion
from headway.voice.analysis.taking import (
    Cast,
    Elsewhere,
    Heard,
    Hiding,
    Joining,
    NewConversation,
    NewTrace,
    Recast,
    SaidElsewhere,
)
from headway.voice.choices import CarriedOut, Choice, Equality, Lineage, Mode, Why
from headway.voice.queries.results import worked_out
from tests import builders_voice as build
from tests.builders_missions import MONDAY, system
from tests.permissions import table_panels
from tests.permissions.table_panels import LEAD, TRACERS, in_each, mission, office
from tests.permissions.world import NAMELESS, Row, only

STEWARD = only(RoleName.STEWARD)
ADMINISTRATOR = only(RoleName.ADMINISTRATOR)
ENTERERS = only(RoleName.MISSION_LEAD, RoleName.STAFF)
SAID = "Bread should be baked here"


def draft(world):
    return build.draft(mission(world), office=office(world))


def opened(world):
    return build.conversation(mission(world), office=office(world))


def closed(world):
    key = opened(world)
    build.voters(key, 12)
    actions.close_conversation(system(), conversation=key)
    actions.keep_result(system(), conversation=key, opinion=worked_out(MONDAY, conversation=key))
    return key


def reported(world):
    key = closed(world)
    flows.report_conversation(system(), conversation=key)
    return key


STAGES = {"draft": draft, "open": opened, "closed": closed, "reported": reported}


def waiting(world):
    key = opened(world)
    return build.said(build.joined(key), SAID)


def live(world):
    key = waiting(world)
    actions.publish_statement(system(), statement=key)
    return key


def hidden(world):
    key = waiting(world)
    actions.hide_statement(system(), statement=key, hiding=Hiding(Why.PERSONAL, "It names somebody."))
    return key


def appealed(world):
    key = hidden(world)
    actions.appeal_hiding(build.nobody(), statement=key, receipt=build.receipt(), note="It does not.")
    return key


STATEMENTS = {"waiting": waiting, "live": live, "hidden": hidden, "appealed": appealed}


def stage_act(name, who, works, /, **given):
    act = getattr(actions, name)
    return in_each(
        STAGES, f"voice.{name}", who, lambda _w, by, key: act(by, conversation=key, **given), works
    )


def statement_act(name, who, works, /, **given):
    act = getattr(actions, name)
    return in_each(
        STATEMENTS, f"voice.{name}", who, lambda _w, by, key: act(by, statement=key, **given), works
    )


def begin(_world, by, key):
    return actions.draft_conversation(by, conversation=NewConversation(build.TERMS, key, build.SEEDS))


def change(_world, by, key):
    terms = replace(build.TERMS, background="One in four.")
    return actions.change_terms(by, conversation=key, terms=terms, version=build.version_of(key))


def translate(_world, by, key):
    text = NewText("question", "cy", "Sut ddylen ni i gyd fwyta’n dda?", approved=True)
    return actions.translate_conversation(by, conversation=key, of=key, text=text)


def join(_world, by, key):
    return actions.join_conversation(by, conversation=key, joining=Joining(build.receipt(99)))


def voter(world):
    key = opened(world)
    return build.joined(key), build.statements(key)[0]


def late_voter(world):
    key = opened(world)
    held = build.joined(key)
    actions.close_conversation(system(), conversation=key)
    return held, build.statements(key)[0]


def vote(_world, by, made):
    return actions.cast_vote(by, receipt=made[0], vote=Cast(made[1], Choice.AGREE))


def say(_world, by, made):
    return actions.say_something(by, receipt=made[0], text=SAID)


def enter(_world, by, key):
    votes = [Cast(build.statements(key)[0], Choice.AGREE)]
    joining = Joining(build.receipt(98), Mode.PHONE)
    return actions.enter_votes(by, conversation=key, joining=joining, votes=votes)


def concerned(world):
    held, statement = voter(world)
    build.vote(held, statement)
    return held, statement


def judge(_world, by, made):
    return actions.judge_happening(by, receipt=made[0], statement=made[1], happened=True)


def asked_voter(world):
    key = build.conversation(mission(world), equality=True)
    held = build.joined(key)
    build.vote(held, build.statements(key)[0])
    return held, key


def late_asked_voter(world):
    held, key = asked_voter(world)
    actions.close_conversation(system(), conversation=key)
    return held, key


def tell(_world, by, made):
    answers = {Equality.SEX: "female"}
    return actions.tell_equality(by, conversation=made[1], receipt=made[0], answers=answers)


def reword(_world, by, key):
    recasting = Recast(Lineage.REWORD, texts=("Bread should be baked in the borough",))
    return actions.recast_statements(by, statements=[key], recasting=recasting)


def appeal(_world, by, key):
    return actions.appeal_hiding(by, statement=key, receipt=build.receipt(), note="It does not.")


def traceable(world):
    key = mission(world)
    conversation = build.conversation(key)
    return build.statements(conversation)[0], key


def trace(_world, by, made):
    return actions.trace_change(by, of=made[0], new=NewTrace(made[1], "It says so now.", 1))


def carry(_world, by, made):
    return actions.note_carrying_out(by, statement=made[0], state=CarriedOut.DONE, note="Two opened.")


def elsewhere(_world, by, _none):
    told = Elsewhere(
        UUID(int=7, version=4),
        build.TERMS,
        (SaidElsewhere(0, "Every school should have a kitchen"),),
        (Heard(3, 0, Choice.AGREE),),
    )
    return actions.import_conversation(by, told=told)


def bring(_world, by, key):
    votes = [Heard(3, 0, Choice.AGREE)]
    return actions.import_votes(by, conversation=key, votes=votes, mode=Mode.PAPER)


BEFORE_REPORT = STAGES.keys() - {"reported"}
UNTIL_CLOSED = {"draft", "open"}
ROWS = [
    Row("voice.draft_conversation", LEAD, begin, prepare=mission),
    *in_each(STAGES, "voice.change_terms", LEAD, change, BEFORE_REPORT),
    *stage_act("open_conversation", LEAD, {"draft"}),
    *stage_act("close_conversation", LEAD, {"open"}),
    *stage_act("mint_codes", LEAD, UNTIL_CLOSED, batch="Elm ward", count=1),
    *stage_act("assess_rows", STEWARD, {"draft"}, allowed=True, text="Few could be recognised."),
    Row("voice.translate_conversation", LEAD, translate, prepare=opened),
    *stage_act("add_statement", LEAD, UNTIL_CLOSED, text=SAID),
    Row(
        "voice.keep_result",
        LEAD,
        lambda _w, by, key: actions.keep_result(by, conversation=key, opinion=Opinion(0, 0)),
        prepare=opened,
    ),
    *in_each(STAGES, "voice.join_conversation", NAMELESS, join, {"open"}),
    Row("voice.cast_vote", NAMELESS, vote, prepare=voter),
    Row("voice.cast_vote", NAMELESS, vote, state="closed", prepare=late_voter, raises=Conflict),
    Row("voice.say_something", NAMELESS, say, prepare=voter),
    Row("voice.say_something", NAMELESS, say, state="closed", prepare=late_voter, raises=Conflict),
    *in_each(STAGES, "voice.enter_votes", ENTERERS, enter, {"open", "closed"}),
    Row("voice.import_conversation", ADMINISTRATOR, elsewhere),
    *in_each(STAGES, "voice.import_votes", ADMINISTRATOR, bring, {"open", "closed"}),
    Row("voice.judge_happening", NAMELESS, judge, prepare=concerned),
    Row("voice.tell_equality", NAMELESS, tell, prepare=asked_voter),
    Row("voice.tell_equality", NAMELESS, tell, state="closed", prepare=late_asked_voter, raises=Conflict),
    *statement_act("publish_statement", LEAD, {"waiting"}),
    *statement_act("hide_statement", LEAD, {"waiting", "live"}, hiding=Hiding(Why.ADVERT, "It sells bread.")),
    *in_each(STATEMENTS, "voice.recast_statements", LEAD, reword, {"waiting", "live"}),
    *in_each(STATEMENTS, "voice.appeal_hiding", NAMELESS, appeal, {"hidden"}),
    *statement_act("decide_appeal", STEWARD, {"appealed"}, shown=True, note="It names nobody."),
    Row("voice.trace_change", TRACERS, trace, prepare=traceable),
    Row("voice.note_carrying_out", TRACERS, carry, prepare=traceable),
    *table_panels.ROWS,
]
FLOW_ROWS = in_each(
    STAGES,
    "flows.report_conversation",
    LEAD,
    lambda _w, by, key: flows.report_conversation(by, conversation=key),
    {"closed"},
)
