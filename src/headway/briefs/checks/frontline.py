"""What C16 and W5 read of what is in the way, in four queries whatever the number of missions."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Barriers
from headway.frontline.choices import BarrierKind
from headway.frontline.queries import FIXES, decided, deciders, desk, kinds_raised
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence

NAMES: Mapping[BarrierKind, str] = {
    BarrierKind.LAW: _("laws"),
    BarrierKind.POLICY: _("policy and guidance"),
    BarrierKind.APPROVAL: _("approvals"),
    BarrierKind.FUNDING: _("funding rules"),
    BarrierKind.DATA: _("sharing of data"),
    BarrierKind.TOOL: _("IT and tools"),
    BarrierKind.CONTRACT: _("contracts"),
    BarrierKind.SKILLS: _("skills and staff"),
    BarrierKind.TARGET: _("targets and metrics"),
    BarrierKind.CULTURE: _("fear and culture"),
    BarrierKind.OTHER_BODY: _("other bodies"),
}


def barriers_of(reader: Reader, *, missions: Collection[UUID]) -> Mapping[UUID, Barriers] | None:
    """Return the log of each mission; None while nobody reads barriers. A kind counts once it was raised."""
    if desk(reader) is None:
        return None
    raised = kinds_raised(reader, missions=missions)
    named = deciders(reader) if raised else {}
    days: dict[UUID, list[date]] = defaultdict(list)
    granted: dict[UUID, int] = defaultdict(int)
    for row in decided(reader, missions=missions) if raised else ():
        days[row.mission] += [row.on] * row.count
        granted[row.mission] += row.count if row.given_as in FIXES else 0
    return {
        key: Barriers(
            open=True,
            undecided_kinds=tuple(
                Sentence(text)
                for kind, text in NAMES.items()
                if kind in raised.get(key, {}) and kind not in named
            ),
            decided_on=tuple(days[key]),
            raised=sum(raised.get(key, {}).values()),
            granted=granted[key],
        )
        for key in missions
    }
