"""What kind of holding to account fits work, by how far it can be seen and confirmed."""

from enum import StrEnum
from typing import Final

HIGH_ABOVE: Final = 0.5  # grade 1 of 0, 1, 2 is 'partly', and partly is not high


class Fit(StrEnum):
    """What follows from observability and verifiability."""

    TARGETS = "targets"  # both high: targets and contracts do
    OUTCOMES = "outcomes"  # seen little, confirmed well: judge verified outcomes, leave the method free
    PEERS = "peers"  # seen well, confirmed little: peer review, professional standards
    JUDGEMENT = "judgement"  # neither: a clear mission, peers, the voice of citizens


def fit(observable: float, verifiable: float) -> Fit:
    """Return what fits work that can be seen and confirmed so far (each 0 to 1).

    Notes
    -----
    Source: D. Honig, *Navigation by Judgment* (2018), chapter 3, for the two dimensions; the four answers
    are this project's reading of it.
    """
    if observable > HIGH_ABOVE:
        return Fit.TARGETS if verifiable > HIGH_ABOVE else Fit.PEERS
    return Fit.OUTCOMES if verifiable > HIGH_ABOVE else Fit.JUDGEMENT
