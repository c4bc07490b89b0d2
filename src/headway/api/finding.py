"""From what stands in an address or a body to the key of a thing this reader may see."""

from uuid import UUID

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.things import find, labels
from headway.missions.queries import mission
from headway.places.queries import place


def as_key(address: str) -> UUID | None:
    """Return the key that an address is, or None where it is a slug."""
    try:
        return UUID(address) if len(address) == 36 else None
    except ValueError:
        return None


def slug_of(kind: str, address: str) -> str:
    """Return the slug of a thing; raises Missing."""
    key = as_key(address)
    if key is None:
        return address
    found = labels([key]).get(key)
    if found is None or found.kind != kind or not found.slug:
        raise Missing
    return found.slug


def indicator_slug(reader: Reader, address: str) -> str:
    return slug_of("indicator", address)


def indicator_key(reader: Reader, address: str) -> UUID:
    """Return the key of an indicator; raises Missing."""
    key = as_key(address)
    if key is None:
        return find("indicator", address).label.key
    found = labels([key]).get(key)
    if found is None or found.kind != "indicator":
        raise Missing
    return key


def mission_key(reader: Reader, address: str) -> UUID:
    """Return the key of a mission that this reader may see; raises Missing."""
    return mission(reader, slug=slug_of("mission", address)).key


def place_key(reader: Reader, code: str) -> UUID:
    """Return the key of a place; raises Missing."""
    return place(reader, code=code).key
