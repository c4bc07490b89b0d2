"""Somebody wants a locked plan to say something else: each way is refused, or seen."""

import json
import re
import subprocess
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import Error, connection, transaction

from headway.cli.house.audit import verify
from headway.cli.house.checks import chain
from headway.cli.house.finding import State
from headway.kernel.canonical import digest
from headway.kernel.errors import Conflict
from headway.learning import actions
from headway.learning.models import Plan
from headway.learning.queries import Fault, altered, plans
from tests import builders_learning as build
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests.builders_learning import PLAN
from tests.builders_missions import MONDAY, seer, system

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "locked-plans-and-public-draws.md"
SOFTER = '"smallest_change":"1.0"'
GUARDED = ("plan", "seed", "unitlist", "draw", "look", "result", "ruling", "rating")


@pytest.fixture
def test_key():
    measures.places()
    return build.running(missions.mission())


def guard_down(table: str) -> None:
    """Take the guard away, as somebody can who owns the database."""
    on = f" ON learning_{table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER learning_{table}_is_locked{on}")


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def softened() -> str:
    """Return the text of the plan with a smaller change that would alter the decision."""
    text = Plan.objects.get().content.replace('"smallest_change":"5.0"', SOFTER)
    assert SOFTER in text
    return text


def seen(key) -> set[tuple[str, Fault]]:
    return {(each.what, each.fault) for each in altered(seer(), tests={key})}


def test_nothing_is_seen_where_nothing_was_done(test_key):
    assert altered(seer()) == ()


def test_the_form_of_a_draft_does_not_write_a_locked_plan(test_key):
    plan = replace(PLAN, smallest_change=1.0)

    with pytest.raises(Conflict):
        actions.write_plan(system(), test=test_key, plan=plan, version=build.version(test_key))

    assert plans(seer(), test=test_key)[0].words.smallest_change == 5.0


@pytest.mark.parametrize("table", GUARDED)
def test_every_table_of_what_is_locked_has_its_guard(table):
    if connection.vendor == "postgresql":
        asked = "SELECT count(*) FROM pg_trigger WHERE tgname = %s"
    else:
        asked = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = %s"

    with connection.cursor() as cursor:
        cursor.execute(asked, [f"learning_{table}_is_locked"])
        assert cursor.fetchone()[0] == 1


def test_the_database_refuses_to_change_a_locked_plan(test_key):
    with pytest.raises(Error), transaction.atomic():
        sql("UPDATE learning_plan SET content = %s", softened())

    assert seen(test_key) == set()


def test_the_shell_and_a_fixture_are_refused_too(test_key, tmp_path):
    row = Plan.objects.get()
    row.content = softened()
    fixture = tmp_path / "plan.json"
    fixture.write_text(serializers.serialize("json", [row]))

    with pytest.raises(Error), transaction.atomic():
        row.save()
    with pytest.raises(Error), transaction.atomic():
        call_command("loaddata", str(fixture), verbosity=0)

    assert Plan.objects.get().content != row.content


def test_a_text_changed_with_the_guard_taken_away_does_not_fit_its_hash(test_key):
    text = softened()
    guard_down("plan")

    sql("UPDATE learning_plan SET content = %s", text)

    assert seen(test_key) == {("plan 1", Fault.TEXT)}


def test_a_text_and_hash_that_fit_one_another_do_not_fit_the_log(test_key):
    text = softened()
    guard_down("plan")

    sql("UPDATE learning_plan SET content = %s, hash = %s", text, digest(text.encode()))

    assert seen(test_key) == {("plan 1", Fault.LOG)}


def test_a_day_changed_beside_the_text_is_seen(test_key):
    guard_down("plan")

    sql("UPDATE learning_plan SET decide_on = '2027-01-01'")

    assert seen(test_key) == {("plan 1", Fault.COLUMNS)}


def test_an_amendment_slipped_in_or_taken_out_is_seen(test_key):
    plan = replace(PLAN, owner="Housing")
    actions.amend_plan(
        system(), test=test_key, plan=plan, reason="It moved.", version=build.version(test_key)
    )
    second = Plan.objects.get(number=2)
    guard_down("plan")

    sql("UPDATE learning_stage SET plan_id = %s", Plan.objects.get(number=1).pk)
    sql("DELETE FROM learning_plan WHERE number = 2")
    taken_out = seen(test_key)
    sql("UPDATE learning_plan SET number = 3, reason = 'It moved.'")

    assert second.number == 2
    assert taken_out == {("plan 2", Fault.GONE)}
    assert ("plan 3", Fault.LOG) in seen(test_key)


def test_a_list_or_draw_changed_afterwards_is_seen(test_key):
    guard_down("draw")
    guard_down("unitlist")

    sql("UPDATE learning_draw SET seed = 1")
    by_seed = seen(test_key)
    sql("UPDATE learning_unitlist SET content = replace(content, 'case 07', 'case 99')")

    assert by_seed == {("draw", Fault.DRAW)}
    assert ("list", Fault.LOG) in seen(test_key)


def test_twenty_lines_from_the_documentation_recompute_the_hash(test_key, tmp_path):
    script = re.search(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL).group(1)
    program, file = tmp_path / "recompute_plan.py", tmp_path / "plan.json"
    program.write_text(script)
    row = plans(seer(), test=test_key)[0]
    told = {"sha256": row.hash, "locked": json.loads(row.content)}

    def run(data: dict) -> int:
        file.write_text(json.dumps(data, indent=2))
        return subprocess.run([sys.executable, "-I", program, file, row.hash], check=False).returncode

    changed = json.loads(json.dumps(told))
    changed["locked"]["plan"]["smallest_change"] = "1.0"
    assert len(script.splitlines()) <= 20
    assert run(told) == 0
    assert run(changed) == 1


def test_who_checks_the_log_is_told_which_plan_was_altered(test_key, settings, tmp_path, capsys):
    settings.DATA = tmp_path
    asked = Namespace(json=False, head=None, head_file=None)
    whole = verify(asked), capsys.readouterr().out
    guard_down("plan")
    sql("UPDATE learning_plan SET content = %s", softened())

    words = verify(asked), capsys.readouterr().out
    told = verify(Namespace(json=True, head=None, head_file=None)), json.loads(capsys.readouterr().out)

    slug = build.row(test_key).slug
    assert (whole[0], "unbroken" in whole[1]) == (0, True)
    assert words[0] == 1
    assert f"the test {slug}, plan 1: its text does not give its hash" in words[1]
    assert (told[0], told[1]["ok"], told[1]["fault"]) == (1, False, "")
    assert [(each["test"], each["what"]) for each in told[1]["altered"]] == [(slug, "plan 1")]
    assert [each.check for each in chain(MONDAY) if each.state is State.FAULT] == ["locked"]
