"""Releases through the production flow, on the database."""

from itertools import permutations

import pytest

from headway.flows import figures as flow
from headway.flows.figures import Choices, Figures
from headway.formats.numbers import Status
from headway.formats.periods import Period
from headway.kernel import log
from headway.kernel.actions import Done, action
from headway.kernel.errors import Conflict, Forbidden, Gone, Invalid, Missing
from headway.kernel.models import Entry
from headway.measures import actions, steps
from headway.measures.analysis import Plan
from headway.measures.choices import ObservationStatus, ReleaseState
from headway.measures.events import ReleaseUndone
from headway.measures.models import Observation, Release, Series
from headway.measures.queries import Wanted, ground, release, releases, revisions, series_values
from headway.places.queries import place
from tests.builders_measures import (
    ANALYST,
    CAMDEN,
    CITIZEN,
    DIRECTOR,
    ENGLAND,
    INSTALLATION,
    MONDAY,
    bring_in,
    by,
    indicator,
    moment,
    places,
    reader,
    statement,
)
from tests.builders_measures import release as new_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def poverty():
    places()
    return indicator()


def wanted(key, code=CAMDEN, breakdown=""):
    return Wanted(key, place(reader(), code=code).key, breakdown)


def table():
    columns = (
        "series__indicator__thing__key",
        "series__place__code",
        "series__breakdown",
        "period_start",
        "period_length",
        "value",
        "status",
        "known_from",
        "sequence",
        "known_to",
        "release__title",
        "release__published_at",
    )
    return sorted(Observation.objects.values_list(*columns), key=str)


def values(key, at=MONDAY, code=CAMDEN):
    found = series_values(reader(at), wanted=[wanted(key, code)])
    return next((dict(zip((d.year for d in s.start), s.value, strict=True)) for s in found.values()), {})


def test_each_day_shows_what_was_known_on_it(poverty):
    bring_in(poverty, {2022: 18.0, 2023: 18.1}, "2025-01-10")
    bring_in(poverty, {2022: 18.0, 2023: 17.5, 2024: 16.4}, "2026-01-12")

    before, between, now = (
        values(poverty, moment(day)) for day in ("2025-01-09", "2025-06-01", "2026-01-12")
    )

    assert before == {}
    assert between == {2022: 18.0, 2023: 18.1}
    assert now == {2022: 18.0, 2023: 17.5, 2024: 16.4}


def test_every_order_of_arrival_gives_the_same_table(poverty):
    vintages = [
        ({2022: 1.0, 2023: 2.0}, "2025-01-10", {"sequence": 0, "complete": True}),
        ({2022: 1.0, 2023: 2.5}, "2025-01-10", {"sequence": 1, "complete": True}),
        ({2022: 1.5}, "2025-06-01", {"sequence": 0, "complete": True}),
        ({2023: 2.5, 2024: 3.0}, "2025-09-01", {"sequence": 0, "complete": False}),
    ]
    tables = []

    for order in permutations(vintages):
        accepted = [
            bring_in(poverty, said, day, title=f"{day} {more['sequence']}", **more)
            for said, day, more in order
        ]
        tables.append(table())
        for each in accepted:
            flow.undo_release(by(), release=each.release, reason="The order is tried again")
        assert table() == []

    assert all(each == tables[0] for each in tables)
    assert len(tables[0]) > 4


def test_the_same_file_twice_changes_nothing_and_says_so(poverty):
    first = bring_in(poverty, {2022: 18.0, 2023: 18.1})
    rows, entries = table(), log.head().seq

    second = bring_in(poverty, {2023: 18.1, 2022: 18.0})

    assert second.already
    assert second.release == first.release
    assert (table(), log.head().seq) == (rows, entries)
    assert Release.objects.count() == 1


def test_a_value_that_vanished_is_withdrawn_and_stays_in_the_revisions(poverty):
    bring_in(poverty, {2022: 18.0, 2023: 18.1}, "2025-01-10")

    outcome = bring_in(poverty, {2022: 18.0}, "2026-01-12")

    assert (outcome.gone, outcome.unchanged) == (1, 1)
    assert values(poverty) == {2022: 18.0}
    history = revisions(reader(), series=wanted(poverty))
    assert [(row.start.year, row.status) for row in history] == [
        (2022, ObservationStatus.FINAL),
        (2023, ObservationStatus.FINAL),
        (2023, ObservationStatus.WITHDRAWN),
    ]


def test_undoing_puts_back_what_the_others_say_and_stays_in_the_history(poverty):
    bring_in(poverty, {2022: 18.0}, "2025-01-10")
    before = table()
    wrong = bring_in(poverty, {2022: 99.0, 2023: 17.0}, "2026-01-12")

    flow.undo_release(by(), release=wrong.release, reason="A column was read as another")

    assert table() == before
    row = release(reader(), key=wrong.release)
    assert (row.state, row.undone_reason) == (ReleaseState.UNDONE, "A column was read as another")
    assert [each.state for each in releases(reader(), indicator=poverty)] == [
        ReleaseState.UNDONE,
        ReleaseState.ACCEPTED,
    ]
    assert Entry.objects.filter(kind="measures.release_undone", about=wrong.release).exists()


def test_a_release_is_undone_once_and_with_a_reason(poverty):
    done = bring_in(poverty, {2022: 18.0})

    with pytest.raises(Invalid):
        flow.undo_release(by(), release=done.release, reason="  ")
    flow.undo_release(by(), release=done.release, reason="Wrong file")

    with pytest.raises(Conflict):
        flow.undo_release(by(), release=done.release, reason="Again")


def test_an_undone_release_can_come_in_again(poverty):
    done = bring_in(poverty, {2022: 18.0})
    flow.undo_release(by(), release=done.release, reason="Too early")

    again = bring_in(poverty, {2022: 18.0})

    assert not again.already
    assert values(poverty) == {2022: 18.0}


def test_a_late_old_vintage_takes_its_place_behind_the_newer_one(poverty):
    bring_in(poverty, {2022: 18.0, 2023: 17.0}, "2026-01-12")

    outcome = bring_in(poverty, {2022: 18.3}, "2025-01-10")

    assert outcome.late
    assert values(poverty) == {2022: 18.0, 2023: 17.0}
    assert values(poverty, moment("2025-06-01")) == {2022: 18.3}


def test_a_correction_of_the_same_moment_takes_the_next_number(poverty):
    bring_in(poverty, {2022: 18.0}, "2026-01-12")
    second = bring_in(poverty, {2022: 18.5}, "2026-01-12")

    history = revisions(reader(), series=wanted(poverty))

    assert release(reader(), key=second.release).sequence == 1
    assert [row.value for row in history] == [18.5]
    assert Observation.objects.count() == 2


def test_a_number_that_another_release_of_the_moment_has_is_refused(poverty):
    bring_in(poverty, {2022: 18.0}, sequence=0)

    with pytest.raises(Conflict):
        bring_in(poverty, {2022: 18.5}, sequence=0)


def test_many_gone_figures_need_an_explicit_choice(poverty):
    bring_in(poverty, dict.fromkeys(range(2010, 2020), 1.0), "2025-01-10")

    with pytest.raises(Invalid) as refusal:
        bring_in(poverty, dict.fromkeys(range(2010, 2015), 1.0), many_may_go=False)
    accepted = bring_in(poverty, dict.fromkeys(range(2010, 2015), 1.0), many_may_go=True)

    assert "5 of 10" in str(refusal.value.sentence)
    assert accepted.gone == 5


def test_only_an_analyst_or_the_installation_brings_figures_in(poverty):
    for actor in (CITIZEN, DIRECTOR):
        with pytest.raises(Forbidden):
            bring_in(poverty, {2022: 18.0}, who=by(actor))

    assert not bring_in(poverty, {2022: 18.0}, who=by(INSTALLATION)).already


def test_a_retired_indicator_takes_no_figures(poverty):
    actions.retire_indicator(by(), indicator=poverty)

    with pytest.raises(Gone):
        bring_in(poverty, {2022: 18.0})


def test_a_release_without_a_figure_or_a_description_is_refused(poverty):
    with pytest.raises(Invalid):
        bring_in(poverty, {})
    with pytest.raises(Invalid) as refusal:
        bring_in(poverty, {2022: 1.0}, "2027-01-01", publisher=" ", url="ftp://x", licence="x" * 200)

    assert set(refusal.value.fields) == {"publisher", "url", "licence", "published_at"}


def test_an_indicator_that_does_not_exist_is_missing():
    places()

    with pytest.raises(Missing):
        bring_in(ANALYST.key, {2022: 18.0})


def test_what_moved_in_between_is_worked_out_once_more(poverty, monkeypatch):
    figures = Figures(release=new_release(), statements=(statement(poverty, 2022, 18.0),))
    worked = flow.work_out(by(), figures)
    bring_in(poverty, {2022: 17.0}, "2025-12-01")
    answers = iter([worked])
    original = flow.work_out
    from headway.flows.figures import releases as module

    monkeypatch.setattr(module, "work_out", lambda *given: next(answers, None) or original(*given))

    outcome = flow.bring_in(by(), figures=figures)

    assert outcome.revised == 1
    assert values(poverty) == {2022: 18.0}


def test_many_rows_are_written_and_read_back_alike(poverty):
    groups = [f"Age={number}" for number in range(300)]
    said = tuple(
        statement(poverty, year, year + number / 7, place=ENGLAND, breakdown=group)
        for number, group in enumerate(groups)
        for year in range(2000, 2020)
    )

    outcome = flow.bring_in(by(), figures=Figures(release=new_release(), statements=said))

    assert outcome.added == 6_000
    found = series_values(reader(), wanted=[wanted(poverty, ENGLAND, group) for group in groups])
    for number, group in enumerate(groups):
        assert found[wanted(poverty, ENGLAND, group)].value == tuple(
            year + number / 7 for year in range(2000, 2020)
        )


def test_rows_of_unknown_places_and_indicators_are_named(poverty):
    data = b"areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"
    data += b"E09000007,Camden,x,Known,2020-01-01/P1Y,1.5,,%,,,,\n"
    data += b"E09999999,Nowhere,x,Known,2020-01-01/P1Y,2.5,,%,,,,\n"
    data += b"E09000007,Camden,x,Other,2021-01-01/P1Y,3.5,,%,,,,\n"
    opened = flow.open_table(data)
    layout = flow.fitting(flow.builtin("ons-els"), opened.header, may_differ=False)

    found = flow.understand(reader(actor=ANALYST), opened, layout, Choices(indicators={"Known": poverty}))

    assert [str(problem).split(":")[0] for problem in found.problems] == [
        "row 3, column place",
        "row 4, column indicator",
    ]
    assert "E09999999" in str(found.problems[0])
    with pytest.raises(ValueError, match="E09999999"):
        found.refuse()


def test_what_a_person_leaves_out_is_counted_and_forecasts_are_no_figures(poverty):
    data = b"areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"
    data += b"E09000007,Camden,x,Known,2020-01-01/P1Y,1.5,,%,,,,\n"
    data += b"E09999999,Nowhere,x,Known,2020-01-01/P1Y,2.5,,%,,,,\n"
    data += b"E09000007,Camden,x,Other,2021-01-01/P1Y,3.5,,%,,,,\n"
    data += b"E09000007,Camden,x,Known,2030-01-01/P1Y,9.5,,%,,,f,\n"
    data += b"E09000007,Camden,x,Known,2022-01-01/P1Y,,,%,,,,\n"
    opened = flow.open_table(data)
    layout = flow.fitting(flow.builtin("ons-els"), opened.header, may_differ=False)
    choices = Choices(indicators={"Known": poverty, "Other": None}, known_places_only=True)

    found = flow.understand(reader(actor=ANALYST), opened, layout, choices)

    found.refuse()
    assert [one.value for one in found.statements] == [1.5]
    assert (found.left_out, found.without_value, found.unknown_places) == (2, 2, ("E09999999",))


def test_a_header_that_is_not_the_mappings_is_refused_until_somebody_chooses(poverty):
    opened = flow.open_table(b"areacd,period,observation\nE09000007,2020,1\n")
    layouts = flow.builtin("ons-els")

    with pytest.raises(Invalid) as refusal:
        flow.fitting(layouts, opened.header, may_differ=False)

    assert "header_may_differ" in refusal.value.fields
    assert flow.fitting(layouts, opened.header, may_differ=True).version == 2


def test_two_lengths_of_period_from_one_day_are_refused(poverty):
    data = b"date,value,place\n2020-01,1,E09000007\n2020,2,E09000007\n2020-01-01/P1Y,2,e09000007\n"
    opened = flow.open_table(data)
    layout = flow.fitting(flow.builtin("plain-with-place"), opened.header, may_differ=False)

    found = flow.understand(reader(actor=ANALYST), opened, layout, Choices(indicators={}, every=poverty))

    codes = {problem.code for problem in found.problems}
    assert codes == {"two_lengths"}


def test_a_row_without_a_place_asks_for_one(poverty):
    opened = flow.open_table(b"date,value\n2020,1\n")
    layout = flow.fitting(flow.builtin("plain"), opened.header, may_differ=False)

    found = flow.understand(reader(actor=ANALYST), opened, layout, Choices(indicators={}, every=poverty))

    assert [problem.code for problem in found.problems] == ["no_place"]


def test_a_publishers_mark_is_kept_as_a_status_without_a_value(poverty):
    said = (statement(poverty, 2022, None, status=Status.SUPPRESSED), statement(poverty, 2023, 2.0))

    flow.bring_in(by(), figures=Figures(release=new_release(), statements=said))

    found = series_values(reader(), wanted=[wanted(poverty)])[wanted(poverty)]
    assert found.value == (None, 2.0)
    assert found.status == (ObservationStatus.SUPPRESSED, ObservationStatus.FINAL)
    assert Series.objects.count() == 1
    assert str(Period(found.start[0], found.length[0])) == "2022-01-01/P1Y"


@action(ReleaseUndone)
def without_asking(by, *, act):
    act()
    return Done(ReleaseUndone(indicators=0, changed=0), None)


def test_the_steps_themselves_ask_who_acts(poverty):
    release = bring_in(poverty, {2022: 18.0}).release
    figures = Figures(release=new_release(), statements=(statement(poverty, 2022, 17.0),))
    written = flow.work_out(by(), figures).written
    known = ground.ground(reader(actor=ANALYST), indicators=[poverty])
    lead = by(DIRECTOR)

    with pytest.raises(Forbidden):
        without_asking(lead, act=lambda: steps.accept(written, lead))
    with pytest.raises(Forbidden):
        without_asking(lead, act=lambda: steps.undo(release, reason="x", ground=known, plan=Plan(), by=lead))
    with pytest.raises(Forbidden):
        ground.undo_ground(reader(actor=DIRECTOR), release=release)
    with pytest.raises(Forbidden):
        ground.ground(reader(), indicators=[poverty])
    with pytest.raises(Missing):
        flow.undo_release(by(), release=poverty, reason="No release at all")


def test_a_record_of_a_place_that_is_not_here_is_missing(poverty):
    elsewhere = statement(poverty, 2022, 1.0, place="E09999999")

    with pytest.raises(Missing):
        ground.numbered(reader(actor=ANALYST), rows=[elsewhere])
