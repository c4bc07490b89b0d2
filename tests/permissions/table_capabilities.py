"""Who may do what about capabilities: no role but one in the team itself opens anything."""

from headway.capabilities import actions
from headway.capabilities.analysis import NewRound, NewView, shipped
from headway.capabilities.choices import DEFAULT
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from tests import builders_capabilities as build
from tests.builders_capabilities import LEARNING
from tests.permissions.world import NOBODY, Row, only

STEWARD = only(RoleName.STEWARD)
CLOCK = only()


def team(world):
    return build.team(world.body, 1)[0]


def rating(world):
    key, members = build.team(world.body, 1)
    return build.open_round(key, members[0])


def draft(world):
    key, members = build.team(world.body, 1)
    return build.talked(key, members[0])


def agreed(world):
    key, members = build.team(world.body, 1)
    return build.agreed(key, members[0])


def in_round(name, **given):
    return lambda _world, by, key: getattr(actions, name)(by, team_round=key, **given)


ROWS = [
    Row(
        "capabilities.install_framework",
        STEWARD,
        lambda _w, by, _n: actions.install_framework(by, framework=shipped()["oecd-six-skills"]),
    ),
    Row(
        "capabilities.open_round",
        NOBODY,
        lambda _w, by, key: actions.open_round(by, new=NewRound(key, DEFAULT)),
        state="of another team",
        prepare=team,
    ),
    Row(
        "capabilities.rate",
        NOBODY,
        in_round("rate", levels={LEARNING: 2}),
        state="of another team",
        prepare=rating,
    ),
    Row(
        "capabilities.count_round",
        CLOCK,
        in_round("count_round"),
        state="rating",
        prepare=rating,
        raises=Conflict,
    ),
    Row(
        "capabilities.write_view",
        NOBODY,
        in_round("write_view", capability=LEARNING, view=NewView(1)),
        state="of another team",
        prepare=draft,
    ),
    Row("capabilities.agree_plan", NOBODY, in_round("agree_plan"), state="of another team", prepare=draft),
    Row(
        "capabilities.review_plan",
        NOBODY,
        in_round("review_plan", found="x"),
        state="of another team",
        prepare=agreed,
    ),
]
