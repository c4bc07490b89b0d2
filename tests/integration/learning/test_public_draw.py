"""A citizen does a draw again with what its page gives: the command, the files, plain hashes."""

import hashlib
import shlex
from dataclasses import replace
from datetime import timedelta

import pytest

from headway.cli.main import main
from headway.kernel.errors import Invalid
from headway.learning import actions
from headway.learning.analysis import read_list
from headway.learning.choices import Design, Unit
from headway.learning.queries import draw_row
from tests import builders_learning as build
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests.builders_learning import LATER, PLAN
from tests.builders_missions import MONDAY, seer, system

pytestmark = pytest.mark.django_db
TEAMS = "unit,stratum\n" + "".join(f"team {at:02},{'large' if at % 3 else 'small'}\n" for at in range(12))
PUPILS = "unit,cluster\n" + "".join(f"pupil {at:02},school {at // 5}\n" for at in range(40))
PLANS = {
    "people": (PLAN, build.LIST),
    "strata": (
        replace(PLAN, design=Design.STEPPED, unit=Unit.TEAM, units=12, steps=3, blocks=("size",)),
        TEAMS,
    ),
    "clusters": (replace(PLAN, design=Design.CLUSTER_TRIAL, unit=Unit.PLACE), PUPILS),
}


@pytest.mark.parametrize("kind", PLANS)
def test_the_line_of_the_page_draws_the_same_lots(kind, tmp_path, monkeypatch, capsys):
    plan, text = PLANS[kind]
    measures.places()
    key = build.locked(missions.mission(), plan)
    actions.commit_seed(system(), test=key)
    day = MONDAY + timedelta(days=2)
    roster = read_list(text)
    actions.fix_list(system(), test=key, roster=roster, beacon="Wednesday’s lottery", beacon_on=day.date())
    actions.draw_lots(system(day), test=key, number="04 11 23 28 36 49")
    told = draw_row(seer(LATER), test=key)
    (tmp_path / "list.csv").write_text(told.list_content)
    monkeypatch.chdir(tmp_path)

    line = shlex.split(told.command)
    assert main(line[1:]) == 0
    again = capsys.readouterr().out

    assert line[0] == "headway"
    assert again.replace("\r\n", "\n") == told.content
    assert hashlib.sha256(told.secret.encode()).hexdigest() == told.commitment
    mixed = f"{told.secret}:{told.list_hash}:{told.number}"
    assert int(hashlib.sha256(mixed.encode()).hexdigest()[:13], 16) == told.seed


@pytest.mark.parametrize(
    "text",
    [
        "name\na\nb\n",
        "unit\na\na\n",
        "unit\na\n\n",
        "unit\nonly\n",
        "",
        "unit,stratum\na,\n,x\n",
        "unit,who\na,Ann\nb,Bo\n",
    ],
)
def test_a_list_that_is_none_is_refused(text):
    with pytest.raises(Invalid):
        read_list(text)
