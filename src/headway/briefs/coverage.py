"""Which goals speak for a place, and which do not: "this target does not cover Wales"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from headway.briefs import words
from headway.briefs.targets import of_missions
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.measures.queries import CardRow, indicators
from headway.missions.queries import MissionRow
from headway.places.queries import PlaceRow, lying_in, places
from headway.targets.queries import TargetRow, targets

WIDE = 20  # rank of a region: what a borough's own goal does not cover needs no saying


@dataclass(frozen=True, slots=True)
class Coverage:
    """One goal that says which places it speaks for; `part` when it speaks for a part of this place alone."""

    card: CardRow
    goal: Sentence
    said: Sentence
    covers: bool


def coverage(
    reader: Reader, *, here: PlaceRow, within: Sequence[PlaceRow], seen: Sequence[MissionRow]
) -> tuple[Coverage, ...]:
    """Return the goals of wide places, by name of indicator, each with whether it speaks for this place."""
    cards = {row.indicator: row for row in indicators(reader)}
    stated = [row for row in of_missions(targets(reader, indicators=cards), seen) if row.goal.covers]
    codes = {code for row in stated for code in row.goal.covers}
    known = {row.code: row for row in places(reader, codes=codes)} if codes else {}
    above = lying_in(reader, codes=codes) if codes else {}
    mine = {here.code, *(row.code for row in within)}
    found = [
        one_goal(here, mine, row, cards[row.indicator], known, above)
        for row in stated
        if row.indicator in cards and row.place != here.key
    ]
    return tuple(sorted((each for each in found if each), key=lambda each: each.card.name))


def one_goal(
    here: PlaceRow,
    mine: set[str],
    row: TargetRow,
    card: CardRow,
    known: Mapping[str, PlaceRow],
    above: Mapping[str, Iterable[str]],
) -> Coverage | None:
    """Say what a goal is to a place; None for a narrow goal of somebody else."""
    covered = [known[code] for code in row.goal.covers if code in known]
    if not covered:
        return None
    names = ", ".join(sorted(each.name for each in covered))
    facts = {"place": here.name, "names": names}
    goal = words.goal_words(row.goal, card)
    if mine & set(row.goal.covers):
        return Coverage(card, goal, Sentence(_("This target covers %(place)s."), facts), covers=True)
    if any(here.code in above.get(each.code, ()) for each in covered):
        part = Sentence(_("This target covers a part of %(place)s alone: %(names)s."), facts)
        return Coverage(card, goal, part, covers=True)
    if min(each.rank for each in covered) > WIDE:
        return None
    said = Sentence(_("This target does not cover %(place)s. It covers %(names)s."), facts)
    return Coverage(card, goal, said, covers=False)
