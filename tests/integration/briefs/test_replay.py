"""What a brief said at a moment it says again later for that moment (architecture section 2)."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from headway.kernel.actors import ANYONE, SYSTEM, Reader
from headway.measures.queries import Wanted, series_values
from headway.places.queries import place
from tests.builders_measures import places
from tests.integration.briefs.history import CODES, GROUPS, History
from tests.integration.briefs.saying import say

pytestmark = pytest.mark.django_db
# Figures come in most often, as in life; the rest happens now and then.
ACTS = (
    *("publish",) * 5,
    *("undo", "foretell", "choose", "path") * 2,
    *("amend", "retire", "chart", "goal", "move", "close", "draft", "open", "adopt", "rewrite"),
    *("outcome", "end_outcome", "drop", "translate"),
)
act = st.tuples(st.sampled_from(ACTS), st.integers(0, 40), st.integers(0, 40), st.integers(0, 90))
histories = st.lists(act, min_size=8, max_size=24)
# Everything that once showed through on a past page happens after the first recording: an old vintage that
# was replaced already, a new name, an opening, an adoption entered for an earlier day, endings.
SHOWED_THROUGH = (
    *(("foretell", 0, 0, 1), ("draft", 1, 1, 1), ("path", 0, 5, 1), ("foretell", 0, 0, 1)),
    *(("publish", 2, 4, 1), ("amend", 0, 3, 1), ("open", 1, 0, 1), ("adopt", 0, 5, 1)),
    *(("retire", 0, 0, 1), ("close", 0, 0, 1), ("end_outcome", 0, 0, 1), ("rewrite", 0, 3, 1)),
)


@pytest.fixture
def uk(db):
    """The places, once for all examples."""
    places()


@settings(
    max_examples=10,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking replays for minutes and tells little
    suppress_health_check=list(HealthCheck),  # one database for all examples, each rolled back
)
@example(acts=SHOWED_THROUGH)
@given(acts=histories)
def test_a_brief_says_later_what_it_said_then_unless_figures_came_late_or_were_undone(uk, acts):
    with transaction.atomic():
        replay(acts)
        transaction.set_rollback(True)


def replay(acts):
    history = History()
    history.set_up()
    recorded = []

    for at, (name, pick, size, days) in enumerate(acts):
        history.act(name, pick=pick, size=size, days=days)
        if at % 4 == 3 or at == len(acts) - 1:
            readers = Reader(ANYONE, history.now), Reader(SYSTEM, history.now, "cy")
            recorded += [(reader, say(reader, history.indicators)[0]) for reader in readers]

    for reader, then in recorded:
        now, notes = say(reader, history.indicators)
        compare(history, reader, then, now, notes)
        values_are_those_published(history, reader)


def compare(history, reader, then, now, notes):
    """Every part is there again, and is the same but where a late or an undone release says otherwise."""
    for part in then.keys() | now.keys():
        indicator = part[-1] if part[-1] in history.indicators else None
        if indicator is None:
            assert then.get(part) == now.get(part), part
            continue
        unsaid, late = history.unsaid(indicator, reader.at), history.late(indicator, reader.at)
        if not unsaid:
            assert then.get(part) == now.get(part) or notes.get(part), part
        if notes.get(part):
            assert late, part


def values_are_those_published(history, reader):
    """Late or undone, the values of a moment are those that the standing releases had published by then."""
    for indicator in history.indicators:
        for code in CODES:
            for group in GROUPS:
                series = Wanted(indicator, place(reader, code=code).key, group)
                found = series_values(reader, wanted=[series]).get(series)
                values = dict(zip(found.start, found.value, strict=True)) if found else {}
                known = history.known(indicator, code, group, reader.at)
                assert values == {date(year, 1, 1): value for year, value in known.items()}
