"""A dossier for every single thing that a check can say, and the words in English."""

from collections.abc import Mapping

from tests.unit.checks.examples_first import C1, C2, C3, C4, C5, C6, C7, C8, C9, Examples
from tests.unit.checks.examples_last import C10, C11, C12, C13, C14, C15, C16, C17, C18, W4, W5, W6

EXAMPLES: Mapping[str, Examples] = {
    "C1": C1, "C2": C2, "C3": C3, "C4": C4, "C5": C5, "C6": C6, "C7": C7, "C8": C8, "C9": C9, "C10": C10,
    "C11": C11, "C12": C12, "C13": C13, "C14": C14, "C15": C15, "C16": C16, "C17": C17, "C18": C18,
    "W4": W4, "W5": W5, "W6": W6,
}  # fmt: skip
# Where the usual number cannot reach a case, the steward's has to.
LIMITS = {("C6", "few_families"): {("C6", "families"): 4.0}}
