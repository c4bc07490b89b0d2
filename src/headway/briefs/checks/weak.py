"""What the checks of learning share: which links that every path needs rest on little."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.shape import Case, Found
from headway.checks.choices import State

CASES: Mapping[str, Case] = {
    "no_logic": Case(
        State.CANNOT_TELL,
        _("We cannot tell: no theory of change is recorded yet."),
        clears=_("Write down how what is done should lead to each headline outcome."),
    ),
    "none_weak": Case(State.MET, _("No link that every path needs rests on little.")),
}


def nothing_weak(dossier: Dossier) -> Found | None:
    """Return what is found where nothing rests on little, or nothing is known of it; else None."""
    logic = dossier.logic
    if logic is None or not logic.links:
        return Found("no_logic")
    return None if logic.weak else Found("none_weak")
