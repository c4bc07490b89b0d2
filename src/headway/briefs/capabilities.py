"""What a team's round reads across the product: what its mission needs, and what shows what it can do."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.briefs.boards import seen_decisions
from headway.briefs.logic import logic_brief
from headway.capabilities.choices import NeededWhen
from headway.capabilities.queries import RoundRow, team_round
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.learning.choices import Phase
from headway.learning.queries import register
from headway.missions.choices import InitiativeState
from headway.missions.queries import MissionRow, initiatives, measures_of, missions, outcomes
from headway.rhythms.choices import IN_FORCE
from headway.rhythms.queries import decisions

WORKING = {InitiativeState.LIVE, InitiativeState.SCALED}
FINISHED = {Phase.ANALYSED, Phase.DECIDED}
PLANNED = {Phase.REGISTERED, Phase.RUNNING}


@dataclass(frozen=True, slots=True)
class Shows:
    """Something in Headway that can show what a team is able to do."""

    key: UUID
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class RoundBrief:
    """A round with its mission, and by capability what the mission tells of the need for it."""

    row: RoundRow
    mission: MissionRow | None
    needs: Mapping[str, tuple[Sentence, ...]]


def round_brief(reader: Reader, *, key: UUID) -> RoundBrief:
    """Answer the page of a round to a member of its team; raises Missing for everybody else."""
    row = team_round(reader, key=key)
    mission = next((each for each in missions(reader) if each.key == row.mission), None)
    return RoundBrief(row, mission, needs_of(reader, row, mission) if mission else {})


def needs_of(reader: Reader, row: RoundRow, mission: MissionRow) -> Mapping[str, tuple[Sentence, ...]]:
    """Say of each capability what the mission tells of the need for it."""
    found = {
        each.code: tuple(NEEDS[each.needed_when](reader, mission))
        for each in row.framework.capabilities
        if each.needed_when is not None
    }
    return {code: said for code, said in found.items() if said}


def weak_links(reader: Reader, mission: MissionRow) -> Iterator[Sentence]:
    """Links without a study ask for tests; tests ask for somebody who can run and read them."""
    if found := len(logic_brief(reader, slug=mission.slug).suggestions):
        yield Sentence(
            _("%(n)s link that the mission rests on has no study behind it."),
            {"n": found},
            plural=_("%(n)s links that the mission rests on have no study behind them."),
            count="n",
        )
    planned = sum(test.phase in PLANNED for test in register(reader, missions=[mission.key]))
    if planned:
        yield Sentence(
            _("%(n)s test is registered or running: somebody has to run it and read its result."),
            {"n": planned},
            plural=_(
                "%(n)s tests are registered or running: somebody has to run them and read their results."
            ),
            count="n",
        )


def partners(reader: Reader, mission: MissionRow) -> Iterator[Sentence]:
    """Work with others needs people who can build with others."""
    rows = [row for row in initiatives(reader, missions=[mission.key]) if row.state in WORKING]
    if shared := sum(bool(row.partners) for row in rows):
        yield Sentence(
            _("%(n)s initiative is done with other bodies."),
            {"n": shared},
            plural=_("%(n)s initiatives are done with other bodies."),
            count="n",
        )


def unmeasured(reader: Reader, mission: MissionRow) -> Iterator[Sentence]:
    """Nobody sees what nothing measures."""
    wanted = {row.key for row in outcomes(reader, missions=[mission.key])}
    bare = wanted - {row.outcome for row in measures_of(reader, missions=[mission.key])}
    if bare:
        yield Sentence(
            _("%(n)s outcome has no measure: somebody has to see what changes."),
            {"n": len(bare)},
            plural=_("%(n)s outcomes have no measure: somebody has to see what changes."),
            count="n",
        )


def dated(_reader: Reader, mission: MissionRow) -> Iterator[Sentence]:
    """A date asks what to stop so that something else can be done by then."""
    if mission.charter.deadline:
        yield Sentence(_("The mission runs until %(day)s."), {"day": mission.charter.deadline})


def at_work(reader: Reader, mission: MissionRow) -> Iterator[Sentence]:
    """Initiatives change how the work is done."""
    rows = initiatives(reader, missions=[mission.key])
    if live := sum(row.state in WORKING for row in rows):
        yield Sentence(
            _("%(n)s initiative changes how the work is done."),
            {"n": live},
            plural=_("%(n)s initiatives change how the work is done."),
            count="n",
        )


NEEDS: Mapping[NeededWhen, Callable[[Reader, MissionRow], Iterator[Sentence]]] = {
    NeededWhen.WEAK_LINK: weak_links,
    NeededWhen.PARTNERS: partners,
    NeededWhen.UNMEASURED: unmeasured,
    NeededWhen.DATE: dated,
    NeededWhen.INITIATIVES: at_work,
}


def shows(reader: Reader, *, mission: UUID | None) -> tuple[Shows, ...]:
    """Return what can show what a team is able to do, by kind and label: of one mission, or of all."""
    keys = [row.key for row in missions(reader) if mission in (None, row.key)]
    found = [
        Shows(row.key, "decision", row.title)
        for row in seen_decisions(reader, decisions(reader, missions=keys))
        if row.state in IN_FORCE
    ]
    found += [
        Shows(row.key, "initiative", row.title.text)
        for row in initiatives(reader, missions=keys)
        if row.state in WORKING
    ]
    found += [
        Shows(row.key, "test", row.plan.title)
        for row in register(reader, missions=keys)
        if row.phase in FINISHED
    ]
    return tuple(sorted(found, key=lambda each: (each.kind, each.label, str(each.key))))
