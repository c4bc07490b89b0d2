"""Who may do what about indicators, figures and charts: role by action by state."""

from dataclasses import replace
from datetime import date

from headway.flows import figures as flow
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict, Gone, Missing
from headway.measures import actions
from headway.measures.analysis import NewIndicator
from headway.measures.analysis.corrections import NewCorrection
from headway.measures.choices import CorrectionKind, RuleSet
from headway.measures.queries import Chart, Wanted
from headway.places.queries import place
from tests import builders_people as build
from tests.builders_measures import CAMDEN, bring_in, card, places, reader, release
from tests.permissions.table_files import receive
from tests.permissions.world import Row, only

ANALYSTS = only(RoleName.ANALYST)


def live(_world):
    places()
    return actions.add_indicator(build.system(), indicator=NewIndicator(card=card()))


def retired(world):
    key = live(world)
    actions.retire_indicator(build.system(), indicator=key)
    return key


def charted(world):
    key = live(world)
    bring_in(key, {2022: 1.0}, who=build.system())
    return Wanted(key, place(reader(), code=CAMDEN).key)


def amend(_world, by, key):
    return actions.amend_card(by, indicator=key, card=card(unit="per cent"), seen=1, change_note="In words")


def retire(_world, by, key):
    return actions.retire_indicator(by, indicator=key)


def set_chart(_world, by, series):
    return actions.set_chart(by, series=series, chart=Chart(rules=RuleSet.ANHOEJ, reason="Few points"))


def declare(_world, by, series):
    new = NewCorrection(start=date(2022, 1, 1), kind=CorrectionKind.FLAG, expect=1.0, reason="A slip")
    return actions.declare_correction(by, series=series, correction=new)


def corrected(world):
    series = charted(world)
    declare(world, build.system(), series)
    return series


def end_correction(_world, by, series):
    return actions.end_correction(by, series=series, start=date(2022, 1, 1), reason="It was fixed")


def accepted_release(world):
    return bring_in(live(world), {2022: 1.0}, who=build.system()).release


def undone(world):
    done = accepted_release(world)
    flow.undo_release(build.system(), release=done, reason="Wrong file")
    return done


def undo(_world, by, done):
    return flow.undo_release(by, release=done, reason="Wrong file")


def accept(_world, by, key):
    return bring_in(key, {2022: 1.0}, who=by)


def checked(key):
    upload = receive(build.system())
    flow.check(build.system(), key=upload, wish=wish(key))
    return upload


def wish(key):
    plain = flow.builtin("plain")[0]
    layout = replace(plain, fixed=replace(plain.fixed, place_code=CAMDEN))
    return flow.Wish(layout=layout, choices=flow.Choices(indicators={}, every=key), release=release())


def to_check(world):
    return receive(build.system()), live(world)


def check(_world, by, made):
    upload, key = made
    return flow.check(by, key=upload, wish=wish(key))


def found_again(world):
    key = live(world)
    first = checked(key)
    flow.accept(build.system(), key=first)
    return checked(key)


ROWS = [
    Row(
        "measures.add_indicator",
        ANALYSTS,
        lambda _w, by, _m: actions.add_indicator(by, indicator=NewIndicator(card=card())),
    ),
    Row("measures.amend_card", ANALYSTS, amend, state="live", prepare=live),
    Row(
        "measures.amend_card",
        ANALYSTS,
        amend,
        state="retired",
        prepare=retired,
        raises=Conflict,
    ),
    Row("measures.retire_indicator", ANALYSTS, retire, state="live", prepare=live),
    Row("measures.retire_indicator", ANALYSTS, retire, state="retired", prepare=retired, raises=Conflict),
    Row("measures.set_chart", ANALYSTS, set_chart, prepare=charted),
    Row("measures.declare_correction", ANALYSTS, declare, state="none", prepare=charted),
    Row(
        "measures.declare_correction", ANALYSTS, declare, state="declared", prepare=corrected, raises=Conflict
    ),
    Row("measures.end_correction", ANALYSTS, end_correction, state="declared", prepare=corrected),
    Row("measures.end_correction", ANALYSTS, end_correction, state="none", prepare=charted, raises=Missing),
]

FLOW_ROWS = [
    Row("flows.accept", ANALYSTS, accept, state="live", prepare=live),
    Row("flows.accept", ANALYSTS, accept, state="retired", prepare=retired, raises=Gone),
    Row("flows.undo", ANALYSTS, undo, state="accepted", prepare=accepted_release),
    Row("flows.undo", ANALYSTS, undo, state="undone", prepare=undone, raises=Conflict),
    Row("flows.keep_preview", ANALYSTS, check, prepare=to_check),
    Row(
        "flows.close_upload",
        ANALYSTS,
        lambda _w, by, upload: flow.accept(by, key=upload),
        prepare=found_again,
    ),
]
