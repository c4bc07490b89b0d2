"""The table of values follows from the set of accepted releases alone, by three ways to work it out."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from headway.measures.analysis import (
    Interval,
    Said,
    SeriesKey,
    StoredInterval,
    Vintage,
    differences,
    intervals,
    pairs,
    plan_newest,
    plan_rebuild,
    withdrawn,
)

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
SERIES = [SeriesKey(1, 1, ""), SeriesKey(1, 1, "Sex=Female"), SeriesKey(1, 2, ""), SeriesKey(2, 1, "")]
STARTS = [date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)]


def said(value):
    return Said("P1Y", value, None, None, None, None, "final")


periods = st.dictionaries(st.sampled_from(STARTS), st.sampled_from([1.0, 2.0, 3.0]).map(said), min_size=1)
statements = st.dictionaries(st.sampled_from(SERIES), periods, min_size=1)


# Two cores may be busy with other tests: slowness is no failure here.


@st.composite
def histories(draw):
    """Releases with corrections of the same moment, in the order they arrive."""
    moments = draw(
        st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=6, unique=True)
    )
    found = [
        Vintage(number, BEGIN + timedelta(days=day), sequence, draw(st.booleans()), draw(statements))
        for number, (day, sequence) in enumerate(moments, 1)
    ]
    return draw(st.permutations(found))


def by_plain_loops(vintages):
    """Work the table out period by period, the slow and obvious way."""
    ordered = sorted(vintages, key=lambda each: (each.at, each.sequence))
    rows = []
    for series in SERIES:
        for start in STARTS:
            words = []
            for each in ordered:
                if start in each.said.get(series, {}):
                    words.append((each, each.said[series][start]))
                elif each.complete and words and any(key[:2] == series[:2] for key in each.said):
                    words.append((each, withdrawn(words[-1][1])))
            kept = [word for place, word in enumerate(words) if place == 0 or words[place - 1][1] != word[1]]
            for (each, word), after in zip(kept, [*kept[1:], None], strict=False):
                until = after[0].at if after else None
                rows.append(Interval(series, start, word, each.at, each.sequence, until, each.release))
    return sorted(rows, key=lambda row: (row.series, row.start, row.known_from, row.sequence))


class Table:
    """Rows in memory, changed by plans as the database is."""

    def __init__(self):
        self.rows, self.ids, self.accepted = {}, count(1), []

    def carry_out(self, plan):
        for row_id in plan.drop:
            del self.rows[row_id]
        for moment, ids in plan.end.items():
            for row_id in ids:
                self.rows[row_id] = self.rows[row_id]._replace(known_to=moment)
        for row_id in plan.reopen:
            self.rows[row_id] = self.rows[row_id]._replace(known_to=None)
        for row in plan.insert:
            self.rows[next(self.ids)] = row
        standing = [(row.series, row.start) for row in self.rows.values() if row.known_to is None]
        assert len(standing) == len(set(standing))

    def stored(self, touched):
        return [StoredInterval(row_id, row) for row_id, row in self.rows.items() if row.series[:2] in touched]

    def cut(self, vintages, touched):
        for each in vintages:
            kept = {key: value for key, value in each.said.items() if key[:2] in touched}
            yield Vintage(each.release, each.at, each.sequence, each.complete, kept)

    def accept(self, new):
        touched = pairs(new.said)
        if all((each.at, each.sequence) < (new.at, new.sequence) for each in self.accepted):
            open_rows = [
                StoredInterval(row_id, row) for row_id, row in self.rows.items() if row.known_to is None
            ]
            current = {(each.interval.series, each.interval.start): each for each in open_rows}
            words = {key: each.interval.said for key, each in current.items()}
            plan = plan_newest(current, differences(words, new.said, complete=new.complete), new)
        else:
            others = self.cut(self.accepted, touched)
            plan = plan_rebuild(self.stored(touched), intervals([*others, new]))
        self.accepted.append(new)
        self.carry_out(plan)

    def undo(self, gone):
        self.accepted.remove(gone)
        touched = pairs(gone.said)
        plan = plan_rebuild(self.stored(touched), intervals(self.cut(self.accepted, touched)))
        self.carry_out(plan)

    def sorted(self):
        return sorted(
            self.rows.values(), key=lambda row: (row.series, row.start, row.known_from, row.sequence)
        )


@given(histories())
def test_the_table_is_what_plain_loops_find(arrived):
    expected = by_plain_loops(arrived)

    found = intervals(arrived)

    assert found == expected


@given(histories())
def test_every_order_of_arrival_gives_the_table_that_a_rebuild_gives(arrived):
    table = Table()

    for each in arrived:
        table.accept(each)

    assert table.sorted() == intervals(arrived)


@given(histories(), st.data())
def test_undoing_any_of_them_leaves_the_table_of_the_others(arrived, data):
    table = Table()
    for each in arrived:
        table.accept(each)
    gone = data.draw(st.lists(st.sampled_from(arrived), unique_by=lambda each: each.release))

    for each in gone:
        table.undo(each)

    assert table.sorted() == by_plain_loops([each for each in arrived if each not in gone])


@given(histories())
def test_at_no_moment_are_two_words_the_latest(arrived):
    rows = intervals(arrived)

    for at in {row.known_from for row in rows}:
        known = [
            (row.series, row.start)
            for row in rows
            if row.known_from <= at and (row.known_to is None or row.known_to > at)
        ]
        assert len(known) == len(set(known))


def test_a_complete_release_withdraws_only_in_the_places_it_speaks_of():
    one = Vintage(1, BEGIN, 0, True, {SERIES[0]: {STARTS[0]: said(1.0)}, SERIES[2]: {STARTS[0]: said(2.0)}})
    two = Vintage(2, BEGIN + timedelta(days=1), 0, True, {SERIES[0]: {STARTS[1]: said(1.5)}})

    rows = intervals([two, one])

    words = {(row.series, row.start): row.said.status for row in rows if row.known_to is None}
    assert words[SERIES[0], STARTS[0]] == "withdrawn"
    assert words[SERIES[2], STARTS[0]] == "final"


def test_a_partial_release_withdraws_nothing():
    one = Vintage(1, BEGIN, 0, True, {SERIES[0]: {STARTS[0]: said(1.0)}})
    two = Vintage(2, BEGIN + timedelta(days=1), 0, False, {SERIES[0]: {STARTS[1]: said(1.5)}})

    rows = intervals([one, two])

    assert [row.said.value for row in rows if row.known_to is None] == [1.0, 1.5]


def test_the_share_that_is_gone_counts_places_the_file_no_longer_has():
    current = {(series, STARTS[0]): said(1.0) for series in SERIES}

    found = differences(current, {SERIES[0]: {STARTS[0]: said(1.0)}}, complete=True)

    assert (len(found.gone), found.left_out, found.unchanged) == (1, 2, 1)
    assert found.gone_share == 0.75
