"""Sources whose columns differ from file to file, each read by its saved mapping."""

import json

import pytest

from headway.formats.builtin import BUILTIN
from headway.formats.errors import Unreadable
from headway.formats.families import FAMILIES
from headway.formats.layouts import layout_from_json
from headway.formats.numbers import Status
from headway.formats.opening import Format, open_file
from headway.formats.proposals import propose_layout
from headway.formats.reading import read_statements

FINGERTIPS = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,"
    "Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,"
    "Upper CI 99.8 limit,Count,Denominator,Value note,Recent Trend,"
    "Compared to England value or percentiles,Time period Sortable,New data,Compared to goal"
)
NOMIS = (
    "DATE,DATE_NAME,DATE_CODE,DATE_TYPE,GEOGRAPHY,GEOGRAPHY_NAME,GEOGRAPHY_CODE,GEOGRAPHY_TYPE,GENDER,"
    "GENDER_NAME,GENDER_CODE,VARIABLE,VARIABLE_NAME,MEASURES,MEASURES_NAME,OBS_VALUE,OBS_STATUS,"
    "OBS_STATUS_NAME,OBS_CONF,URN,RECORD_OFFSET,RECORD_COUNT"
)
OECD = (
    "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,FREQ,Frequency of observation,"
    "MEASURE,Measure,SEX,Sex,TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,"
    "Observation status,UNIT_MULT,Unit multiplier,UNIT_MEASURE,Unit of measure"
)


def read(*lines, separator="\n"):
    """Return format, layout and statements of a text as an upload reads it."""
    opened = open_file(separator.join(lines).encode())
    layout = propose_layout(opened.table.header, opened.table.sample(), BUILTIN).layout
    found = read_statements(opened.table, layout)
    assert [str(problem) for problem in found.problems] == []
    return opened.format, layout, found.rows()


def test_fingertips_keeps_intervals_and_counts_and_takes_persons_of_all_ages_for_everybody():
    people_row = (
        '108,"Under 75 mortality",E92000001,England,E09000007,Camden,Districts,Persons,<75 yrs,,,2021 - 23,'
        "350.5,330.1,371.2,320,380,612,1000,,No significant change,Better,20210000,,"
    )
    women_row = (
        '108,"Under 75 mortality",E92000001,England,E09000007,Camden,Districts,Female,<75 yrs,,,2021 - 23,,,,,,,'
        ",Value suppressed for disclosure control due to small count,,,20210000,,"
    )
    croydon_row = (
        '108,"Under 75 mortality",E92000001,England,E09000008,Croydon,Districts,Persons,<75 yrs,,,2022/23,1,,,,,,'
        ",Aggregated from all known lower geography values,,,20210000,,"
    )

    _, layout, found = read(FINGERTIPS, women_row, people_row, croydon_row)

    assert layout.name == "fingertips"
    people, women, croydon = found
    assert (women.breakdown, women.value, women.status) == (
        "Age=<75 yrs|Sex=Female",
        None,
        Status.SUPPRESSED,
    )
    assert (people.breakdown, people.value, people.lower, people.upper) == (
        "Age=<75 yrs",
        350.5,
        330.1,
        371.2,
    )
    assert (people.count, people.denominator, str(people.period)) == (612.0, 1000.0, "2021-01-01/P3Y")
    assert str(croydon.period) == "2022-04-01/P1Y"
    assert croydon.note == "Aggregated from all known lower geography values"


def test_nomis_takes_the_period_from_its_name_and_labels_before_codes():
    row = (
        '2023-12,"Jan 2023-Dec 2023",2023-12,date,1811939359,Camden,E09000007,local authorities,1,Male,1,'
        "45,Employment rate,20599,Variable,72.4,A,Normal Value,,URN,0,1"
    )

    _, layout, (found,) = read(NOMIS, row)

    assert layout.name == "nomis"
    assert (found.place, found.place_name, found.indicator) == ("E09000007", "Camden", "Employment rate")
    assert str(found.period) == "2023-01-01/P1Y"
    assert found.breakdown == "GENDER_NAME=Male|MEASURES_NAME=Variable"


def test_eurostat_tsv_is_turned_long_with_its_flags():
    lines = (
        "freq,unit,sex,geo\\TIME_PERIOD\t2022 \t2023 \t2024 ",
        "A,PC,T,IT\t8.1 \t7.7 bp\t: c",
        "A,PC,F,IT\t9.3 e\t: \t8.0 ",
        "A,THS_PER,T,IT\t2027 \t1947 \t1800 ",
    )

    form, layout, found = read(*lines)

    assert (form, layout.name) == (Format.WIDE, "eurostat")
    by_key = {(one.breakdown, one.period.start.year): (one.value, one.status) for one in found}
    assert len(found) == 9
    assert by_key["unit=PC", 2023] == (7.7, Status.BREAK)
    assert by_key["unit=PC", 2024] == (None, Status.SUPPRESSED)
    assert by_key["sex=F|unit=PC", 2022] == (9.3, Status.ESTIMATED)
    assert by_key["sex=F|unit=PC", 2023] == (None, Status.NOT_AVAILABLE)
    assert by_key["unit=THS_PER", 2024] == (1800.0, Status.NORMAL)


def test_eurostat_sdmx_csv_is_read_as_its_tsv():
    lines = (
        "DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG",
        "ESTAT:TPS00203(1.0),12/09/25 11:00:00,M,PC_ACT,IT,2024-05,6.9,p",
    )

    form, layout, (found,) = read(*lines)

    assert (form, layout.name) == (Format.SDMX_CSV, "eurostat")
    assert (found.place, found.unit, found.value, found.status) == ("IT", "PC_ACT", 6.9, Status.PROVISIONAL)
    assert str(found.period) == "2024-05-01/P1M"


def test_world_bank_is_turned_long_from_below_its_title():
    lines = (
        '"Data Source","World Development Indicators",',
        "",
        '"Last Updated Date","2025-07-01",',
        "",
        '"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023",',
        '"Italy","ITA","Unemployment, total (% of labor force)","SL.UEM.TOTL.ZS","8.07","",',
        '"France","FRA","Unemployment, total (% of labor force)","SL.UEM.TOTL.ZS","7.31","7.33",',
    )

    form, layout, found = read(*lines)

    assert (form, layout.name) == (Format.WIDE, "world-bank")
    assert [(one.place, one.period.start.year, one.value) for one in found] == [
        ("FRA", 2022, 7.31),
        ("FRA", 2023, 7.33),
        ("ITA", 2022, 8.07),
        ("ITA", 2023, None),
    ]
    assert found[0].indicator == "Unemployment, total (% of labor force)"


def test_oecd_keeps_codes_where_labels_stand_beside_them_even_under_the_same_name():
    row = (
        'DATAFLOW,OECD.SDD:DSD_LFS(1.0),"Unemployment",I,ITA,Italy,M,Monthly,UNE_LF,Rate,F,Female,2024-05,,'
        "6.9,,E,Estimated value,3,Thousands,PS,Persons"
    )

    _, layout, (found,) = read(OECD, row)

    assert layout.name == "oecd"
    assert (found.place, found.place_name, found.indicator) == ("ITA", "Italy", "UNE_LF")
    assert (found.breakdown, found.unit, found.status) == ("SEX=F", "PS (Thousands)", Status.ESTIMATED)


def test_the_older_oecd_file_with_names_that_differ_in_case_alone_is_read():
    lines = (
        '"LOCATION","Country","SUBJECT","Subject","TIME","Time","Unit Code","Unit","Value","Flag Codes","Flags"',
        '"ITA","Italy","UNR","Rate","2023","2023","PC","Percent",7.7,"E","Estimated value"',
    )

    _, layout, (found,) = read(*lines)

    assert (layout.name, layout.version) == ("oecd", 2)
    assert (found.place, found.indicator, found.value, found.status) == ("ITA", "UNR", 7.7, Status.ESTIMATED)


def test_a_multiplier_says_thousands_and_a_decimal_comma_is_seen():
    lines = (
        "STRUCTURE;STRUCTURE_ID;ACTION;REF_AREA;TIME_PERIOD;OBS_VALUE;UNIT_MULT;UNIT_MEASURE",
        "dataflow;A:B(1.0);I;GB;2024;12,5;3;GBP",
    )

    _, _, (found,) = read(*lines)

    assert (found.value, found.unit) == (12.5, "GBP (Thousands)")


@pytest.mark.parametrize("family", FAMILIES, ids=lambda one: f"{one.name}-{one.version}")
def test_the_layout_of_a_source_is_data_that_goes_to_json_and_back(family):
    columns = sorted({*family.needs, *(words[0] for words in family.roles.values())})

    layout = family.layout(columns)

    assert layout_from_json(layout.to_json()) == layout


def test_a_row_whose_joined_keys_are_too_few_is_named():
    data = b"freq,unit,geo\\TIME_PERIOD\t2022\nA,IT\t1\n"
    table = open_file(data).table

    with pytest.raises(Unreadable) as refused:
        list(table.rows())

    assert [(one.code, one.row) for one in refused.value.problems] == [("too_few_cells", 2)]


def jsonstat(**changes):
    data = {
        "version": "2.0",
        "class": "dataset",
        "label": "Rates",
        "id": ["geo", "time", "sex"],
        "size": ["2", 2, 1],
        "role": {"geo": ["geo"], "time": ["time"]},
        "dimension": {
            "geo": {"category": {"index": ["IT", "FR"], "label": {"IT": "Italy", "FR": "France"}}},
            "time": {"category": {"index": {"2024": 1, "2023": 0}}},
            "sex": {"label": "sex", "category": {"label": {"T": "Total"}}},
        },
        "value": {"0": 1.5, "3": 2},
        "status": {"1": "c", "3": "p"},
    }
    return json.dumps(data | changes).encode()


def test_json_stat_takes_texts_for_sizes_gaps_for_no_rows_and_lists_or_nothing_for_an_index():
    opened = open_file(jsonstat())
    layout = propose_layout(opened.table.header, opened.table.sample(), BUILTIN).layout

    found = read_statements(opened.table, layout).rows()

    assert [(one.place, one.period.start.year, one.value, one.status) for one in found] == [
        ("FR", 2024, 2.0, Status.PROVISIONAL),
        ("IT", 2023, 1.5, Status.NORMAL),
        ("IT", 2024, None, Status.SUPPRESSED),
    ]
    assert {one.breakdown for one in found} == {""}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"size": [2, 3, 1]}, "jsonstat_size"),
        ({"value": [1, 2, 3, 4, 5]}, "jsonstat_size"),
        ({"id": []}, "not_jsonstat"),
        ({"id": ["geo", "nowhere"]}, "not_jsonstat"),
        ({"value": {"first": 1}}, "not_jsonstat"),
        ({"value": {"-1": 1}}, "not_jsonstat"),
    ],
)
def test_json_stat_that_does_not_fit_itself_is_refused(changes, code):
    data = jsonstat(**changes)

    with pytest.raises(Unreadable) as refused:
        open_file(data)

    assert refused.value.problems[0].code == code
