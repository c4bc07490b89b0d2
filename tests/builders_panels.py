"""Builders for panels: everything goes through the production actions."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from headway.people import actions as people
from headway.voice import actions
from headway.voice.analysis.panels import NewPanel, NewRecommendation, read_frame
from headway.voice.queries.panels import lots
from tests import builders_people
from tests.builders_missions import MONDAY, seer, system

QUESTION = "Which streets should be closed to cars first?"
TASK = "Hear what is known, weigh it in three meetings, and recommend."
SIZE = 6
TARGETS = "feature,value,min,max\nage,young,2,4\nage,old,2,4\ntenure,rents,3,3\ntenure,owns,3,3\n"
CLOSE = NewRecommendation("Close the streets at schools first", 5, 1)
MEETS = date(2026, 3, 14)


def people_csv(count: int = 24, *, homes: bool = True) -> str:
    """Return a list of volunteers: half young, a third owns, two in most homes."""
    rows = [
        f"v{at:03},{'young' if at % 2 else 'old'},{'owns' if at % 3 == 0 else 'rents'}"
        + (f",h{at // 2}" if homes else "")
        for at in range(count)
    ]
    return "\n".join(["id,age,tenure" + (",household" if homes else ""), *rows]) + "\n"


def office() -> UUID:
    system = builders_people.system()
    return people.add_office(system, organisation=builders_people.organisation(), name="Director of Streets")


def announced(mission: UUID | None = None, owes: UUID | None = None, **changed: object) -> UUID:
    """Return a panel that recruits."""
    new = NewPanel(QUESTION, TASK, "A letter to 2,000 homes drawn by lot", SIZE, owes or office(), mission)
    return actions.announce_panel(system(), panel=replace(new, **changed))  # type: ignore[arg-type]


def fixed(mission: UUID | None = None, owes: UUID | None = None, **changed: object) -> UUID:
    """Return a panel whose list is fixed."""
    key = announced(mission, owes, **changed)
    frame = read_frame(people_csv(), TARGETS, SIZE)
    actions.fix_panel_list(system(), panel=key, frame=frame)
    return key


def drawn(
    mission: UUID | None = None, owes: UUID | None = None, at: datetime = MONDAY, **changed: object
) -> UUID:
    """Return a panel that sits."""
    key = fixed(mission, owes, **changed)
    actions.draw_panel(system(at), panel=key, lots=lots(seer(at), panel=key, number=""))
    return key
