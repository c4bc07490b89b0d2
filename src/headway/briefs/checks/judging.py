"""Judging missions by every check: the same for drafting, for pages and for what is stored."""

from collections.abc import Collection, Iterable, Mapping
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
from headway.people.queries import body_settings

ALL_OPEN = frozenset(QUESTIONS)
NOTHING_KEPT = "none_kept"  # what a check finds where a part of Headway holds nothing yet
NOTHING_SET = Settings(USUAL, {})


def verdicts(reader: Reader, *, missions: Iterable[UUID]) -> Mapping[UUID, Mapping[str, Verdict]]:
    """Judge missions by all checks, now, with the thresholds that hold: mission -> "C2" -> verdict.

    Ten queries whatever their number. Nothing is stored and nothing of it is published: what the public may
    read is in `checks.queries`. Missions that this reader may not see are left out.
    """
    held = settings(reader)
    opened = frozenset(body_settings(reader).opened_questions)
    found = dossiers(reader, missions=frozenset(missions), limits=held.limits)
    return {key: judged(each, held, opened) for key, each in found.items()}


def judged(
    dossier: Dossier, held: Settings = NOTHING_SET, opened: Collection[int] = ALL_OPEN
) -> Mapping[str, Verdict]:
    """Judge one mission."""
    return {check.id: check.verdict(judge(check, dossier, held, opened), dossier.on) for check in CHECKS}


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
