"""Judging missions by every check: the same for drafting, for pages and for what is stored."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.gathering import dossiers
from headway.briefs.checks.register import BY_ID, CHECKS
from headway.briefs.checks.shape import Check, Found, Verdict
from headway.checks.analysis import Said
from headway.checks.choices import USUAL
from headway.checks.queries import Settings, settings
from headway.kernel.actors import Reader
from headway.people.choices import QUESTIONS
from headway.people.queries.dossier import BodyFacts, body_facts

ALL_OPEN = frozenset(QUESTIONS)
NOTHING_KEPT = "none_kept"  # what a check finds where a part of Headway holds nothing yet
NOTHING_SET = Settings(USUAL, {})


@dataclass(frozen=True, slots=True)
class Judged:
    """One mission with what every check found."""

    dossier: Dossier
    found: Mapping[str, Found]

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """Say what was found."""
        return {check: BY_ID[check].verdict(found, self.dossier.on) for check, found in self.found.items()}

    @property
    def said(self) -> Iterable[Said]:
        """Return what of it is written down."""
        return (
            Said(check, BY_ID[check].case(found.case).state, found.case, found.facts)
            for check, found in self.found.items()
        )


def verdicts(reader: Reader, *, missions: Iterable[UUID]) -> Mapping[UUID, Mapping[str, Verdict]]:
    """Judge missions by all checks, now, with the thresholds that hold: mission -> "C2" -> verdict.

    Ten queries whatever their number while only the first question is opened, `dossiers` says how many more
    the others cost. Nothing is stored and nothing of it is published: what the public may
    read is in `checks.queries`. Missions that this reader may not see are left out.
    """
    found = judge_all(reader, missions=frozenset(missions), body=body_facts(reader))
    return {key: each.verdicts for key, each in found.items()}


def judge_all(reader: Reader, *, missions: Collection[UUID] | None, body: BodyFacts) -> Mapping[UUID, Judged]:
    """Judge missions (None: all that this reader may see) by all checks."""
    held = settings(reader)
    found = dossiers(reader, missions=missions, limits=held.limits, opened=body.opened)
    return {key: judged(each, held, body.opened) for key, each in found.items()}


def judged(dossier: Dossier, held: Settings = NOTHING_SET, opened: Collection[int] = ALL_OPEN) -> Judged:
    """Judge one mission."""
    return Judged(dossier, {check.id: judge(check, dossier, held, opened) for check in CHECKS})


def judge(check: Check, dossier: Dossier, held: Settings, opened: Collection[int]) -> Found:
    """Judge one mission by one check, unless the body asks it not."""
    if check.id in held.off:
        return Found("switched_off", {"reason": held.off[check.id]})
    found = check.judge(dossier, held.limits)
    if found.case == NOTHING_KEPT and check.question not in opened:
        return Found("not_opened", {"question": check.question})
    return found


def said_again(said: Said, on: date) -> Verdict:
    """Return a stored verdict as a sentence, as of a day.

    Raises
    ------
    KeyError
        When no check of this name, or none of its sentences, is known any more.
    """
    return BY_ID[said.check].verdict(Found(said.case, said.facts), on)
