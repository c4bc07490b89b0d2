"""A place in the product that a brief points at; doors know its address."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """A kind of page, and which one: the slug, code or key that stands in its address."""

    kind: str
    at: str = ""
    of: str = ""  # what it belongs to, where an address names both
