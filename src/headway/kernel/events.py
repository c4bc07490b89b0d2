"""Kinds of event: each app's events.py subclasses Event with facts that hold no text."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar
from uuid import UUID

KINDS: dict[str, type["Event"]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, about which Thing; facts are keys, kinds, numbers and dates.

    `sentence` is the message id a history list prints, with the facts by name.
    """

    kind: ClassVar[str] = ""
    sentence: ClassVar[str] = ""
    about: UUID | None = None

    def __init_subclass__(cls) -> None:
        if cls.kind:
            KINDS[cls.kind] = cls

    def facts(self) -> dict[str, Any]:
        """Return the facts by name, without what stands in its own column."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "about"}
