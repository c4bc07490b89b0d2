"""A small body with one mission, and programs that read and write for its cast."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from headway.flows.forecasts import refresh
from headway.kernel.actors import RoleName
from headway.missions import actions as missions
from headway.missions.analysis import Charter, NewMission, NewOutcome, SeriesChoice
from headway.people import actions as people
from headway.people.choices import TokenScope
from headway.places.queries import place
from headway.targets import actions as targets
from headway.targets.analysis.rows import Goal, NewPath, NewTarget
from tests import builders_measures as measures
from tests import builders_people as build
from tests import builders_rhythms as boards
from tests.builders_measures import CAMDEN
from tests.lasting import _django_db_helper, made_once

__all__ = ["_django_db_helper"]
NOW = "2026-03-02T12:00:00+00:00"
VALUES = {year: 40.0 - 0.5 * (year - 2005) + (0.9 if year % 3 else -0.8) for year in range(2005, 2025)}


def token(account: UUID, scope: TokenScope = TokenScope.WRITE) -> str:
    return people.make_token(
        build.by(account), label="a program", scope=scope, expires_on=date(2026, 9, 1)
    ).secret


@dataclass
class Program:
    """A client that speaks JSON with one token, or none."""

    secret: str = ""

    def headers(self, more: dict[str, str]) -> dict[str, str]:
        return ({"Authorization": f"Bearer {self.secret}"} if self.secret else {}) | more

    def get(self, path: str, **query: object):
        return Client(raise_request_exception=False).get(f"/api/v1{path}", query, headers=self.headers({}))

    def post(self, path: str, body: object = None, **headers: str):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client(raise_request_exception=False).post(
            f"/api/v1{path}",
            data=json.dumps({} if body is None else body),
            content_type="application/json",
            headers=self.headers(named),
        )


@dataclass(frozen=True)
class World:
    """What there is, by key, and who may speak to it."""

    cast: build.Cast
    indicator: UUID
    mission: UUID
    outcome: UUID
    target: UUID
    release: UUID
    decision: UUID
    analyst: Program
    director: Program
    board: Program
    nurse: Program
    reading: Program  # the analyst's token without the right to write
    anyone: Program


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """Make the world once a module, on a fixed Monday, with its own folder of stored files."""
    with pytest.MonkeyPatch.context() as patch, made_once(django_db_blocker):
        patch.setenv("HEADWAY_NOW", NOW)
        patch.setattr(settings, "DATA", tmp_path_factory.mktemp("data"))
        yield make_world()


@pytest.fixture
def world(lasting, _django_db_helper) -> World:
    """Give each test the world as it was made."""
    return lasting


def make_world() -> World:
    cast = build.cast()
    board = build.person("Bo Board", RoleName.BOARD)
    measures.places()
    camden = place(build.reader(), code=CAMDEN).key
    indicator = measures.indicator(lowest=0.0, highest=100.0)
    release = measures.bring_in(indicator, VALUES).release
    director = build.by(cast.director)
    charter = Charter("Every child in Camden grows up out of poverty", "Child poverty", "Too many are poor.")
    mission = missions.draft_mission(director, mission=NewMission(charter, camden))
    goal = Goal(20.0, date(2030, 12, 31), source="The plan of 2025")
    target = targets.set_target(
        director, target=NewTarget(indicator, camden, "Under 20%", goal, mission=mission)
    )
    path = NewPath(
        ((date(2024, 12, 31), 32.0), (date(2030, 12, 31), 20.0)), "Even steps", date(2025, 1, 6), "The board"
    )
    targets.agree_trajectory(director, target=target, path=path, version=1)
    outcome = missions.add_outcome(
        director, mission=mission, outcome=NewOutcome("Fewer children are poor", headline=True)
    )
    missions.choose_measure(
        director, mission=mission, outcome=outcome, choice=SeriesChoice(indicator, camden, target=target)
    )
    missions.open_mission(director, mission=mission)
    refresh(build.system(), keys={target})
    key = boards.board(mission, name="Missions board")
    decision = boards.made(key, mission, by=build.by(board))
    boards.meeting(key)
    return World(
        cast=cast,
        indicator=indicator,
        mission=mission,
        outcome=outcome,
        target=target,
        release=release,
        decision=decision,
        analyst=Program(token(cast.analyst)),
        director=Program(token(cast.director)),
        board=Program(token(board)),
        nurse=Program(token(cast.nurse)),
        reading=Program(token(cast.analyst, TokenScope.READ)),
        anyone=Program(),
    )
