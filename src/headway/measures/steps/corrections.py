"""Writing corrections of published figures, and ending them."""

import math
from datetime import date

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.measures.analysis.corrections import NewCorrection
from headway.measures.choices import CorrectionKind
from headway.measures.models import Correction, Series

WITH_AMOUNT = {CorrectionKind.OVERRIDE, CorrectionKind.SCALE}


@step
def declare(series: Series, new: NewCorrection, by: By) -> None:
    """Write a correction for the releases that come in from now on.

    Raises
    ------
    Invalid
        When a reason or the value it needs is missing.
    Conflict
        When one is declared for this figure already.
    """
    _check(new)
    standing = Correction.objects.filter(series=series, period_start=new.start, known_to__isnull=True)
    if standing.exists():
        said = Sentence(_("A correction is declared for this figure already. End it first."))
        raise Conflict(said)
    Correction.objects.create(
        series=series,
        period_start=new.start,
        kind=new.kind,
        amount=new.amount if new.kind in WITH_AMOUNT else None,
        expect=new.expect,
        reason=new.reason.strip(),
        told=new.told.strip(),
        set_by=by.actor.key,
        known_from=by.at,
    )


@step
def end(series: Series, start: date, reason: str, by: By) -> None:
    """End the correction of one figure; it stays in the history.

    Raises
    ------
    Missing
        When none is declared.
    Invalid
        When the reason is missing.
    """
    if not reason.strip():
        said = Sentence(_("Say why the correction ends."))
        raise Invalid(said, {"reason": said})
    rows = Correction.objects.filter(series=series, period_start=start, known_to__isnull=True)
    if not rows.update(known_to=by.at, end_reason=reason.strip()[:300]):
        raise Missing


def _check(new: NewCorrection) -> None:
    fields: dict[str, Sentence] = {}
    if not new.reason.strip():
        fields["reason"] = Sentence(_("Say what is wrong with the published figure."))
    if len(new.reason) > 300:
        fields["reason"] = Sentence(_("Use at most %(limit)s characters."), {"limit": 300})
    if len(new.told) > 200:
        fields["told"] = Sentence(_("Use at most %(limit)s characters."), {"limit": 200})
    if not math.isfinite(new.expect):
        fields["expect"] = Sentence(_("Give the figure as it is published now."))
    if new.kind in WITH_AMOUNT and (new.amount is None or not math.isfinite(new.amount)):
        fields["amount"] = Sentence(_("Give the value to use instead, or the factor."))
    elif new.kind is CorrectionKind.SCALE and not new.amount:
        fields["amount"] = Sentence(_("A factor is not nought."))
    if fields:
        raise Invalid(Sentence(_("The correction cannot be declared yet.")), fields)
