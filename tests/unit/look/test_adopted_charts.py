"""The pictures of adoption: every number in the table, nothing outside the paper, words for both states."""

import re

import pytest

from headway.look.charts import Sheet
from headway.look.charts.adopted import Adopters, AdoptionGrid, Effect, EventChart, adoption_grid, event_study
from headway.look.charts.beside import BesideChart, beside

EFFECTS = tuple(Effect(k, 0.1 * k, 0.1 * k - 1.0, 0.1 * k + 1.0) for k in range(-4, 5))


def sheet(width):
    return Sheet(key="a", title="What it did", description="By time", width=width, unit="points")


def events(width, effects=EFFECTS):
    return event_study(
        EventChart(
            sheet=sheet(width),
            effects=effects,
            axis="times",
            before="before",
            after="after",
            heads=("k", "effect"),
        )
    )


ROWS = (Adopters("3 teams, from 2", 1), Adopters("4 teams, never", 3))


def grid(width, rows=ROWS):
    return adoption_grid(
        AdoptionGrid(
            sheet=sheet(width),
            rows=rows,
            times=("1", "2", "3"),
            head="Teams",
            without="without",
            having="with",
        )
    )


@pytest.mark.parametrize("width", [288, 640])
def test_every_effect_stands_in_the_picture_and_in_the_table(width):
    picture = events(width)

    assert len(picture.table.rows) == 9
    assert picture.svg.count("mark-interval") == 9
    assert "before" in picture.svg
    assert "after" in picture.svg


def side_by_side(width):
    return beside(
        BesideChart(
            sheet=sheet(width),
            times=("2019", "2020", "2021", "2022"),
            start=2,
            seen=(5.0, 6.0, 3.0, 2.0),
            mixed=(5.1, 5.9, 6.0, 6.2),
            names=("Camden", "its mix"),
            began="from here on",
            head="Year",
        )
    )


@pytest.mark.parametrize("width", [288, 640])
def test_a_place_stands_beside_its_mix_in_the_picture_and_in_the_table(width):
    picture = side_by_side(width)

    assert picture.table.rows[2] == ("2021", 3.0, 6.0)
    assert picture.svg.count("line-curve") == 2
    assert all(word in picture.svg for word in ("Camden", "its mix", "from here on"))


@pytest.mark.parametrize("width", [288, 640])
def test_nothing_stands_outside_the_paper(width):
    for picture in (events(width), grid(width)):
        for x, wide in re.findall(r'<rect x="([-\d.]+)"[^>]*? width="([\d.]+)"', picture.svg):
            assert float(x) >= 0
            assert float(x) + float(wide) <= width + 0.01


def test_the_grid_says_in_its_table_who_had_it_when():
    assert grid(640).table.rows == (
        ("3 teams, from 2", "without", "with", "with"),
        ("4 teams, never", "without", "without", "without"),
    )


def test_no_figures_are_said_in_words():
    assert "No figures yet" in events(640, ()).svg
    assert "No figures yet" in grid(640, ()).svg
