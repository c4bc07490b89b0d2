"""How the demonstration's missions are meant to work: invented, except for the studies that are cited.

Each mission first writes its chain down, from lived experience at best; studies are graded later.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from headway.cli.demo.chains import CHAINS, LIVED, Chain, Link
from headway.kernel.actors import Reader
from headway.missions import actions
from headway.missions.analysis import Evidence, LinkRow, LinkWords, Logic
from headway.missions.analysis.logic_plan import Known, by_words, plan
from headway.missions.analysis.logic_tables import LinkRecord, StepRecord, Tables
from headway.missions.choices import EvidenceResult, NodeKind, Sign
from headway.missions.queries import logic, missions, outcomes
from headway.people.queries import offices

if TYPE_CHECKING:
    from uuid import UUID

    from headway.cli.demo.story import Story


def tell(story: "Story") -> None:
    """Write down how each mission is meant to work, and grade the studies that are known since."""
    story.say(f"{len(CHAINS)} theories of change")
    rows = {row.slug: row.key for row in missions(story.reader(story.by(story.now)))}
    for slug, chain in CHAINS.items():
        write(story, rows[slug], chain)
        for ends, evidence in chain.studies.items():
            study(story, rows[slug], chain, ends, evidence)


def write(story: "Story", mission: "UUID", chain: Chain) -> None:
    """Write a chain in one act, as a file would."""
    by = story.by(story.start + timedelta(days=40))
    reader = story.reader(by)
    known = Known(
        by_words((row.text, row.key) for row in outcomes(reader, missions={mission})),
        by_words((row.name, row.key) for row in offices(reader)),
        may_grade=True,
    )
    actions.import_logic(by, mission=mission, plan=plan(tables(chain), Logic(mission), known))


def tables(chain: Chain) -> Tables:
    """Return a chain as the tables of a file."""
    return Tables(
        tuple(
            StepRecord(
                line, each.id, NodeKind(each.kind), each.text, "en", each.outcome, each.owner,
                None if each.money is None else each.money * 100, "GBP",
            )
            for line, each in enumerate(chain.steps, start=1)
        ),
        tuple(
            LinkRecord(line, each.source, each.target, words(each), first_grade(each))
            for line, each in enumerate(chain.links, start=1)
        ),
    )  # fmt: skip


def words(link: Link) -> LinkWords:
    """Return what is claimed of a link."""
    sign = Sign.LESS if link.less else Sign.MORE
    return LinkWords(
        sign, link.mechanism, link.assumption, link.months, "Workshops of the mission", link.feedback
    )


def first_grade(link: Link) -> Evidence:
    """Return what was known when the chain was written: lived experience, or nothing."""
    return Evidence() if link.bare else Evidence(1, EvidenceResult.HELPS, LIVED)


def study(story: "Story", mission: "UUID", chain: Chain, ends: tuple[str, str], evidence: Evidence) -> None:
    """Grade one link by a study, a year after the chain was written."""
    by = story.by(story.start + timedelta(days=400))
    found = link_between(story.reader(by), mission, chain, ends)
    actions.grade_link(by, mission=mission, link=found.key, evidence=evidence, version=found.version)


def link_between(reader: Reader, mission: "UUID", chain: Chain, ends: tuple[str, str]) -> LinkRow:
    """Find a link by the short names of its ends."""
    text = {step.id: step.text for step in chain.steps}
    now = logic(reader, missions={mission})[mission]
    key = {node.text: node.key for node in now.nodes}
    pair = tuple(key[text[end]] for end in ends)
    return next(link for link in now.links if (link.source, link.target) == pair)
