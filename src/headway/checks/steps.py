"""Writes that are sound only inside an action: verdicts, thresholds, switch-offs."""

import math
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.checks.analysis import KeptRow, Said, goes_on, to_json
from headway.checks.choices import THRESHOLDS, CheckId, ThresholdName
from headway.checks.models import CheckSetting, Verdict, VerdictVersion
from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create

LONGEST = 300


@step
def name_verdict(mission: Thing, check: str, label: str, by: By) -> Thing:
    """Give what a check says of a locked mission its Thing; raises Conflict when it has one."""
    if Verdict.objects.filter(mission_id=mission.pk, check_code=check).exists():
        raise Conflict(Sentence(_("Somebody wrote this down since it was read.")))
    thing = create(NewThing("verdict", label, mission=mission), by.at)
    Verdict.objects.create(thing=thing, mission_id=mission.pk, check_code=check)
    return thing


@step
def keep(thing: UUID, before: KeptRow | None, said: Said, reply_by: date, by: By) -> None:
    """Write what a check says from now on; the time to reply goes on where only its numbers changed.

    Raises
    ------
    Conflict
        When somebody wrote it down since `before` was read.
    """
    held = VerdictVersion.objects.filter(verdict__thing__key=thing, known_to__isnull=True)
    if before is not None and not held.filter(known_from=before.known_from).update(known_to=by.at):
        raise Conflict(Sentence(_("Somebody wrote this down since it was read.")))
    number = VerdictVersion.objects.filter(verdict__thing__key=thing).count() + 1
    on = before is not None and goes_on(before, said)
    VerdictVersion.objects.create(
        verdict=Verdict.objects.get(thing__key=thing),
        number=number,
        state=said.state,
        case=said.case,
        facts=to_json(said.facts),
        raised_at=before.raised_at if on and before is not None else by.at,
        reply_by=before.reply_by if on and before is not None else reply_by,
        known_from=by.at,
    )


@step
def set_threshold(check: CheckId, name: ThresholdName, value: float, reason: str, by: By) -> float:
    """Let a rule ask for another number from now on; return the one before."""
    if (check, name) not in THRESHOLDS:
        raise Missing
    known = THRESHOLDS[check, name]
    if not math.isfinite(value) or not known.lowest <= value <= known.highest:
        words = Sentence(
            _("Enter a number from %(lowest)s to %(highest)s."),
            {"lowest": known.lowest, "highest": known.highest},
        )
        raise Invalid(words, {"value": words})
    why = reason_of(reason)
    held = CheckSetting.objects.filter(check_code=check, name=name, known_to__isnull=True)
    before = held.values_list("value", flat=True).first()
    now = known.usual if before is None else before
    if now == value:
        words = Sentence(_("That is the number already."))
        raise Invalid(words, {"value": words})
    held.update(known_to=by.at)
    CheckSetting.objects.create(
        check_code=check, name=name, value=value, reason=why, set_by=by.actor.key, known_from=by.at
    )
    return now


@step
def switch_off(check: CheckId, reason: str, by: By) -> None:
    """Ask a check no more, with a sentence that everybody reads."""
    why = reason_of(reason)
    if CheckSetting.objects.filter(check_code=check, name="", known_to__isnull=True).exists():
        raise Conflict(Sentence(_("This check is switched off already.")))
    CheckSetting.objects.create(check_code=check, reason=why, set_by=by.actor.key, known_from=by.at)


@step
def switch_on(check: CheckId, by: By) -> None:
    """Ask a check again; that it was off, and why, stays."""
    held = CheckSetting.objects.filter(check_code=check, name="", known_to__isnull=True)
    if not held.update(known_to=by.at):
        raise Conflict(Sentence(_("This check is switched on already.")))


def reason_of(text: str) -> str:
    """Return a reason that can be published."""
    why = " ".join(text.split())
    if not why:
        words = Sentence(_("Say why, in one sentence that everybody can read."))
        raise Invalid(words, {"reason": words})
    if len(why) > LONGEST:
        words = Sentence(_("Use at most %(limit)s characters."), {"limit": LONGEST})
        raise Invalid(words, {"reason": words})
    return why
