"""Missions with their versions, outcomes, measures and logic as records that travel, keys and times kept."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from headway.kernel import archive
from headway.kernel.archive import Kind, Record
from headway.missions.models import (
    AdoptionException,
    CharterVersion,
    Consultation,
    Initiative,
    InitiativePartner,
    InitiativePlace,
    InitiativeVersion,
    LinkVersion,
    LitmusAnswer,
    Mission,
    NodeVersion,
    Outcome,
    OutcomeMeasure,
    Stage,
    TocLink,
    TocNode,
)

MISSION = Kind("mission", Mission)
SINCE = ("mission", "known_from", "known_to")
# Each kind with the way from its rows to their mission.
PARTS = (
    (Kind("stage", Stage, natural=SINCE), "mission"),
    (Kind("adoption-exception", AdoptionException, natural=("stage", "check_code")), "stage__mission"),
    (Kind("litmus-answer", LitmusAnswer, natural=(*SINCE, "step")), "mission"),
    (Kind("consultation", Consultation, natural=("mission", "began_on", "recorded_at")), "mission"),
    (Kind("charter", CharterVersion, natural=("mission", "version")), "mission"),
    (Kind("outcome", Outcome), "mission"),
    (
        Kind(
            "outcome-measure",
            OutcomeMeasure,
            natural=("outcome", "indicator", "place", "breakdown", "known_from", "known_to"),
        ),
        "outcome__mission",
    ),
    (Kind("toc-node", TocNode), "mission"),
    (Kind("toc-node-version", NodeVersion, natural=("node", "number")), "node__mission"),
    (Kind("toc-link", TocLink), "mission"),
    (Kind("toc-link-version", LinkVersion, natural=("link", "number")), "link__mission"),
    (
        Kind("initiative", Initiative, leave=frozenset({"offer"})),
        "mission",
    ),  # an offer stays with who made it
    (Kind("initiative-version", InitiativeVersion, natural=("initiative", "number")), "initiative__mission"),
    (
        Kind("initiative-place", InitiativePlace, natural=("version", "place")),
        "version__initiative__mission",
    ),
    (
        Kind("initiative-partner", InitiativePartner, natural=("version", "organisation")),
        "version__initiative__mission",
    ),
)
KINDS = (MISSION, *(kind for kind, _path in PARTS))


def dump(keys: Iterable[UUID]) -> Iterator[Record]:
    """Yield missions, then all that stands on them."""
    missions = Mission.objects.filter(thing__key__in=set(keys))
    yield from archive.dump(MISSION, missions)
    for kind, path in PARTS:
        yield from archive.dump(kind, kind.rows.filter(**{f"{path}__in": missions}))
