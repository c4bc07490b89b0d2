"""The first days of an installation: what is set up already, and what comes next."""

from dataclasses import dataclass
from enum import StrEnum

from headway.kernel.actors import Reader
from headway.missions.queries import missions
from headway.people.choices import AccountState, SettingName
from headway.people.queries import body_key, body_settings, offices, people, settings_history
from headway.places.queries import places


class Task(StrEnum):
    """What a body does before its first mission is open, in this order."""

    BODY = "body"
    CONTACT = "contact"
    PLACES = "places"
    OFFICES = "offices"
    PEOPLE = "people"
    QUESTIONS = "questions"
    DOCUMENTS = "documents"
    MISSION = "mission"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task, whether it is done, and how many there are of what it makes."""

    task: Task
    done: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class SetupBrief:
    """The tasks in their order; ``alone`` where there is no second person yet."""

    name: str
    tasks: tuple[TaskRow, ...]
    alone: bool

    @property
    def next(self) -> Task | None:
        """The first task that is not done."""
        return next((row.task for row in self.tasks if not row.done), None)

    @property
    def left(self) -> int:
        """How many tasks are not done."""
        return sum(not row.done for row in self.tasks)


def setup_brief(reader: Reader) -> SetupBrief:
    """Say how far the set-up is; every answer is read from what is there, nothing is ticked by hand."""
    body = body_settings(reader)
    told = {row.name for row in settings_history(reader)}
    here = [row for row in people(reader) if row.state != AccountState.LEFT]
    posts = offices(reader)
    documented = bool(body.data_protection_contact and body.hosting)
    rows = (
        TaskRow(Task.BODY, body_key(reader) is not None),
        TaskRow(Task.CONTACT, bool(body.contact_email)),
        _counted(Task.PLACES, len(places(reader))),
        _counted(Task.OFFICES, len(posts)),
        TaskRow(Task.PEOPLE, len(here) > 1, len(here)),
        TaskRow(Task.QUESTIONS, SettingName.OPENED_QUESTIONS in told, len(body.opened_questions)),
        TaskRow(Task.DOCUMENTS, documented),
        _counted(Task.MISSION, len(missions(reader))),
    )
    return SetupBrief(body.name, rows, alone=len(here) < 2)


def _counted(task: Task, count: int) -> TaskRow:
    return TaskRow(task, count > 0, count)
