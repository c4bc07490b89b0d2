"""The brief of a theory of change says of critical links what the full reading says, circles or not."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from headway.missions.analysis.logic import Evidence, LinkRow, LinkWords, Logic, NodeRow, NodeWords
from headway.missions.analysis.logic_brief import Step, Tie, ends_of, weak_of
from headway.missions.analysis.logic_paths import paths
from headway.missions.choices import NodeKind

SIZE = 9
KINDS = [NodeKind.INPUT, NodeKind.ACTIVITY, NodeKind.OUTPUT, NodeKind.LONG_OUTCOME]


def key(number: int) -> UUID:
    return UUID(int=number + 1, version=4)


@st.composite
def graphs(draw) -> tuple[list[NodeKind], list[tuple[int, int, int]], set[int]]:
    """Draw kinds of nodes, links with a strength, and which outcomes are headlines; some have circles."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=SIZE, max_size=SIZE))
    pairs = st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(
        lambda pair: pair[0] != pair[1]
    )
    forward = draw(st.booleans())
    found = draw(st.lists(pairs, max_size=18, unique=True))
    chosen = {(min(pair), max(pair)) if forward else pair for pair in found}
    links = [(one, other, draw(st.integers(0, 4))) for one, other in sorted(chosen)]
    headlines = {at for at, kind in enumerate(kinds) if kind == NodeKind.LONG_OUTCOME and draw(st.booleans())}
    worked_on = {at for at in range(len(kinds)) if draw(st.integers(0, 5)) == 0}
    return kinds, links, headlines, worked_on


@given(graphs())
def test_the_brief_and_the_full_reading_agree(graph):
    kinds, links, headlines, worked_on = graph
    nodes = tuple(
        NodeRow(key(at), NodeWords(kind, f"Step {at}"), at in headlines, "", 1)
        for at, kind in enumerate(kinds)
    )
    rows = tuple(
        LinkRow(key(100 + at), key(one), key(other), LinkWords(), Evidence(strength), None, 1)
        for at, (one, other, strength) in enumerate(links)
    )
    full = paths(Logic(key(0), nodes, rows), starts=[key(at) for at in sorted(worked_on)])
    steps = [
        Step(at, kind, None, at if at in headlines else None, at in worked_on)
        for at, kind in enumerate(kinds)
    ]
    ties = [Tie(at, one, other, strength, False, True) for at, (one, other, strength) in enumerate(links)]

    ends = ends_of(steps, ties)

    assert {key(end.outcome): end.reached for end in ends} == {end.node: end.reached for end in full.ends}
    assert {key(end.outcome): {key(100 + at) for at in end.critical} for end in ends} == {
        end.node: set(end.critical) for end in full.ends
    }
    assert {key(100 + at) for at in weak_of(ends, ties)} == set(full.weak)
