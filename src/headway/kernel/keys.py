"""Keys that leave the database: random UUIDs, never time-ordered ones, which carry the millisecond."""

from typing import TypeAlias
from uuid import UUID, uuid4

Key: TypeAlias = UUID


def new_key() -> UUID:
    """Return a random version 4 UUID."""
    return uuid4()
