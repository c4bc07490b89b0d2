"""Search over what this reader may see: missions, outcomes, indicators, places."""

from dataclasses import dataclass

from headway.briefs.missions import MissionLink, links_to
from headway.kernel.actors import Reader
from headway.measures.queries import CardRow, indicators
from headway.missions.queries import missions, outcomes
from headway.places.queries import PlaceRow, places

MOST = 20  # of each kind


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for some words; each kind in its own order, never by value."""

    words: str
    missions: tuple[MissionLink, ...]
    indicators: tuple[CardRow, ...]
    places: tuple[PlaceRow, ...]

    @property
    def count(self) -> int:
        """How many things were found."""
        return len(self.missions) + len(self.indicators) + len(self.places)


def search(reader: Reader, *, words: str) -> Found:
    """Find every word asked for, in any case; five queries. O(n) over titles and names."""
    asked = [word for word in words.casefold().split() if word][:10]
    if not asked:
        return Found("", (), (), ())
    seen = missions(reader)
    texts: dict[object, str] = {row.key: f"{row.charter.title} {row.charter.challenge}" for row in seen}
    for part in outcomes(reader, missions={row.key for row in seen}):
        texts[part.mission] += " " + part.text
    cards = indicators(reader)
    return Found(
        words,
        links_to(reader, [row for row in seen if holds(texts[row.key], asked)][:MOST]),
        tuple(card for card in cards if holds(f"{card.name} {card.definition} {card.publisher}", asked))[
            :MOST
        ],
        places(reader, search=words.strip(), limit=MOST),
    )


def holds(text: str, asked: list[str]) -> bool:
    """Whether a text holds every word."""
    folded = text.casefold()
    return all(word in folded for word in asked)
