"""Drafts to begin with, for tests that public services often make: data, read once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from headway.learning.analysis.plans import PlanWords
from headway.learning.analysis.sizes import DATA


@dataclass(frozen=True, slots=True)
class Template:
    """A draft with a name."""

    code: str
    name: str
    about: str
    plan: PlanWords


@cache
def templates() -> Mapping[str, Template]:
    """Return the drafts to begin with, by their code."""
    rows = json.loads((DATA / "templates.json").read_text(encoding="utf-8"))
    return {
        row["code"]: Template(row["code"], row["name"], row["about"], PlanWords.read(row["plan"]))
        for row in rows
    }
