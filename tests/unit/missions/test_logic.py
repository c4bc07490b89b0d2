"""The graph of a theory of change against the enumeration of every simple path."""

from collections.abc import Iterator
from time import process_time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.missions.analysis import Evidence, LinkRow, LinkWords, Logic, NodeRow, NodeWords
from headway.missions.analysis.logic_flaws import Finding, Flaw, flaws
from headway.missions.analysis.logic_paths import Reached, paths
from headway.missions.choices import EvidenceResult, NodeKind

INPUT, ACTIVITY, OUTPUT = NodeKind.INPUT, NodeKind.ACTIVITY, NodeKind.OUTPUT
SHORT, LONG = NodeKind.SHORT_OUTCOME, NodeKind.LONG_OUTCOME


def key(number: int) -> UUID:
    return UUID(int=number, version=4)


def node(number: int, kind: NodeKind = ACTIVITY, **more: object) -> NodeRow:
    headline = bool(more.pop("headline", False))
    words = NodeWords(kind, f"Node {number}", **more)  # type: ignore[arg-type]
    return NodeRow(key(number), words, headline, "", 1)


def link(
    source: int, target: int, strength: int = 0, *, feedback: bool = False, **known: EvidenceResult
) -> LinkRow:
    said = LinkWords(assumption="It holds", feedback=feedback)
    evidence = Evidence(strength, **known)
    return LinkRow(key(1000 * source + target), key(source), key(target), said, evidence, None, 1)


def logic(nodes: list[NodeRow], links: list[LinkRow]) -> Logic:
    return Logic(key(1), tuple(nodes), tuple(links))


def chain(*links: LinkRow) -> Logic:
    """Return input 1, activities 2 and 3, outputs 4 and 5 and the headline outcome 6 with these links."""
    nodes = [node(1, INPUT), node(2), node(3), node(4, OUTPUT), node(5, OUTPUT), node(6, LONG, headline=True)]
    return logic(nodes, list(links))


# --- the oracle ---


def every_path(found: Logic, starts: tuple[UUID, ...], end: UUID) -> Iterator[tuple[LinkRow, ...]]:
    """Enumerate the simple paths from any start to the end."""
    onward = [each for each in found.links if not each.words.feedback]

    def go(at: UUID, way: tuple[LinkRow, ...], seen: frozenset[UUID]) -> Iterator[tuple[LinkRow, ...]]:
        if at == end:
            yield way
            return
        for each in onward:
            if each.source == at and each.target not in seen:
                yield from go(each.target, (*way, each), seen | {each.target})

    for start in starts:
        yield from go(start, (), frozenset({start}))


@st.composite
def graphs(draw: st.DrawFn) -> Logic:
    """Any graph of seven nodes: cycles, feedback, several starts and ends, nodes that nothing reaches."""
    kinds = st.sampled_from([INPUT, ACTIVITY, OUTPUT, LONG])
    nodes = [node(n, draw(kinds), headline=draw(st.booleans())) for n in range(1, 8)]
    pairs = st.tuples(st.integers(1, 7), st.integers(1, 7)).filter(lambda pair: pair[0] != pair[1])
    chosen = draw(st.lists(pairs, unique=True, max_size=16))
    links = [link(*p, draw(st.integers(0, 4)), feedback=draw(st.integers(0, 4)) == 0) for p in chosen]
    return logic(nodes, links)


@given(graphs())
def test_critical_links_lie_on_every_path_and_no_other_does(found):
    result = paths(found)

    for end in result.ends:
        ways = list(every_path(found, result.starts, end.node))
        on_every = set.intersection(*({each.key for each in way} for way in ways)) if ways else set()
        assert end.reached == bool(ways)
        assert set(end.critical) == on_every
        assert len(set(end.critical)) == len(end.critical)
    assert set(result.critical) == {each for end in result.ends for each in end.critical}


@given(graphs())
def test_the_evidence_of_an_outcome_is_the_weakest_link_of_its_best_path(found):
    result = paths(found)

    for end in result.ends:
        ways = list(every_path(found, result.starts, end.node))
        if not ways or not all(ways):  # nothing leads here, or it is a start itself
            continue
        best = max(min(each.evidence.strength for each in way) for way in ways)
        assert end.strength == best
        assert end.path in {tuple(each.key for each in way) for way in ways}


@given(graphs())
def test_better_evidence_on_one_link_never_makes_an_outcome_weaker(found):
    better = logic(
        list(found.nodes),
        [
            LinkRow(each.key, each.source, each.target, each.words, Evidence(4), None, 1) if not at else each
            for at, each in enumerate(found.links)
        ],
    )

    for before, after in zip(paths(found).ends, paths(better).ends, strict=True):
        assert (after.strength or 0) >= (before.strength or 0)
        assert after.critical == before.critical


# --- by hand ---


def test_two_ways_leave_only_what_they_share_critical():
    found = chain(link(1, 2, 0), link(2, 4, 3), link(2, 5, 1), link(4, 6, 2), link(5, 6, 4))

    result = paths(found)

    assert result.starts == (key(1),)
    assert result.ends == (Reached(key(6), True, (key(1002), key(2004), key(4006)), 0, (key(1002),), ()),)
    assert (result.weak, result.bare) == ((key(1002),), (key(1002),))


def test_a_critical_link_is_weak_up_to_lived_experience():
    result = paths(chain(link(1, 2, 1), link(2, 4, 2), link(4, 6, 0)))

    assert result.critical == (key(1002), key(2004), key(4006))
    assert (result.weak, result.bare) == ((key(1002), key(4006)), (key(4006),))


def test_the_strongest_path_is_told_with_what_speaks_against_it():
    against = {"result": EvidenceResult.NO_DIFFERENCE}

    end = paths(chain(link(1, 2, 4), link(2, 4, 4, **against), link(4, 6, 4))).ends[0]

    assert (end.strength, end.against) == (4, (key(2004),))


def test_what_initiatives_work_on_is_where_paths_begin():
    found = chain(link(1, 2), link(2, 4), link(4, 6), link(3, 5), link(5, 6))

    result = paths(found, starts=[key(3), key(99)])

    assert result.starts == (key(3),)
    assert result.critical == (key(3005), key(5006))


def test_without_inputs_and_money_paths_begin_at_activities_that_nothing_leads_to():
    nodes = [node(2), node(3), node(6, LONG, headline=True)]

    result = paths(logic(nodes, [link(2, 3), link(3, 6)]))

    assert result.starts == (key(2),)
    assert paths(logic([], [])).ends == ()


def test_feedback_leads_nowhere():
    found = chain(link(1, 2), link(2, 6, feedback=True))

    end = paths(found).ends[0]

    assert (end.reached, end.strength, end.critical) == (False, None, ())


@pytest.mark.parametrize(
    ("nodes", "links", "finding"),
    [
        ([node(6, LONG)], [], Finding(Flaw.NOTHING_LEADS_HERE, (key(6),))),
        ([node(4, OUTPUT)], [], Finding(Flaw.OUTPUT_LEADS_NOWHERE, (key(4),))),
        (
            [node(4, OUTPUT), node(5, SHORT)],
            [link(4, 5)],
            Finding(Flaw.OUTCOME_LEADS_NOWHERE, (key(5),)),
        ),
        ([node(2, owner=key(9))], [], Finding(Flaw.NO_MONEY, (key(2),))),
        ([node(2, money=1)], [], Finding(Flaw.NO_OWNER, (key(2),))),
        (
            [node(2, owner=key(9), money=1), node(3, owner=key(9), money=1)],
            [link(2, 3), link(3, 2)],
            Finding(Flaw.CYCLE, (key(2), key(3)), (key(2003), key(3002))),
        ),
        (
            [node(4, OUTPUT), node(6, LONG)],
            [link(4, 6, 3, result=EvidenceResult.HARMS)],
            Finding(Flaw.EVIDENCE_AGAINST, links=(key(4006),)),
        ),
    ],
)
def test_each_rule_says_where_it_is_broken(nodes, links, finding):
    found = flaws(logic(nodes, links))

    assert found == (finding,)


def test_a_link_must_say_what_it_assumes():
    bare = LinkRow(key(7), key(4), key(6), LinkWords(), Evidence(), None, 1)

    found = flaws(logic([node(4, OUTPUT), node(6, LONG)], [bare]))

    assert found == (Finding(Flaw.NO_ASSUMPTION, links=(key(7),)),)


def test_what_is_sound_has_no_findings():
    fed = [node(1, INPUT), node(2, owner=key(9)), node(4, OUTPUT), node(6, LONG)]
    links = [link(1, 2), link(2, 4), link(4, 6), link(6, 2, feedback=True)]

    found = flaws(logic(fed, links))

    assert found == ()


def test_five_hundred_missions_of_fifty_nodes_are_worked_out_well_under_a_second():
    kinds = [INPUT] * 8 + [ACTIVITY] * 14 + [OUTPUT] * 12 + [SHORT] * 10 + [LONG] * 6
    nodes = [node(n, kind, headline=kind == LONG) for n, kind in enumerate(kinds, start=1)]
    links = [link(n, n + step) for n in range(1, 51) for step in (7, 9) if n + step <= 50]
    found = logic(nodes, links)
    paths(found), flaws(found)  # networkx is loaded now

    began = process_time()
    for _mission in range(500):
        paths(found)
        flaws(found)
    took = process_time() - began

    assert took < 1.0  # of the processor; 0.4 s where nothing else runs
