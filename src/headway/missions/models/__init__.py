"""What the app keeps."""

from headway.missions.models.charter import (
    CharterVersion,
    Mission,
    Outcome,
    OutcomeMeasure,
)
from headway.missions.models.initiatives import (
    Initiative,
    InitiativePartner,
    InitiativePlace,
    InitiativeVersion,
    Offer,
    OfferContact,
)
from headway.missions.models.lifecycle import (
    AdoptionException,
    Consultation,
    LitmusAnswer,
    Stage,
)
from headway.missions.models.logic import (
    LinkVersion,
    NodeVersion,
    TocLink,
    TocNode,
)

__all__ = [
    "AdoptionException",
    "CharterVersion",
    "Consultation",
    "Initiative",
    "InitiativePartner",
    "InitiativePlace",
    "InitiativeVersion",
    "LinkVersion",
    "LitmusAnswer",
    "Mission",
    "NodeVersion",
    "Offer",
    "OfferContact",
    "Outcome",
    "OutcomeMeasure",
    "Stage",
    "TocLink",
    "TocNode",
]
