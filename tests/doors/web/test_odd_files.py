"""Odd files through the pages: sheets, titles above the table, no names, no rows, days in American order."""

import io

import openpyxl
import pytest
from django.urls import reverse

from tests.builders_measures import CAMDEN, indicator, places
from tests.doors.web.test_figures import NOW, answers, said, send, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_monday(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setenv("HEADWAY_NOW", NOW.isoformat())


@pytest.fixture
def analyst():
    places()
    return signed_in()


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets:
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def plainly(key, **changed):
    """Answer for a file of places, periods and values alone."""
    no_more = dict.fromkeys(("indicator", "lower", "upper", "status", "notes", "unit"), "")
    return answers(key, every=str(key), value="value", **no_more) | changed


def test_of_a_workbook_the_sheet_and_the_row_of_names_are_chosen_and_kept(analyst):
    key = indicator()
    table = [["Poverty in boroughs"], [], ["areacd", "period", "value"], [CAMDEN, 2024, 19.5]]
    upload = send(analyst, workbook(("Notes", [["Read me"]]), ("Data", table)))
    columns = reverse("measures:columns", args=[upload])

    first = analyst.get(columns)
    chosen = analyst.get(f"{columns}?sheet=Data&header=3")
    checked = analyst.post(f"{columns}?sheet=Data&header=3", plainly(key), follow=True)
    again = analyst.get(columns)

    assert "the file holds no rows" in said(first)
    assert "Data</option>" in said(first)
    assert "Its periods run from 2024 to 2024" in said(chosen)
    assert "1 new, 0 revised, 0 gone" in said(checked)
    assert "Its periods run from 2024 to 2024" in said(again)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("areacd,period,value\n", "the file holds no rows"),
        (f"{CAMDEN},2021,17.5\n{CAMDEN},2022,16.8\n", "there is no header in row 1"),
    ],
)
def test_a_file_without_rows_or_without_names_says_so_at_once(analyst, text, told):
    upload = send(analyst, text.encode())

    page = analyst.get(reverse("measures:columns", args=[upload]))

    assert page.status_code == 422
    assert told in said(page)


def test_a_column_called_areacd_is_the_place_whatever_its_codes_look_like(analyst):
    upload = send(analyst, b"areacd,period,value\nX98000001,2024,19.5\nX98000002,2024,20\n")

    page = analyst.get(reverse("measures:columns", args=[upload]))

    assert "It speaks of 2 places" in said(page)


def test_a_percent_sign_says_nothing_new_of_an_indicator_in_per_cent(analyst):
    key = indicator()
    upload = send(analyst, f"areacd,period,value\n{CAMDEN},2024,19.5%\n".encode())

    page = analyst.post(reverse("measures:columns", args=[upload]), plainly(key), follow=True)

    assert "1 new, 0 revised, 0 gone" in said(page)


def test_days_in_american_order_are_refused_by_row_until_the_order_is_said(analyst):
    key = indicator()
    upload = send(analyst, f"areacd,date,value\n{CAMDEN},12/31/2024,19.5\n".encode())
    columns = reverse("measures:columns", args=[upload])

    asked = analyst.post(columns, plainly(key, period="date"), follow=True)
    read = analyst.post(columns, plainly(key, period="date", dates="month"), follow=True)

    assert "day or month first?" in said(asked)
    assert "31 December 2024" in said(read)
