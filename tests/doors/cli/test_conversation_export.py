"""`headway export polis`: what an outsider counts in the published rows is what we publish."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from headway.cli.main import main
from headway.voice import actions
from headway.voice.choices import Choice
from headway.voice.queries import conversation as the_conversation
from headway.voice.queries import own_votes, participant, snapshots
from headway.voice.queries.export import own_number
from headway.voice.queries.results import worked_out
from tests import builders_people as people
from tests import builders_voice as build
from tests.builders_missions import seer, system
from tests.builders_people import MONDAY

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).parents[3] / "docs" / "reference" / "count_again.py"
SEEDS = tuple(f"Statement number {number}" for number in range(6))


@pytest.fixture(autouse=True)
def _monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    people.body()


def held(*, allowed=True, count=24):
    """Return a closed conversation of two halves that disagree on all but one of six statements, and receipts."""
    key = build.draft(seeds=SEEDS)
    actions.assess_rows(system(), conversation=key, allowed=allowed, text="Few could be recognised.")
    actions.open_conversation(system(), conversation=key)
    receipts = [build.joined(key, number) for number in range(count)]
    for number, receipt in enumerate(receipts):
        for at, statement in enumerate(build.statements(key)):
            agrees = at == 0 or (at + number) % 2 == 0
            build.vote(receipt, statement, Choice.AGREE if agrees else Choice.DISAGREE)
    actions.close_conversation(system(), conversation=key)
    actions.keep_result(system(), conversation=key, opinion=worked_out(MONDAY, conversation=key))
    return key, receipts


def test_an_outsider_counts_the_same_votes_and_finds_the_same_groups(tmp_path, capsys):
    key, receipts = held()
    row = the_conversation(seer(), key=key)
    opinion = snapshots(seer(), conversations=[key])[key].opinion

    code = main(["export", "polis", row.slug, "--out", str(tmp_path / "rows"), "--json"])
    told = json.loads(capsys.readouterr().out)
    run = [sys.executable, str(SCRIPT), str(tmp_path / "rows"), str(len(opinion.groups))]
    found = json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)
    totals = Client().get(reverse("voice:totals", args=[row.slug])).content.decode()

    assert (code, told) == (0, {"statements": 6, "votes": 24 * 6})
    assert found["counts"] == {
        each["statement"]: [int(each["agree"]), int(each["disagree"]), int(each["pass"])]
        for each in csv.DictReader(io.StringIO(totals))
    }
    assert found["sizes"] == [group.people for group in opinion.groups] == [12, 12]
    numbers = [own_number(seer(), row, participant=person(receipt).key) for receipt in receipts]
    halves = [{str(number) for number in numbers[at::2]} for at in (0, 1)]
    assert sorted(map(sorted, found["members"])) == sorted(map(sorted, halves))


def person(receipt):
    return participant(seer(), receipt=receipt)


def test_everybody_finds_their_own_votes_under_their_number(tmp_path):
    key, receipts = held(count=10)
    row = the_conversation(seer(), key=key)
    names = {each: str(at) for at, each in enumerate(build.statements(key))}

    main(["export", "polis", row.slug, "--out", str(tmp_path / "rows")])

    with (tmp_path / "rows" / "votes.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for receipt in receipts:
        number = str(own_number(seer(), row, participant=person(receipt).key))
        mine = {each["comment-id"]: int(each["vote"]) for each in rows if each["voter-id"] == number}
        own = own_votes(seer(), participant=person(receipt).key)
        assert mine == {names[statement]: vote.choice.value for statement, vote in own.items()}


def test_rows_that_no_assessment_allowed_are_not_written(tmp_path, capsys):
    key, _receipts = held(allowed=False, count=2)

    code = main(["export", "polis", the_conversation(seer(), key=key).slug, "--out", str(tmp_path / "rows")])

    assert code == 2
    assert "rows are published when an assessment allowed it" in capsys.readouterr().err
    assert not (tmp_path / "rows").exists()
