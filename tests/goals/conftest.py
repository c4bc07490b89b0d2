"""One installation for the goals that only write to it."""

import pytest

from tests.goals.installation import installation


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return installation(tmp_path_factory.mktemp("home") / "data")


@pytest.fixture(scope="module")
def port(home):
    with home.served() as server:
        yield server.port
