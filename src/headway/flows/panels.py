"""A panel reports: an answer is owed to each of its recommendations."""

from uuid import UUID

from headway.answers import steps as answers
from headway.answers.analysis import NewQuestion
from headway.answers.choices import AnswerKind
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import SYSTEM, By, Reader
from headway.kernel.errors import Forbidden
from headway.voice import permissions, steps
from headway.voice.events import PanelReported
from headway.voice.queries.panels import panel_scope, recommendations


@action(PanelReported)
def report_panel(by: By, *, panel: UUID) -> Done[int]:
    """Report what a panel recommends: its office owes each an answer, in the days across bodies.

    Raises
    ------
    Forbidden
        Unless its lead asks.
    Conflict
        Unless the panel sits and recommends something.
    """
    thing = lock(panel)[panel]
    if not permissions.may_hold(by.actor, panel_scope(panel)):
        raise Forbidden
    row = steps.report_panel(thing, by)
    made = recommendations(Reader(SYSTEM, by.at), panels={panel})
    for each in made:
        question = NewQuestion(
            about=each.key,
            office=row.office,
            kind=AnswerKind.RECOMMENDATION,
            label=each.text.text,
            mission=row.mission,
            across=True,  # a panel is a body of its own
            affected=row.size,
            routed=True,
        )
        answers.owe(by, question)
    return Done(PanelReported(about=panel, owed=len(made)), len(made))
