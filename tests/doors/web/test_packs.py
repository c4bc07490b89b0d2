"""An administrator brings missions in from an example or a file; anybody takes one along."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from headway.formats.packs import from_files, from_zip, to_zip
from headway.kernel.actors import RoleName
from headway.missions import actions
from headway.missions.queries import missions
from headway.people.models import Account
from headway.web.missions.packs import example
from tests import builders_missions as build
from tests import builders_people as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", "2026-12-01T09:00:00+00:00")
    people.body()


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(Account.objects.get(key=people.person("Ada Admin", RoleName.ADMINISTRATOR)))
    return client


def test_an_example_is_looked_at_then_brought_in(administrator):
    looked = administrator.post(reverse("missions:import"), {"which": "camden"}, follow=True)
    asked = looked.redirect_chain[-1][0]

    before = len(missions(build.seer()))
    told = administrator.post(asked, follow=True).content.decode()

    words = looked.content.decode()
    assert "It holds 4 missions" in words
    assert "By 2025, every young person has access" in words
    assert before == 0
    assert "records were new and are here now" in told
    assert "By 2030, everyone eats well every day" in told


def test_a_file_that_is_no_pack_is_refused_beside_its_field(administrator):
    wrong = SimpleUploadedFile("pack.zip", b"PK but no archive", "application/zip")

    page = administrator.post(reverse("missions:import"), {"which": "own", "file": wrong})

    assert page.status_code == 422
    assert "is not a .zip file that can be opened" in page.content.decode()


def test_a_pack_with_a_broken_file_names_it(administrator):
    files = {**example("camden"), "missions.json": b'{"records": [{"key": 1}]}'}
    wrong = SimpleUploadedFile("pack.zip", to_zip(files), "application/zip")

    page = administrator.post(reverse("missions:import"), {"which": "own", "file": wrong})

    assert page.status_code == 422
    assert "missions.json" in page.content.decode()
    assert "row 1" in page.content.decode()


def test_without_a_file_the_form_says_what_to_do(administrator):
    page = administrator.post(reverse("missions:import"), {"which": "own"}).content.decode()

    assert "Choose the .zip file of your pack." in page


def test_a_link_that_was_made_up_leads_back_to_the_choice(administrator):
    answer = administrator.get(reverse("missions:import-preview", args=["made:up:link"]))

    assert answer.status_code == 302
    assert answer.url == reverse("missions:import")


def test_a_citizen_takes_an_open_mission_along_but_not_a_draft():
    made = build.world()
    draft = Client().get(reverse("missions:pack", args=["food"]))
    actions.open_mission(build.system(), mission=made.mission)

    sent = Client().get(reverse("missions:pack", args=["food"]))

    assert draft.status_code == 404
    assert from_files(from_zip(sent.content)).missions == ("food",)
