"""What tests of the pages of conversations and panels share: a Monday, somebody signed in, the text of an answer."""

import pytest

from tests import builders_people as people
from tests.builders_people import MONDAY
from tests.doors.web.visiting import signed_in


@pytest.fixture(autouse=True)
def a_monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    people.body()


def text_of(response):
    return response.content.decode()


def somebody(role, name="Dee Director"):
    return signed_in(people.person(name, role))
