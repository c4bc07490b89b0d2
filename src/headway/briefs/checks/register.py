"""The checks of a charter in the order of domain.md 1.2, then the signals of mission washing (2.5)."""

from collections.abc import Mapping
from typing import Final

from headway.briefs.checks import (
    c01,
    c02,
    c03,
    c04,
    c05,
    c06,
    c07,
    c08,
    c09,
    c10,
    c11,
    c12,
    c13,
    c14,
    c15,
    c16,
    c17,
    c18,
    w04,
    w05,
    w06,
)
from headway.briefs.checks.shape import Check

CHECKS: Final[tuple[Check, ...]] = (
    c01.CHECK,
    c02.CHECK,
    c03.CHECK,
    c04.CHECK,
    c05.CHECK,
    c06.CHECK,
    c07.CHECK,
    c08.CHECK,
    c09.CHECK,
    c10.CHECK,
    c11.CHECK,
    c12.CHECK,
    c13.CHECK,
    c14.CHECK,
    c15.CHECK,
    c16.CHECK,
    c17.CHECK,
    c18.CHECK,
    w04.CHECK,
    w05.CHECK,
    w06.CHECK,
)
BY_ID: Final[Mapping[str, Check]] = {check.id: check for check in CHECKS}
