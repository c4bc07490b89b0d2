"""The API driven from its own description: no fault of ours, and every answer as described."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from headway.api.door import api, described
from headway.config.wsgi import application
from headway.flows import barriers, freedoms
from headway.frontline import actions as desk
from headway.kernel.actors import RoleName
from headway.kernel.things import labels
from headway.missions.actions import begin_initiative
from headway.rhythms.queries import boards
from tests import (
    builders_answers,
    builders_barriers,
    builders_findings,
    builders_learning,
    builders_panels,
    builders_peers,
    builders_rules,
    builders_studies,
    builders_voice,
)
from tests import builders_people as build
from tests.builders_measures import CAMDEN
from tests.doors.api.conftest import Program, token

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 10
schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
OPERATIONS = {found.ok().label: found.ok() for found in schema.get_all_operations()}


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Keep the connection of the test's transaction between requests, as Django's own test client does.

    For each test anew: that client connects both signals again behind every request of its own.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def might(lasting) -> str:
    """Return the token of somebody who holds every role that writes here."""
    account = build.person("Max Might", RoleName.ANALYST)
    for role in (RoleName.MISSION_LEAD, RoleName.BOARD, RoleName.STEWARD):
        build.granted(account, role)
    return token(account)


def test_every_operation_is_driven():
    described_ones = sum(len(methods) for methods in described(api)["paths"].values())

    assert len(OPERATIONS) == described_ones


@pytest.fixture(scope="module")
def real(lasting, might) -> dict[str, str]:
    """Return what stands for each part of an address: things that are there, by their address or key."""
    office, staff = builders_panels.office(), build.by(lasting.cast.staff)
    rule = builders_rules.register(office)
    desk.set_desk(
        build.by(lasting.cast.steward),
        reader=office,
        safeguarding=office,
        whistleblowing=office,
        call="Call 020 7946 0000.",
    )
    asked = replace(builders_rules.ASKED, rule=rule, watch=(lasting.indicator,))
    barrier = barriers.raise_barrier(staff, new=builders_barriers.new(), code=builders_barriers.CODE)
    story = builders_peers.new_story(lasting.mission, builders_peers.team(lasting.cast.body))
    made = {
        "mission": lasting.mission,
        "indicator": lasting.indicator,
        "outcome": lasting.outcome,
        "target": lasting.target,
        "release_key": lasting.release,
        "decision": lasting.decision,
        "board": boards(build.system_reader())[0].key,
        "initiative": begin_initiative(
            build.system(), mission=lasting.mission, words=builders_answers.KITCHEN
        ),
        "answer": builders_barriers.question(barrier).key,
        "rule": rule,
        "freedom": freedoms.ask_freedom(staff, new=asked),
        "barrier": barrier,
        "story_key": builders_peers.shown(lasting.cast.staff, story),
        "study_key": builders_studies.study(lasting.mission),
        "conversation": builders_voice.conversation(lasting.mission),
        "panel": builders_panels.drawn(lasting.mission, office),
        "test": builders_learning.drawn(lasting.mission),
        "finding": builders_findings.published(),
    }
    named = labels(made.values())
    there = {name: named[key].slug or str(key) for name, key in made.items() if key in named}
    others = {"code": CAMDEN, "map_code": "london-boroughs", "check": "C3", "name": "points"}
    # Parts of things, which their addresses name beside them; here they are of another kind: 404.
    parts = dict.fromkeys(("meeting", "step", "link", "part"), str(lasting.mission))
    return {name: str(key) for name, key in made.items()} | there | others | parts


def test_what_the_requests_ask_for_is_there_to_be_read(world, might, real):
    reads = [label.partition("/api/v1")[2] for label in OPERATIONS if label.startswith("GET ")]
    query = {"place": CAMDEN}  # some reads need it

    told = {
        path: Program(might).get(path.format(**real), **query).status_code for path in reads if "{" in path
    }

    assert len(told) > 40
    assert {path: status for path, status in told.items() if status != 200} == {}


@pytest.mark.parametrize("label", OPERATIONS)
def test_generated_requests_meet_no_fault_and_get_what_is_described(world, might, real, label):
    operation = OPERATIONS[label]
    strategies = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]

    @settings(
        max_examples=EXAMPLES,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def drive(data):
        case = data.draw(st.sampled_from(strategies).flatmap(lambda one: one))
        if data.draw(st.booleans()):
            case.path_parameters = {name: real[name] for name in case.path_parameters or {}}
        with transaction.atomic():
            response = case.call(headers={"Authorization": f"Bearer {might}"})
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)

    drive()
