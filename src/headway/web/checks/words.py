"""The words of this part: the states of a check."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as lazy

from headway.checks.choices import State

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STATES: Mapping[State, "_StrPromise"] = {
    State.MET: lazy("Met"),
    State.NOT_MET: lazy("Not met"),
    State.CANNOT_TELL: lazy("Cannot tell"),
    State.NOT_APPLICABLE: lazy("Not applicable"),
}
COLOURS: Mapping[State, str] = {  # of the tag, which always says its word too; no red, no green
    State.MET: "grey",
    State.NOT_MET: "purple",
    State.CANNOT_TELL: "yellow",
    State.NOT_APPLICABLE: "grey",
}
