"""Bringing figures in, undoing them and keeping cards, through the pages."""

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from headway.files.models import Upload
from headway.flows import figures as flow
from headway.jobs.work import one_job
from headway.kernel.actors import RoleName
from headway.measures.models import Observation, Release
from headway.people.models import Account
from tests import builders_people
from tests.builders_measures import CAMDEN, bring_in, by, indicator, places

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HEADER = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"


@pytest.fixture(autouse=True)
def a_monday(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setenv("HEADWAY_NOW", NOW.isoformat())


def signed_in(role=RoleName.ANALYST):
    account = builders_people.person("Ana Analyst", role)
    client = Client()
    client.force_login(Account.objects.get(key=account))
    return client


@pytest.fixture
def analyst():
    places()
    return signed_in()


def rows(*values):
    lines = [f"{code},X,x,Poverty,{year}-01-01/P1Y,{value},,%,,,," for code, year, value in values]
    return (HEADER + "\n".join(lines) + "\n").encode()


def send(client, data, **more):
    file = SimpleUploadedFile("poverty.csv", data, "text/csv")
    response = client.post(reverse("measures:bring-in"), {"file": file, **more})
    assert response.status_code == 302, response.content.decode()[:3000]
    return Upload.objects.latest("pk").key


def answers(key, **changed):
    given = {
        "period": "period",
        "value": "observation",
        "indicator": "indicator",
        "place_code": "areacd",
        "lower": "lci_95",
        "upper": "uci_95",
        "status": "status",
        "notes": "notes",
        "unit": "unit",
        "indicator_0": str(key),
        "publisher": "Office for National Statistics",
        "title": "Explore local statistics",
        "licence": "Open Government Licence v3.0",
        "published_day": "12",
        "published_month": "1",
        "published_year": "2026",
        "complete": "yes",
    }
    return given | changed


def said(response):
    return " ".join(response.content.decode().split())


def test_a_file_is_understood_previewed_and_accepted(analyst):
    key = indicator()
    bring_in(key, {2021: 17.0, 2022: 18.0}, "2025-01-10")
    upload = send(analyst, rows((CAMDEN, 2022, 18.5), (CAMDEN, 2023, 19.0)))

    understood = analyst.get(reverse("measures:columns", args=[upload]))
    checked = analyst.post(reverse("measures:columns", args=[upload]), answers(key), follow=True)
    accepted = analyst.post(reverse("measures:accept", args=[upload]), {"many_may_go": "on"}, follow=True)

    assert "poverty.csv has 2 rows" in said(understood)
    assert "We know these columns" in said(understood)
    assert "1 new, 1 revised, 1 gone, 0 as before" in said(checked)
    assert "18" in said(checked)
    assert "The release is in. 3 figures changed." in said(accepted)
    assert Release.objects.count() == 2


def test_many_gone_figures_are_not_accepted_unless_ticked(analyst):
    key = indicator()
    bring_in(key, {2021: 17.0, 2022: 18.0}, "2025-01-10")
    upload = send(analyst, rows((CAMDEN, 2022, 18.0)))
    analyst.post(reverse("measures:columns", args=[upload]), answers(key))

    response = analyst.post(reverse("measures:accept", args=[upload]), {})

    assert response.status_code == 422
    assert "many figures are gone" in said(response)
    assert Release.objects.count() == 1


def test_one_bad_row_is_named_and_nothing_can_be_accepted(analyst):
    key = indicator()
    upload = send(analyst, rows((CAMDEN, 2022, "twelve"), (CAMDEN, 2023, 19.0), ("E00000000", 2023, 1)))

    page = analyst.post(reverse("measures:columns", args=[upload]), answers(key), follow=True)
    forced = analyst.post(reverse("measures:accept", args=[upload]), {})

    assert "2 rows cannot be taken" in said(page)
    assert "twelve" in said(page)
    assert "E00000000" in said(page)
    assert "Bring these figures in" not in said(page)
    assert forced.status_code == 422
    assert Observation.objects.count() == 0


def test_rows_of_unknown_places_are_left_out_on_request(analyst):
    key = indicator()
    upload = send(analyst, rows((CAMDEN, 2023, 19.0), ("gbr", 2023, 20), ("E00000000", 2023, 1)))

    page = analyst.post(
        reverse("measures:columns", args=[upload]), answers(key, known_places_only="on"), follow=True
    )

    assert "1 row is left out as you asked" in said(page)
    assert "2 new, 0 revised" in said(page)
    assert "United Kingdom" in said(page)


def test_pasted_rows_work_as_a_file_does(analyst):
    key = indicator()
    page = analyst.post(
        reverse("measures:bring-in"), {"pasted": "date\tvalue\n2022\t18\n2023\t19\n"}, follow=True
    )
    upload = Upload.objects.get().key

    given = answers(key, period="date", value="value", place=CAMDEN, every=str(key))
    given |= dict.fromkeys(("indicator", "place_code", "lower", "upper", "status", "notes", "unit"), "")
    analyst.post(reverse("measures:columns", args=[upload]), given)
    analyst.post(reverse("measures:accept", args=[upload]), {})

    assert "pasted.csv has 2 rows" in said(page)
    assert Observation.objects.count() == 2


def test_what_was_typed_stays_when_something_is_missing(analyst):
    key = indicator()
    upload = send(analyst, rows((CAMDEN, 2023, 19.0)))

    page = analyst.post(
        reverse("measures:columns", args=[upload]), answers(key, publisher="", title="My own title")
    )

    assert page.status_code == 422
    assert "My own title" in said(page)
    assert "“Who published the figures?” needs an answer." in said(page)


def test_a_file_and_pasted_rows_at_once_or_neither_is_refused(analyst):
    neither = analyst.post(reverse("measures:bring-in"), {})

    assert neither.status_code == 422
    assert "one of the two" in said(neither)


def test_metadata_sent_beside_a_csv_file_say_what_its_columns_mean(analyst):
    columns = [
        {"titles": "Area", "propertyUrl": "x#refArea"},
        {"titles": "When", "propertyUrl": "x#refPeriod"},
        {"titles": "Amount", "datatype": "decimal", "propertyUrl": "x#measure/amount"},
    ]
    metadata = {"@context": "http://www.w3.org/ns/csvw", "url": "a.csv", "tableSchema": {"columns": columns}}
    description = SimpleUploadedFile("a.csv-metadata.json", json.dumps(metadata).encode())

    upload = send(analyst, b"Area,When,Amount\nE09000007,2024,12.5\n", description=description)

    page = said(analyst.get(reverse("measures:columns", args=[upload])))
    assert '<option value="Amount" selected>' in page
    assert '<option value="When" selected>' in page


def test_a_description_that_describes_nothing_is_refused_beside_its_field(analyst):
    file = SimpleUploadedFile("a.csv", b"Area,When,Amount\nE09000007,2024,12.5\n")
    description = SimpleUploadedFile("a.json", b'{"name": "x"}')

    page = analyst.post(reverse("measures:bring-in"), {"file": file, "description": description})

    assert page.status_code == 422
    assert "not CSV on the Web metadata" in said(page)


def test_a_file_that_is_too_large_is_refused_with_its_size(analyst, settings):
    settings.UPLOAD_MAX_BYTES = 100
    file = SimpleUploadedFile("large.csv", b"x" * 200, "text/csv")

    response = analyst.post(reverse("measures:bring-in"), {"file": file})

    assert response.status_code == 422
    assert "At most" in said(response)
    assert Upload.objects.count() == 0


def test_a_damaged_file_says_what_to_correct(analyst):
    upload = send(analyst, b'areacd,period,value\n"E09000007,2020,1\n')

    page = analyst.get(reverse("measures:columns", args=[upload]))

    assert page.status_code == 422
    assert "quotation mark" in said(page)


def test_columns_kept_under_a_name_are_known_next_time_and_a_changed_header_is_asked_about(analyst):
    key = indicator()
    header = b"Where,When,How much\n"
    first = send(analyst, header + b"E09000007,2022,18\n")
    given = answers(key, period="When", value="How much", place_code="Where", every=str(key), save_as="ours")
    given |= dict.fromkeys(("indicator", "lower", "upper", "status", "notes", "unit"), "")
    analyst.post(reverse("measures:columns", args=[first]), given)
    analyst.post(reverse("measures:accept", args=[first]), {})

    known = send(analyst, header + b"E09000007,2023,18\n", source="ours")
    changed = send(analyst, b"Where,When,How much,More\nE09000007,2023,18,1\n", source="ours")

    assert "We know these columns" in said(analyst.get(reverse("measures:columns", args=[known])))
    page = analyst.get(reverse("measures:columns", args=[changed]))
    assert "not the ones of the saved mapping" in said(page)
    refused = analyst.post(reverse("measures:columns", args=[changed]), given)
    assert refused.status_code == 422
    allowed = analyst.post(
        reverse("measures:columns", args=[changed]), given | {"header_may_differ": "on"}, follow=True
    )
    assert "1 new" in said(allowed)


def test_the_same_figures_again_say_that_they_are_here(analyst):
    key = indicator()
    for _ in range(2):
        upload = send(analyst, rows((CAMDEN, 2023, 19.0)))
        page = analyst.post(reverse("measures:columns", args=[upload]), answers(key), follow=True)
        accepted = analyst.post(reverse("measures:accept", args=[upload]), {}, follow=True)

    assert "These figures are here already" in said(page)
    assert "Nothing changed" in said(accepted)
    assert Release.objects.count() == 1


def test_a_file_that_nobody_looked_at_is_not_accepted(analyst):
    upload = send(analyst, rows((CAMDEN, 2023, 19.0)))

    response = analyst.post(reverse("measures:accept", args=[upload]), {})

    assert response.status_code == 409
    assert Release.objects.count() == 0


def test_accepting_twice_counts_once(analyst):
    key = indicator()
    upload = send(analyst, rows((CAMDEN, 2023, 19.0)))
    analyst.post(reverse("measures:columns", args=[upload]), answers(key))

    once, twice = (analyst.post(reverse("measures:accept", args=[upload]), {}) for _ in range(2))

    assert (once.status_code, twice.status_code) == (302, 302)
    assert Release.objects.count() == 1


def test_a_file_can_be_cancelled(analyst):
    key = indicator()
    upload = send(analyst, rows((CAMDEN, 2023, 19.0)))
    analyst.post(reverse("measures:columns", args=[upload]), answers(key))

    page = analyst.post(reverse("measures:cancel", args=[upload]), follow=True)
    later = analyst.get(reverse("measures:upload", args=[upload]))

    assert "was not brought in" in said(page)
    assert "was not brought in" in said(later)
    assert analyst.post(reverse("measures:accept", args=[upload]), {}).status_code == 409
    assert Release.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_large_file_is_read_and_accepted_by_a_job_with_its_progress(monkeypatch):
    places()
    analyst = signed_in()
    monkeypatch.setattr(flow, "LARGE_ROWS", 1)
    key = indicator()
    upload = send(analyst, rows((CAMDEN, 2022, 18.0), (CAMDEN, 2023, 19.0)))

    waiting = analyst.post(reverse("measures:columns", args=[upload]), answers(key), follow=True)
    assert one_job()
    checked = analyst.get(reverse("measures:upload", args=[upload]))
    working = analyst.post(reverse("measures:accept", args=[upload]), {}, follow=True)
    assert one_job()
    done = analyst.get(reverse("measures:upload", args=[upload]), follow=True)

    assert "1% done" in said(waiting)
    assert 'http-equiv="refresh"' in said(waiting)
    assert "2 new" in said(checked)
    assert "We are working on your file" in said(working)
    assert "Explore local statistics" in said(done)
    assert Observation.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_job_that_is_refused_says_why(monkeypatch):
    places()
    analyst = signed_in()
    monkeypatch.setattr(flow, "LARGE_ROWS", 1)
    key = indicator()
    upload = send(analyst, rows((CAMDEN, 2022, 18.0), (CAMDEN, 2023, 19.0)))

    analyst.post(reverse("measures:columns", args=[upload]), answers(key, published_year="2027"), follow=True)
    assert one_job()
    page = analyst.get(reverse("measures:upload", args=[upload]))

    assert "cannot be accepted yet" in said(page)


def test_a_release_is_undone_with_a_reason_and_stays_listed(analyst):
    key = indicator()
    release = bring_in(key, {2022: 18.0}).release

    asked = analyst.get(reverse("measures:undo", args=[release]))
    empty = analyst.post(reverse("measures:undo", args=[release]), {"reason": ""})
    done = analyst.post(reverse("measures:undo", args=[release]), {"reason": "Wrong file"}, follow=True)

    assert "stay in the public history" in said(asked)
    assert empty.status_code == 422
    assert "Wrong file" in said(done)
    assert "Undone" in said(Client().get(reverse("measures:releases")))
    assert Observation.objects.count() == 0


def test_anybody_reads_releases_and_only_analysts_get_the_file(analyst):
    key = indicator()
    upload = send(analyst, rows((CAMDEN, 2023, 19.0)))
    analyst.post(reverse("measures:columns", args=[upload]), answers(key))
    analyst.post(reverse("measures:accept", args=[upload]), {})
    release = Release.objects.get().thing.key

    page = Client().get(reverse("measures:release", args=[release]))
    file = analyst.get(reverse("measures:file", args=[release]))
    stranger = Client().get(reverse("measures:file", args=[release]))

    assert "Office for National Statistics" in said(page)
    assert "Undo this release" not in said(page)
    assert file.content == rows((CAMDEN, 2023, 19.0))
    assert file.headers["Content-Disposition"] == 'attachment; filename="poverty.csv"'
    assert stranger.status_code == 403


def test_a_release_without_its_file_has_none_to_give(analyst):
    release = bring_in(indicator(), {2022: 18.0}).release

    assert analyst.get(reverse("measures:file", args=[release])).status_code == 404


@pytest.mark.parametrize("name", ["bring-in", "new"])
def test_strangers_and_leads_bring_nothing_in(name):
    lead = signed_in(RoleName.MISSION_LEAD)

    assert Client().get(reverse(f"measures:{name}")).status_code == 403
    assert lead.get(reverse(f"measures:{name}")).status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_of_releases_costs_the_same_queries(number, django_assert_max_num_queries):
    places()
    key = indicator()
    for day in range(number):
        bring_in(key, {2022: float(day)}, f"2025-01-{day + 1:02d}", who=by())

    with django_assert_max_num_queries(3):
        response = Client().get(reverse("measures:releases"))

    assert response.status_code == 200


def test_pages_are_there_in_welsh(analyst):
    with translation.override("en-gb"):  # what the page switches to ends with the test
        response = analyst.get("/cy" + reverse("measures:bring-in"))

    assert response.status_code == 200
    assert 'lang="cy"' in said(response)
