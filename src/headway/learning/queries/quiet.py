"""Until when what happens to a test waits for an election to be over."""

from datetime import date
from uuid import UUID

from headway.kernel.actors import Reader
from headway.missions.queries import missions
from headway.places.queries import quiet


def quiet_until(reader: Reader, *, mission: UUID) -> date | None:
    """Return the last day of the pre-election period that holds where a mission is; None on other days."""
    codes = [row.place_code for row in missions(reader) if row.key == mission]
    found = quiet(reader, codes=codes) if codes else None
    return found.ends_on if found else None
