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
from tests import (
    builders_barriers,
    builders_findings,
    builders_learning,
    builders_panels,
    builders_rules,
    builders_voice,
)
from tests import builders_people as build
from tests.builders_measures import CAMDEN
from tests.doors.api.conftest import token

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


@pytest.fixture(scope="module", autouse=True)
def one_connection() -> Iterator[None]:
    """Keep the connection of the test's transaction between requests, as Django's own test client does."""
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
def asked_and_heard(lasting, might) -> dict[str, str]:
    """Return a key for each kind of thing that the front line, the voice and the learning keep."""
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
    made = {
        "rule": rule,
        "freedom": freedoms.ask_freedom(staff, new=asked),
        "barrier": barriers.raise_barrier(staff, new=builders_barriers.new(), code=builders_barriers.CODE),
        "conversation": builders_voice.conversation(lasting.mission),
        "panel": builders_panels.drawn(lasting.mission, office),
        "test": builders_learning.locked(lasting.mission),
        "finding": builders_findings.published(),
    }
    return {name: str(key) for name, key in made.items()}


@pytest.mark.parametrize("label", OPERATIONS)
def test_generated_requests_meet_no_fault_and_get_what_is_described(world, might, asked_and_heard, label):
    operation = OPERATIONS[label]
    real = {
        "mission": "child-poverty",
        "indicator": "children-in-poverty",
        "outcome": str(world.outcome),
        "target": str(world.target),
        "release_key": str(world.release),
        "code": CAMDEN,
        "answer": str(world.mission),  # a key that is no question: 404
        "initiative": str(world.mission),
        "map_code": "london-boroughs",
        "check": "C3",
        "name": "points",
        "board": "no-such-board",
        **dict.fromkeys(
            ("meeting", "decision", "step", "link", "part", "story_key", "study_key"), str(world.mission)
        ),
        **asked_and_heard,
    }
    strategies = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
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
