"""What every model states about itself: who may see it, how it keeps history, how long it stays."""

from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps


class Privacy(StrEnum):
    """Who may see a row; doors and exports read it, tests hold it."""

    PUBLIC = "public"
    MEMBERS = "members"
    PERSONAL = "personal"
    SEALED = "sealed"
    SECRET = "secret"  # noqa: S105 - the name of a class, not a secret


class History(StrEnum):
    """How a row remembers: `interval` (known_from, known_to), `dated` (a date per state), `frozen`.

    `technical` rows never stand on a page.
    """

    INTERVAL = "interval"
    DATED = "dated"
    FROZEN = "frozen"
    TECHNICAL = "technical"


@dataclass(frozen=True, slots=True)
class Declared:
    """What one kind of record says about itself: in words, who may see it, how long it stays."""

    name: str
    about: str
    privacy: Privacy
    retention: str


def declared() -> list[Declared]:
    """Return what every kind of record of ours states, by name; read from the models, so that it is true."""
    return sorted(
        (
            Declared(model.__name__, (model.__doc__ or "").split("\n")[0], model.privacy, model.retention)
            for model in apps.get_models()
            if hasattr(model, "retention") and hasattr(model, "privacy")
        ),
        key=lambda each: each.name,
    )
