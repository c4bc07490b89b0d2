"""`headway demo`: loaded once, through the actions, in the order of time; never into production."""

import pytest

from headway.briefs.indicators import indicator_brief
from headway.briefs.missions import mission_list
from headway.cli import edge
from headway.cli.demo import story
from headway.cli.main import main
from headway.kernel.actors import ANYONE, Reader
from headway.kernel.log import verify

DAY = "2026-03-02"
COMMAND = ["demo", "--no-serve", "--today", DAY]


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", f"{DAY}T12:00:00+00:00")


@pytest.mark.django_db
def test_it_is_loaded_once_and_everybody_reads_it(today, capsys):
    codes = [main(COMMAND), main(COMMAND)]

    said = capsys.readouterr().out
    citizen = Reader(ANYONE, edge.now())
    assert codes == [0, 0]
    assert said.count("the demonstration is here already") == 1
    assert all(person.email in said for person in story.PEOPLE)
    assert len(mission_list(citizen)) == 4
    assert verify().fault == ""
    before, after = (revised(day) for day in ("2025-07-16", "2025-07-17"))
    assert before[0] != after[0]
    assert len(after) == len(before) + 1


def revised(day: str) -> list[float | None]:
    """Return the greenhouse gas emissions per head of Camden as known on a day."""
    brief = indicator_brief(edge.reader(known_on=day), slug="emissions-per-head", place="E09000007")
    return [float(value) for value in brief.columns.value]


def test_it_does_not_load_into_production(settings, capsys):
    settings.MODE = "production"

    code = main(COMMAND)

    assert code == 2
    assert "production" in capsys.readouterr().out
