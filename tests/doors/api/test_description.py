"""The description says what there is, and people can read it too."""

import re
from copy import deepcopy
from pathlib import Path

import pytest
import schemathesis
from django.test import Client
from ninja.openapi.schema import OpenAPISchema

from headway.api.door import api, described
from headway.api.problems import KINDS
from headway.api.urls import patterns

OPERATIONS = {
    "GET /api/v1/indicators/{indicator}/export",
    "GET /api/v1/missions/{mission}/export",
    "GET /api/v1/missions/{mission}/pack",
    "GET /api/v1/releases/{release_key}/provenance",
    "GET /api/v1/answers",
    "GET /api/v1/answers/past-clock",
    "GET /api/v1/answers/inbox",
    "GET /api/v1/answers/{answer}",
    "POST /api/v1/answers/{answer}/acknowledge",
    "POST /api/v1/answers/{answer}/route",
    "POST /api/v1/answers/{answer}/give",
    "POST /api/v1/answers/give",
    "POST /api/v1/answers/{answer}/translations",
    "POST /api/v1/answers/{answer}/accept",
    "POST /api/v1/answers/{answer}/confirm",
    "POST /api/v1/answers/{answer}/reopen",
    "POST /api/v1/answers/{answer}/contest",
    "POST /api/v1/answers/{answer}/withdraw",
    "POST /api/v1/missions/{mission}/offers",
    "GET /api/v1/missions/{mission}/initiatives",
    "POST /api/v1/missions/{mission}/initiatives",
    "GET /api/v1/initiatives/{initiative}",
    "POST /api/v1/initiatives/{initiative}/versions",
    "POST /api/v1/initiatives/{initiative}/state",
    "GET /api/v1/stories",
    "GET /api/v1/stories/{story_key}",
    "GET /api/v1/boards",
    "GET /api/v1/boards/{board}",
    "GET /api/v1/boards/{board}/meetings",
    "GET /api/v1/boards/{board}/decisions",
    "POST /api/v1/boards/{board}/decisions",
    "GET /api/v1/decisions/{decision}",
    "POST /api/v1/decisions/{decision}/make",
    "POST /api/v1/missions/{mission}/adopt",
    "POST /api/v1/missions/{mission}/amendments",
    "POST /api/v1/missions/{mission}/close",
    "GET /api/v1/tests",
    "GET /api/v1/tests/{test}",
    "GET /api/v1/tests/{test}/plans",
    "GET /api/v1/tests/{test}/results",
    "GET /api/v1/tests/{test}/draw",
    "POST /api/v1/tests/{test}/lock",
    "GET /api/v1/audit/head",
    "GET /api/v1/indicators",
    "GET /api/v1/indicators/{indicator}",
    "GET /api/v1/indicators/{indicator}/forecasts",
    "GET /api/v1/indicators/{indicator}/observations",
    "GET /api/v1/indicators/{indicator}/revisions",
    "GET /api/v1/indicators/{indicator}/series",
    "GET /api/v1/missions",
    "GET /api/v1/missions/{mission}",
    "GET /api/v1/missions/{mission}/charters",
    "GET /api/v1/missions/{mission}/checks",
    "GET /api/v1/checks",
    "GET /api/v1/checks/changes",
    "GET /api/v1/organisations",
    "GET /api/v1/indicators/{indicator}/places",
    "GET /api/v1/maps",
    "GET /api/v1/maps/{map_code}",
    "GET /api/v1/maps/{map_code}/geojson",
    "GET /api/v1/maps/{map_code}/hexjson",
    "GET /api/v1/places",
    "GET /api/v1/places/{code}",
    "GET /api/v1/releases",
    "GET /api/v1/releases/{release_key}",
    "GET /api/v1/targets/{target}",
    "POST /api/v1/indicators",
    "POST /api/v1/indicators/{indicator}/cards",
    "POST /api/v1/indicators/{indicator}/charts",
    "POST /api/v1/checks/{check}/off",
    "POST /api/v1/checks/{check}/on",
    "POST /api/v1/checks/{check}/thresholds/{name}",
    "POST /api/v1/missions",
    "POST /api/v1/missions/{mission}/charters",
    "GET /api/v1/missions/{mission}/logic",
    "GET /api/v1/missions/{mission}/logic/history",
    "POST /api/v1/missions/{mission}/logic/links",
    "POST /api/v1/missions/{mission}/logic/links/{link}",
    "POST /api/v1/missions/{mission}/logic/links/{link}/grade",
    "POST /api/v1/missions/{mission}/logic/links/{link}/retire",
    "POST /api/v1/missions/{mission}/logic/parts/{part}/back",
    "POST /api/v1/missions/{mission}/logic/steps",
    "POST /api/v1/missions/{mission}/logic/steps/{step}",
    "POST /api/v1/missions/{mission}/logic/steps/{step}/retire",
    "POST /api/v1/missions/{mission}/open",
    "POST /api/v1/missions/{mission}/outcomes",
    "POST /api/v1/missions/{mission}/outcomes/{outcome}/measures",
    "POST /api/v1/missions/{mission}/outcomes/{outcome}/measures/{indicator}/drop",
    "POST /api/v1/missions/{mission}/outcomes/{outcome}/retire",
    "POST /api/v1/releases",
    "POST /api/v1/releases/files",
    "POST /api/v1/releases/{release_key}/undo",
    "POST /api/v1/targets",
    "POST /api/v1/targets/{target}/goals",
    "POST /api/v1/targets/{target}/paths",
    "GET /api/v1/barriers",
    "GET /api/v1/barriers/{barrier}",
    "GET /api/v1/conversations",
    "GET /api/v1/conversations/{conversation}",
    "GET /api/v1/conversations/{conversation}/result",
    "GET /api/v1/conversations/{conversation}/statements",
    "GET /api/v1/findings",
    "GET /api/v1/findings/together",
    "GET /api/v1/findings/{finding}",
    "GET /api/v1/freedoms",
    "GET /api/v1/freedoms/{freedom}",
    "GET /api/v1/panels",
    "GET /api/v1/panels/{panel}",
    "GET /api/v1/panels/{panel}/draw",
    "GET /api/v1/panels/{panel}/recommendations",
    "GET /api/v1/rules",
    "GET /api/v1/rules/{rule}",
    "GET /api/v1/rules/{rule}/controls",
    "GET /api/v1/rules/{rule}/history",
    "GET /api/v1/studies",
    "GET /api/v1/studies/{study_key}",
    "POST /api/v1/barriers",
    "POST /api/v1/barriers/letters",
    "POST /api/v1/barriers/{barrier}/join",
    "POST /api/v1/barriers/{barrier}/me-too",
    "POST /api/v1/barriers/{barrier}/out",
    "POST /api/v1/barriers/{barrier}/part",
    "POST /api/v1/barriers/{barrier}/sort",
    "POST /api/v1/barriers/{barrier}/summary",
    "POST /api/v1/controls",
    "POST /api/v1/findings",
    "POST /api/v1/freedoms",
    "POST /api/v1/freedoms/{freedom}/board-grant",
    "POST /api/v1/freedoms/{freedom}/grant",
    "POST /api/v1/freedoms/{freedom}/refuse",
    "POST /api/v1/freedoms/{freedom}/review",
    "POST /api/v1/rules",
    "POST /api/v1/rules/{rule}/change",
    "POST /api/v1/rules/{rule}/controls",
    "PUT /api/v1/barriers/{barrier}/rule",
    "PUT /api/v1/freedoms/{freedom}",
    "PUT /api/v1/freedoms/{freedom}/test",
    "PUT /api/v1/rules/{rule}",
}


def operations():
    for path, methods in described(api)["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_the_description_is_valid_openapi_3_1():
    document = Client().get("/api/openapi.json").json()

    schemathesis.openapi.from_dict(document).validate()

    assert document["openapi"] == "3.1.0"


def test_the_description_lists_every_operation_and_no_other():
    listed = {name for name, _operation in operations()}

    assert listed == OPERATIONS


def test_every_address_is_described():
    shown = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(each.pattern)) for each in patterns}

    undescribed = {f"/api/{path}" for path in shown} - set(described(api)["paths"])

    assert undescribed == {"/api/", "/api/openapi.json"}


def test_every_operation_says_what_it_does_and_which_refusals_to_expect():
    for name, operation in operations():
        assert operation["summary"].endswith("."), name
        assert {"401", "422", "500", "503"} <= set(operation["responses"]), name


def test_reads_are_open_and_writes_need_a_token():
    for name, operation in operations():
        wanted = [{}, {"token": []}] if name.startswith("GET") else [{"token": []}]
        assert operation["security"] == wanted, name


def test_every_reference_of_the_description_leads_somewhere():
    document = Client().get("/api/openapi.json").json()
    references = set(re.findall(r'"\$ref": "#/([^"]+)"', str(document).replace("'", '"')))

    for reference in references:
        part = document
        for name in reference.split("/"):
            part = part[name]

    assert len(references) > 50


class Collected(OpenAPISchema):
    """The description as it is gathered, with every shape that asked for each name."""

    def __init__(self) -> None:
        self.asked: dict[str, list[dict[str, object]]] = {}
        super().__init__(api, "/api/v1")

    def add_schema_definitions(self, definitions: dict[str, dict[str, object]]) -> None:
        for name, shape in definitions.items():
            known = self.asked.setdefault(name, [])
            if shape not in known:
                known.append(deepcopy(shape))
        super().add_schema_definitions(definitions)


def test_no_two_shapes_ask_for_one_name():
    collected = Collected()

    shared = [name for name, shapes in collected.asked.items() if len(shapes) > 1]

    assert len(collected.asked) > 200
    assert shared == []


def test_lists_are_ordered_by_nothing_a_reader_could_choose():
    asked = {each.get("name") for _name, operation in operations() for each in operation["parameters"]}

    assert not asked & {"sort", "order", "order_by", "ordering", "rank"}


def test_the_reference_names_every_kind_of_refusal_and_every_address():
    reference = (Path(__file__).parents[3] / "docs/reference/api.md").read_text("utf-8")
    last_words = {
        name.partition(" ")[2].removesuffix("}").rpartition("/")[2].strip("{") for name in OPERATIONS
    }

    assert [kind for kind in KINDS if f"`{kind}`" not in reference] == []
    assert [word for word in last_words if word not in reference and word != "release_key"] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "language"), [("/api/", "en"), ("/cy/api/", "cy")])
def test_people_read_the_same_list_on_a_page_without_a_script_of_its_own(address, language):
    response = Client().get(address)

    text = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in text
    assert all(name.partition(" ")[2] in text for name in OPERATIONS)
    assert all(f'id="{kind}"' in text for kind in KINDS)
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
