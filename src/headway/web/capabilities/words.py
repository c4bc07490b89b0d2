"""The words of capabilities on pages."""

from django.utils.translation import gettext_lazy as _

from headway.capabilities.choices import How, RoundState, Spread

STATES = {
    RoundState.RATING: _("Members rate"),
    RoundState.COUNTING: _("The ratings are counted tonight"),
    RoundState.DRAFT: _("The team talks and plans"),
    RoundState.AGREED: _("The plan is agreed"),
    RoundState.REVIEWED: _("The team looked back"),
}
SPREADS = {
    Spread.CLOSE: _("You lie close together: at most one level apart."),
    Spread.SOME: _("You lie two levels apart."),
    Spread.WIDE: _("You lie three levels apart, or more."),
}
HOWS = {
    How.LEARN: _("Learn it"),
    How.HIRE: _("Hire somebody who can"),
    How.BORROW: _("Borrow somebody who can"),
    How.PARTNER: _("Do it with somebody who can"),
}
KINDS = {
    "decision": _("Decision"),
    "initiative": _("Initiative"),
    "test": _("Finished test"),
    "finding": _("Finding"),
    "commitment": _("Promise"),
    "freedom": _("Freedom"),
}
