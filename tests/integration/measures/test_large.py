"""Large imports: whole or not at all, whatever happens to the process or stands in the file."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from headway.files import store
from headway.flows import figures as flow
from headway.flows.figures import Choices, Figures
from headway.formats.errors import Unreadable
from headway.formats.layouts import Columns, Layout
from headway.measures.models import Observation, Release
from headway.places.queries import place
from tests.builders_measures import ANALYST, CAMDEN, by, indicator, places, reader
from tests.builders_measures import release as new_release
from tests.integration.measures.importer import GROUPS, YEARS

ROOT = Path(__file__).resolve().parents[3]
LAYOUT = Layout(
    name="large",
    version=1,
    columns=Columns(period="period", value="value", place_code="place", breakdowns=("Group",)),
)


def large_file(rows: int, bad: int | None = None) -> bytes:
    lines = ["place,Group,period,value"]
    lines += [
        f"{CAMDEN},{number % 4000},{2000 + number // 4000},{'twelve' if number == bad else number / 7}"
        for number in range(rows)
    ]
    return "\n".join(lines).encode()


@pytest.mark.goal
@pytest.mark.django_db
def test_one_bad_row_in_100000_stores_nothing_and_names_itself():
    places()
    key = indicator()
    opened = flow.open_table(large_file(100_000, bad=54_321))

    found = flow.understand(reader(actor=ANALYST), opened, LAYOUT, Choices(indicators={}, every=key))
    with pytest.raises(Unreadable) as refusal:
        found.refuse()

    assert str(refusal.value).startswith("row 54323, column value: 'twelve':")
    assert Observation.objects.count() == Release.objects.count() == 0


@pytest.mark.goal
@pytest.mark.django_db
def test_100000_rows_come_in_with_a_short_transaction():
    places()
    key = indicator()
    who, data = by(), large_file(100_000)
    opened = flow.open_table(data)
    found = flow.understand(reader(actor=ANALYST), opened, LAYOUT, Choices(indicators={}, every=key))
    figures = Figures(release=new_release(), statements=found.statements, file=store.keep(data, "large.csv"))

    outcome = flow.bring_in(who, figures=figures)
    again = flow.bring_in(who, figures=figures)

    assert outcome.added == Observation.objects.count() == 100_000
    assert again.already
    assert place(reader(), code=CAMDEN).name == "Camden"


def environment(tmp_path: Path) -> dict[str, str]:
    """Point a process at a database of its own: a file on SQLite, the test's own on PostgreSQL."""
    given = {**os.environ, "HEADWAY_DATA": str(tmp_path), "HEADWAY_MODE": "test"}
    given["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    if connection.vendor == "postgresql":
        used = connection.settings_dict
        given["DATABASE_URL"] = f"postgresql://{used['USER']}@/{used['NAME']}?host={used['HOST']}"
    return given


def run(step: str, env: dict[str, str]) -> list[int]:
    command = [sys.executable, "-m", "tests.integration.measures.importer", step]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    return [int(word) for word in done.stdout.split()[-2:]]


@pytest.mark.goal
@pytest.mark.django_db(transaction=True)
def test_a_killed_import_leaves_nothing(tmp_path):
    env = environment(tmp_path)
    assert run("prepare", env) == [0, 0]
    command = [sys.executable, "-m", "tests.integration.measures.importer", "import"]

    for wait in (0.05, 0.3, 0.6, 0.9):
        process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "begin\n"
        time.sleep(wait)
        process.kill()
        process.communicate()
        left = run("count", env)
        assert left in ([0, 0], [1, GROUPS * YEARS])

    assert run("import", env) == [1, GROUPS * YEARS]
    assert settings.MODE == "test"
