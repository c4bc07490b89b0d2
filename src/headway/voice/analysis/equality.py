"""Optional questions about oneself: what is offered to whom, and totals that tell of nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

from headway.voice.analysis.hiding import withheld
from headway.voice.choices import AGES, EQUALITY, FLOOR, Equality


@dataclass(frozen=True, slots=True)
class EqualityTotals:
    """One question: how many answered it, and how many each answer; None where that is not shown."""

    question: Equality
    people: int
    values: tuple[tuple[str, int | None], ...]


def offered(question: Equality, minimum_age: int) -> tuple[str, ...]:
    """Return the answers to choose from: no age at which nobody takes part.

    >>> offered(Equality.AGE, 16)[0]
    '16-to-24'
    """
    return tuple(value for value in EQUALITY[question] if AGES.get(value, minimum_age + 1) > minimum_age)


def totals_of(counts: Mapping[tuple[str, str], int], minimum_age: int = 0) -> tuple[EqualityTotals, ...]:
    """Return the totals of each question that ten people at least answered.

    Parameters
    ----------
    counts : people by question and answer
    minimum_age : of those who took part
    """
    found = []
    for question in EQUALITY:
        values = offered(question, minimum_age)
        people = [counts.get((question, value), 0) for value in values]
        if sum(people) >= FLOOR:
            hidden = withheld(people)
            shown = [
                count if count >= FLOOR and at not in hidden else None for at, count in enumerate(people)
            ]
            found.append(EqualityTotals(question, sum(people), tuple(zip(values, shown, strict=True))))
    return tuple(found)
