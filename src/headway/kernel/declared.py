"""What every model states about itself: who may see it, how it keeps history, how long it stays."""

from enum import StrEnum


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
