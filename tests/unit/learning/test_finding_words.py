"""Findings in files, their rules, their search and their sum; no database."""

from dataclasses import replace
from uuid import uuid4

import numpy as np
import pytest

from headway.engine.learning import synthesise
from headway.formats.errors import Unreadable
from headway.learning.analysis.findings import COLUMNS, faults, matches, read_findings, together, wanted
from headway.learning.choices import Measure
from tests.builders_findings import SECOND, THIRD, WORDS


def csv(
    *rows: str,
    header: str = "code,title,outcome,result,strength,why,citation,measure,estimate,lower,upper,year",
) -> bytes:
    return "\n".join([header, *rows]).encode()


GOOD = "a,Fewer,Calls,helps,3,By lot,A (2020),points,2,1,3,2020"


def test_a_row_becomes_a_finding():
    found = read_findings(csv(GOOD))[0]

    assert (found.code, found.estimate, found.measure, found.place) == ("a", 2.0, Measure.POINTS, None)
    assert found.language == "en"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (GOOD.replace("helps", "wonders"), "row 2, column result: 'wonders'"),
        (GOOD.replace(",3,By lot", ",9,By lot"), "row 2, column strength: '9'"),
        (GOOD.replace(",3,By lot", ",,By lot"), "row 2, column strength"),
        (GOOD.replace("helps", ""), "row 2, column result"),
        (GOOD.replace(",2,1,3,", ",2,x,3,"), "row 2, column lower: 'x'"),
        (GOOD.replace(",2,1,3,", ",5,1,3,"), "row 2, column lower"),
        (GOOD.replace(",2,1,3,", ",2,,3,"), "row 2, column estimate"),
        (GOOD.replace("points", ""), "row 2, column measure"),
        (GOOD.replace("2020", "x"), "row 2, column citation"),
        (GOOD.replace("A (2020)", ""), "row 2, column citation"),
        (GOOD.replace(",2020", ",20"), "row 2, column year: '20'"),
    ],
)
def test_what_cannot_be_read_names_its_cell(row, said):
    if "x" in row and "citation" in said:
        row, said = GOOD[:-4] + "x", "row 2, column year: 'x'"

    with pytest.raises(Unreadable) as refused:
        read_findings(csv(row))

    assert any(said in str(each) for each in refused.value.problems)


def test_a_name_stands_once_and_columns_are_known():
    with pytest.raises(Unreadable) as twice:
        read_findings(csv(GOOD, GOOD))
    with pytest.raises(Unreadable) as columns:
        read_findings(csv("a,b", header="code,colour"))

    assert "row 3, column code: 'a'" in str(twice.value.problems[0])
    assert {str(each).split(":")[0] for each in columns.value.problems} >= {
        "row 1, column colour",
        "row 1, column title",
    }


def test_a_ratio_is_above_nought_and_an_address_is_whole():
    wrong = replace(
        WORDS,
        measure=Measure.RATIO,
        estimate=1.0,
        lower=-1.0,
        upper=2.0,
        address="example.org",
        code="x" * 101,
    )

    assert set(faults(wrong)) == {"lower", "address", "code"}


def test_a_search_forgives_endings_and_counts_words():
    assert matches(wanted("letters of reply"), ["A letter gets replies"]) == 2
    assert matches(wanted("a to"), ["anything"]) == 0


def test_what_many_say_is_the_engines_answer():
    rows = [(uuid4(), words) for words in (WORDS, SECOND, THIRD)]

    found = together(rows, Measure.POINTS)

    effects = np.array([words.estimate for _key, words in rows])
    variances = np.array(
        [((words.upper - words.lower) / (2 * 1.959963984540054)) ** 2 for _key, words in rows]
    )
    assert found.estimate == synthesise(effects, variances, knapp_hartung=True).estimate
    assert sum(found.weights.values()) == pytest.approx(1.0)


def test_ratios_are_put_together_on_their_logarithms():
    ratios = [
        (uuid4(), replace(WORDS, measure=Measure.RATIO, estimate=each, lower=each / 2, upper=each * 2))
        for each in (0.5, 2.0)
    ]

    found = together(ratios, Measure.RATIO)

    assert found.estimate == pytest.approx(1.0)
    assert found.predicted is None
    assert together(ratios[:1], Measure.RATIO) is None
    assert together(ratios, Measure.POINTS) is None


def test_every_column_of_a_file_is_a_word_of_a_finding():
    told = {"result": "helps", "strength": "3", "measure": "", "language": "cy"}
    empty = {"estimate", "lower", "upper", "people_n", "year", "place", "sector", "people", "address"}
    row = ",".join(told.get(name, "" if name in empty else "'+1") for name in COLUMNS)

    found = read_findings(csv(row, header=",".join(COLUMNS)))[0]

    assert (found.title, found.cost, found.language) == ("+1", "+1", "cy")
