"""The bench: from a file to an estimate with what it stands on, and a script that gives the same again."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from headway.kernel.actors import RoleName
from headway.kernel.errors import Invalid
from headway.learning.analysis import MixFound, NewMix, StudyFound, mixed, script_of, studied
from headway.learning.choices import Design
from headway.learning.queries import studies
from tests import builders_learning as learning
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_people as people
from tests import builders_studies as build
from tests.builders_missions import MONDAY, seer

ANSWERS = {
    "unit": "team",
    "time": "quarter",
    "cohort": "since",
    "outcome": "satisfaction",
    "unit_of_outcome": "points",
    "control": "notyet",
    "drawn": "no",
}


@pytest.fixture(autouse=True)
def installation(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())


@pytest.fixture
def mission():
    measures.places()
    return missions.mission()


@pytest.fixture
def analyst(client):
    from headway.people.models import Account

    client.force_login(Account.objects.get(key=people.person("Anna Analyst", RoleName.ANALYST)))
    return client


@pytest.mark.django_db
def test_an_analyst_brings_in_a_panel_and_reads_what_the_practice_did(mission, analyst):
    file = SimpleUploadedFile("panel.csv", build.panel())

    sent = analyst.post(
        "/bench/new/", {"mission": mission, "kind": "adoption", "title": "Do they help?", "file": file}
    )
    page = analyst.post(sent["Location"], ANSWERS, follow=True).content.decode()

    assert "With the practice, satisfaction was higher by" in page
    assert "12 teams at 8 points in time" in page
    assert "Held:" in page
    assert "The effect before and after adoption" in page
    assert "3 teams, from 2024-Q4" in page
    assert len(studies(seer())) == 1


@pytest.mark.django_db
def test_one_place_is_compared_with_a_mix_of_others_and_the_script_gives_the_same(mission, analyst, tmp_path):
    file = SimpleUploadedFile("places.csv", build.places())
    told = {"mission": mission, "kind": "mix", "title": "Did the levy cut smoking?", "file": file}

    sent = analyst.post("/bench/new/", told)
    wrong = analyst.post(sent["Location"], build.MIX | {"treated": "Nowhere"}).content.decode()
    made = analyst.post(sent["Location"], build.MIX)
    page = analyst.get(made["Location"]).content.decode()

    assert "No row of the file is about a place of this name." in wrong
    assert "In Camden, smokers was lower by 3" in page
    assert "Would a place without it have gone as far?" in page
    assert "All mixes that fit nearly as well point the same way." in page
    for name in ("study.py", "data.csv"):
        (tmp_path / name).write_bytes(analyst.get(f"{made['Location']}{name}").content)
    done = subprocess.run(
        [sys.executable, tmp_path / "study.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.django_db
def test_a_test_of_one_place_is_offered_studies_of_one_place_with_their_interval(mission, analyst):
    build.study(mission)
    made = build.mix(mission, NewMix(title="Did the levy cut smoking?", **build.MIX), build.places(others=24))
    plan = replace(learning.PLAN, design=Design.SYNTHETIC, units=25, unit_of_outcome="percentage points")
    slug = learning.row(learning.running(mission, plan)).slug

    offered = analyst.get(f"/tests/{slug}/study/").content.decode()
    asked = analyst.get(f"/tests/{slug}/result/?study={made}").content.decode()

    assert "Did the levy cut smoking?" in offered
    assert build.ASKED.title not in offered
    assert f"/tests/{slug}/result/?study={made}" in offered
    assert "In Camden, smokers was lower by 3" in asked
    assert "95% interval: steady effects from -3." in asked.replace("−", "-")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"start": "2011"}, "At least two points in time"),
        ({"start": "soon"}, "as the times of the file are written"),
        ({"outcome": "place"}, "this column takes a number"),
    ],
)
def test_what_cannot_be_mixed_is_refused_in_words(changed, said):
    asked = NewMix(title="Did it?", **build.MIX | changed)

    with pytest.raises(Invalid) as refused:
        mixed(build.places(), asked)

    assert said in refused.value.sentence.text()


def test_what_is_kept_of_a_mix_comes_back_as_it_was():
    found = mixed(build.places(), NewMix(title="Did it?", **build.MIX))

    assert MixFound.from_data(json.loads(json.dumps(found.to_data()))) == found


@pytest.mark.django_db
def test_a_bad_cell_is_named_beside_its_column(mission, analyst):
    data = build.panel().replace(b"6.", b"six", 1)
    upload = build.uploaded(mission, data)

    page = analyst.post(f"/bench/{upload}/columns/", ANSWERS)

    assert page.status_code == 422
    assert "this column takes a number such as 12.5" in page.content.decode()
    assert not studies(seer())


@pytest.mark.django_db
def test_a_file_that_is_not_wanted_is_given_up(mission, analyst):
    upload = build.uploaded(mission)

    analyst.post(f"/bench/{upload}/columns/", {"give_up": "1"})

    assert analyst.get(f"/bench/{upload}/columns/").status_code == 409


@pytest.mark.django_db
def test_the_script_gives_the_same_again(mission, analyst, tmp_path):
    key = build.study(mission)
    for name in ("study.py", "data.csv"):
        (tmp_path / name).write_bytes(analyst.get(f"/bench/studies/{key}/{name}").content)

    done = subprocess.run(
        [sys.executable, tmp_path / "study.py"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert '"att"' in done.stdout
    (tmp_path / "data.csv").write_bytes(build.panel(effect=0.0))
    other = subprocess.run(
        [sys.executable, tmp_path / "study.py"], capture_output=True, text=True, check=False
    )
    assert "does not hold the data of this study" in other.stderr


@pytest.mark.django_db
def test_the_report_stands_alone_in_html_and_pdf(mission, analyst):
    pytest.importorskip("weasyprint")
    key = build.study(mission)

    html = analyst.get(f"/bench/studies/{key}/study.html").content.decode()
    pdf = analyst.get(f"/bench/studies/{key}/study.pdf").content

    assert "With the practice, satisfaction was higher by" in html
    assert "src=" not in html
    assert pdf.startswith(b"%PDF")


def test_what_is_kept_comes_back_as_it_was():
    found = studied(build.panel(), build.ASKED)

    assert StudyFound.from_data(found.to_data()) == found


def test_no_team_is_shown_by_itself_or_by_subtraction():
    rows = list(csv.DictReader(io.StringIO(build.panel(16).decode())))
    for row in rows:
        if row["team"] in {"team 00", "team 04"}:
            row["since"] = "2024-Q2"
    text = io.StringIO()
    out = csv.DictWriter(text, rows[0].keys())
    out.writeheader()
    out.writerows(rows)

    found = studied(text.getvalue().encode(), build.ASKED)

    assert all(each.teams >= 3 for each in found.cohorts)
    assert sum(each.teams for each in found.cohorts) == 16
    assert "small_cohort" in found.cautions


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"team,quarter,since,satisfaction\na,1,,2\na,2,,3\n", "Fewer than 3 teams adopt the practice"),
        (b"team,quarter\n", "at least one row more"),
        (b"team,quarter,since,satisfaction\na,1,2\n", "Row 2 has more or fewer cells"),
        (b"\xff\xfe", "not a CSV file in UTF-8"),
        (b"team,quarter,since,satisfaction\na,1,,2\na,1,,3\n", "each team once at each time"),
        (b"team,quarter,since,satisfaction\na,1,,2\na,2,1,3\n", "one date of adoption for each team"),
    ],
)
def test_what_cannot_be_estimated_is_refused_in_words(data, said):
    with pytest.raises(Invalid) as refused:
        studied(data, build.ASKED)

    assert said in refused.value.sentence.text()


def test_the_script_holds_names_of_columns_as_text_and_nothing_else():
    asked = replace(build.ASKED, title='"""; import os', outcome='x"; print(1)')

    text = script_of(asked, studied(build.panel(), build.ASKED), "0" * 64)

    compile(text, "study.py", "exec")
    assert '"""; import' not in text
