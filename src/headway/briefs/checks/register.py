"""The checks of a charter in the order of domain.md 1.2."""

from typing import Final

from headway.briefs.checks import c02, c04, c05, c14
from headway.briefs.checks.shape import Check

CHECKS: Final[tuple[Check, ...]] = (c02.CHECK, c04.CHECK, c05.CHECK, c14.CHECK)
