"""What the form that asks for a freedom is filled with: choices, and what is known of where one came from."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import QueryDict

from headway.briefs.weighing import trial_words
from headway.frontline.choices import RuleState
from headway.frontline.queries.freedoms import FreedomRow
from headway.frontline.queries.rules import RuleRow, rule, rules, rules_under, weighing
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.learning.queries import register
from headway.measures.choices import IndicatorState
from headway.measures.queries import indicators
from headway.missions.queries import missions
from headway.web.frontline.rules import named_offices

START = timedelta(days=14)  # an answer takes its time
MONTH = timedelta(days=30.4)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a freedom comes from: a rule, a weighing of it, a barrier."""

    slug: str = ""
    weighing: int | None = None
    barrier: UUID | None = None

    @classmethod
    def of(cls, sent: QueryDict) -> "Asked":
        """Read an address; what is no key or number is left out."""
        number = sent.get("weighing", "")
        return cls(
            sent.get("rule", ""), int(number) if number.isdigit() else None, key_in(sent.get("barrier", ""))
        )


def key_in(text: str) -> UUID | None:
    """Read a key, None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def free(reader: Reader) -> tuple[RuleRow, ...]:
    """Return the rules from which a freedom can be granted."""
    return tuple(row for row in rules(reader) if row.lock is None and row.state is not RuleState.REMOVED)


def registered(reader: Reader) -> list[tuple[str, str]]:
    """Return the registered tests, to choose from."""
    return [(str(each.key), each.plan.title) for each in register(reader)]


def choices(reader: Reader, row: FreedomRow | None = None) -> dict[str, list[tuple[str, str]]]:
    """Return what can be chosen in the form; of a freedom that is written anew, the rule stays."""
    named, open_to = [row.rule] if row else free(reader), missions(reader)
    return {
        "rules": [(str(each.key), each.title) for each in named],
        "places": list({each.place_code: each.place_name for each in open_to}.items()),
        "missions": [(str(each.key), each.charter.short_title) for each in open_to],
        "offices": named_offices(reader),
        "tests": registered(reader),
        "indicators": [
            (str(each.indicator), each.name)
            for each in indicators(reader)
            if each.state is not IndicatorState.RETIRED
        ],
    }


def first_words(reader: Reader, asked: Asked, today: date) -> dict[str, Any]:
    """Return what is known already: the rule, and after a weighing the trial that it suggests."""
    found: dict[str, Any] = {"starts_on": today + START, "ends_on": today + START + 6 * MONTH}
    named = None
    if asked.slug:
        named = rule(reader, slug=asked.slug)
    elif asked.barrier:
        named = rules_under(reader, barriers=[asked.barrier]).get(asked.barrier)
    if named is None:
        return found
    found["rule"] = str(named.key)
    if asked.weighing is None:
        return found
    try:
        kept = weighing(reader, rule=named.key, number=asked.weighing)
    except Missing:
        return found
    weighed, given = kept.found.weighed, kept.new.compared
    if weighed is not None and weighed.trial is not None:
        said = trial_words(weighed.trial, given, kept.new.currency).render(reader.language)
        found |= {"allows": said, "ends_on": found["starts_on"] + given.months * MONTH}
    return found
