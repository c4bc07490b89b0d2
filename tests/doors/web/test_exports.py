"""Figures leave through page, API and command line, and come in again as they were."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from headway.cli.main import parser
from headway.files.models import Upload
from headway.flows.figures.exports import ExportFormat, export_indicator
from headway.formats.numbers import Status
from headway.formats.opening import open_file
from headway.formats.proposals import propose_layout
from headway.formats.reading import read_statements
from headway.kernel.actors import RoleName
from headway.measures.models import Observation, Release
from headway.missions.actions import open_mission
from headway.people.models import Account
from tests import builders_missions, builders_people
from tests.builders_measures import CAMDEN, LONDON, MONDAY, bring_in, indicator, moment, places, reader

pytestmark = pytest.mark.django_db
FILES = [each for each in ExportFormat if each not in {ExportFormat.CALENDAR, ExportFormat.PROVENANCE}]


@pytest.fixture(autouse=True)
def a_monday(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())


@pytest.fixture
def key():
    places()
    earlier = moment("2025-01-01")
    made = indicator("Children in poverty", earlier, next_release_on=MONDAY.date().replace(month=6))
    bring_in(made, {2022: 18.5, 2023: 17.25}, "2026-01-12")
    bring_in(made, {2022: 30.5}, "2026-01-13", place=LONDON, complete=False)
    bring_in(made, {2023: 12.5}, "2026-01-14", breakdown="Age=16-24|Sex=Female", complete=False)
    return made


def statements(data):
    opened = open_file(data)
    layout = opened.described or propose_layout(opened.table.header, opened.table.sample()).layout
    found = read_statements(opened.table, layout)
    found.refuse()
    return {(row.place, row.breakdown, str(row.period), row.value) for row in found.rows()}


EXPECTED = {
    (CAMDEN, "", "2022-01-01/P1Y", 18.5),
    (CAMDEN, "", "2023-01-01/P1Y", 17.25),
    (CAMDEN, "Age=16-24|Sex=Female", "2023-01-01/P1Y", 12.5),
    (LONDON, "", "2022-01-01/P1Y", 30.5),
}


@pytest.mark.parametrize("form", [each for each in FILES if each is not ExportFormat.METADATA])
def test_a_citizen_downloads_every_figure_in_every_format(key, form):
    page = Client().get(reverse("measures:export", args=["children-in-poverty"]))
    address = reverse("measures:export-file", args=["children-in-poverty", form.value])

    response = Client().get(address)

    assert address in page.content.decode()
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    assert statements(response.content) == EXPECTED


@pytest.mark.parametrize("form", [each for each in FILES if each is not ExportFormat.METADATA])
def test_the_api_sends_the_same_bytes_as_the_page(key, form):
    web = Client().get(reverse("measures:export-file", args=["children-in-poverty", form.value]))
    api = Client().get(f"/api/v1/indicators/{key}/export?format={form.value}")

    assert api.status_code == 200
    assert statements(api.content) == statements(web.content)
    assert api.headers["Content-Type"] == web.headers["Content-Type"]


def test_an_export_of_an_earlier_day_knows_no_later_figure(key):
    response = Client().get("/api/v1/indicators/children-in-poverty/export?on=2026-01-12")

    assert statements(response.content) == {row for row in EXPECTED if row[0] == CAMDEN and not row[1]}


def test_what_leaves_one_headway_comes_into_another_by_the_upload_page(key):
    builders_people.person("Ana Analyst", RoleName.ANALYST)
    other = indicator("The same, elsewhere")
    data = export_indicator(reader(), indicator=key, form=ExportFormat.JSON_STAT).data
    client = Client()
    client.force_login(Account.objects.latest("pk"))
    file = SimpleUploadedFile("poverty.json", data)
    client.post(reverse("measures:bring-in"), {"file": file})
    upload = Upload.objects.latest("pk").key
    page = client.get(reverse("measures:columns", args=[upload]))
    given = {name: value for name, value in page.context["form"].initial.items() if value}

    sent = given | {
        "indicator_0": str(other),
        "publisher": "Another body",
        "title": "Its figures",
        "licence": "OGL v3.0",
        "published_day": "1",
        "published_month": "2",
        "published_year": "2026",
        "complete": "yes",
    }
    looked = client.post(reverse("measures:columns", args=[upload]), sent)
    accepted = client.post(reverse("measures:accept", args=[upload]))

    assert (looked.status_code, accepted.status_code) == (302, 302), looked.content.decode()[:3000]
    stored = Observation.objects.filter(indicator__thing__key=other)
    values = set(stored.values_list("place__code", "series__breakdown", "value"))
    assert values == {(place, group, value) for place, group, _, value in EXPECTED}


def test_a_calendar_holds_past_releases_and_the_next(key):
    response = Client().get("/api/v1/indicators/children-in-poverty/export?format=ical")

    text = response.content.decode().replace("\r\n ", "")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert text.count("BEGIN:VEVENT") == 4
    assert "DTSTART;VALUE=DATE:20260602" in text


def test_provenance_is_linked_from_the_page_and_names_every_release(key):
    page = Client().get(reverse("targets:indicator", args=["children-in-poverty"])).content.decode()
    address = reverse("measures:export-file", args=["children-in-poverty", "json-ld"])

    response = Client().get(address)

    assert f'<link rel="alternate" type="application/ld+json" href="{address}">' in page
    graph = json.loads(response.content)["@graph"]
    assert response.headers["Content-Type"] == "application/ld+json"
    assert len(graph[0]["prov:wasDerivedFrom"]) == 3
    assert {each["dcat:downloadURL"]["@id"] for each in graph[0]["dcat:distribution"]} >= {
        "http://testserver" + reverse("measures:export-file", args=["children-in-poverty", "csv"])
    }


def test_a_release_says_where_it_comes_from_and_its_page_links_to_it(key):
    row = Release.objects.order_by("pk").first()
    thing = row.thing.key

    page = Client().get(reverse("measures:release", args=[thing])).content.decode()
    web = Client().get(reverse("measures:provenance", args=[thing]))
    api = Client().get(f"/api/v1/releases/{thing}/provenance")

    assert reverse("measures:provenance", args=[thing]) in page
    assert web.content == api.content
    record = next(node for node in json.loads(api.content)["@graph"] if node["@id"].startswith("urn:sha256:"))
    assert record["spdx:checksum"]["spdx:checksumValue"] == row.content_id


def test_a_mission_sends_the_figures_it_is_judged_by():
    made = builders_missions.world()
    hidden = Client().get(reverse("measures:mission-export", args=["food"])).status_code
    open_mission(builders_missions.system(), mission=made.mission)

    page = Client().get(reverse("measures:mission-export", args=["food"]))
    response = Client().get(reverse("measures:mission-export-file", args=["food", "datapackage"]))

    assert (hidden, page.status_code) == (404, 200)
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        found = json.loads(archive.read("datapackage.json"))
    assert found["resources"][0]["path"] == "food.csv"
    assert Client().get("/api/v1/missions/food/export?format=xlsx").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/figures/indicators/children-in-poverty/download/pdf",
        "/figures/indicators/nobody/download/csv",
        "/figures/indicators/nobody/download/",
        "/figures/missions/nobody/download/csv",
        "/figures/missions/nobody/download/",
        "/api/v1/indicators/nobody/export",
        "/api/v1/missions/nobody/export",
    ],
)
def test_what_is_not_there_is_not_sent(key, path):
    assert Client().get(path).status_code == 404


def test_a_format_that_nobody_writes_is_refused_by_the_api(key):
    assert Client().get("/api/v1/indicators/children-in-poverty/export?format=pdf").status_code == 422


def test_the_command_line_writes_any_format(key, tmp_path, capsys):
    out = tmp_path / "out.ods"
    words = ["export", "figures", "--indicator", "children-in-poverty"]

    done = parser().parse_args([*words, "--format", "ods", "--out", str(out)])
    wrong = parser().parse_args([*words, "--format", "pdf"])

    assert done.run(done) == 0
    assert statements(out.read_bytes()) == EXPECTED
    assert wrong.run(wrong) == 2
    assert "one of csv" in capsys.readouterr().err


def test_statuses_of_a_publisher_leave_and_come_back(key):
    made = indicator("Suppressed in places")
    bring_in(made, {2022: 1.0}, "2026-01-12")
    Observation.objects.filter(indicator__thing__key=made).update(status="provisional")

    data = export_indicator(reader(), indicator=made, form=ExportFormat.CSV).data

    opened = open_file(data)
    layout = propose_layout(opened.table.header, opened.table.sample()).layout
    assert read_statements(opened.table, layout).status == (Status.PROVISIONAL,)
