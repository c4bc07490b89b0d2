"""Writes of shared measurement that are sound only inside an open action."""

from headway.measures.steps.cards import add, amend, current_card, retire, state_of
from headway.measures.steps.charts import series_of, set_chart
from headway.measures.steps.corrections import declare, end
from headway.measures.steps.releases import NEW, Written, accept, check, undo
from headway.measures.steps.staging import staged

__all__ = [
    "NEW",
    "Written",
    "accept",
    "add",
    "amend",
    "check",
    "current_card",
    "declare",
    "end",
    "retire",
    "series_of",
    "set_chart",
    "staged",
    "state_of",
    "undo",
]
