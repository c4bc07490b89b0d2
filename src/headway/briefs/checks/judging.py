"""Judging missions by every check: the same for drafting, for pages and for what is stored."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.gathering import dossiers
from headway.briefs.checks.register import CHECKS
from headway.briefs.checks.shape import Check, Found, Verdict
from headway.checks.choices import USUAL, Limits
from headway.kernel.actors import Reader


def verdicts(reader: Reader, *, missions: Iterable[UUID]) -> Mapping[UUID, Mapping[str, Verdict]]:
    """Judge missions by all checks, now, with the thresholds that hold: mission -> "C2" -> verdict.

    Nothing is stored and nothing of it is published: what the public may read is in `checks.queries`.
    Missions that this reader may not see are left out.
    """
    found = dossiers(reader, missions_=frozenset(missions), limits=USUAL)
    return {key: judged(dossier) for key, dossier in found.items()}


def judged(dossier: Dossier, limits: Limits = USUAL) -> Mapping[str, Verdict]:
    """Judge one mission."""
    return {check.id: check.verdict(judge(check, dossier, limits), dossier.on) for check in CHECKS}


def judge(check: Check, dossier: Dossier, limits: Limits) -> Found:
    """Judge one mission by one check."""
    return check.judge(dossier, limits)
