"""What a check is: one rule, the few things it can say, and a pure function that chooses among them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.checks.choices import THRESHOLDS, Limits, State
from headway.kernel.sentences import Sentence, Value

Facts = Mapping[str, Value]  # numbers, dates and names; never how long ago, which is computed when read


@dataclass(frozen=True, slots=True)
class Case:
    """One thing a check can say, and what would clear it; `count` names the fact that chooses the plural.

    `since` names a date among the facts: `days` is then how many days before the reading that was.
    """

    state: State
    sentence: str
    plural: str = ""
    count: str = ""
    clears: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule came to: the name of a case and its facts."""

    case: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check says of one mission, as of a day."""

    check: str
    state: State
    case: str
    facts: Facts
    sentence: Sentence
    clears: Sentence | None  # what would clear it; None where there is nothing to clear


@dataclass(frozen=True, slots=True)
class Check:
    """One of the checks of a charter."""

    id: str
    title: str
    rule: str  # in words, with the thresholds by name
    source: str
    cases: Mapping[str, Case]
    judge: Callable[[Dossier, Limits], Found]
    question: int = 1  # of the mission's page; a question that is not opened raises nothing

    @property
    def thresholds(self) -> tuple[str, ...]:
        """Return the names of the numbers that the steward may change."""
        return tuple(name for check, name in THRESHOLDS if check == self.id)

    def rule_with(self, limits: Limits) -> Sentence:
        """Return the rule in words with the thresholds that hold."""
        return Sentence(self.rule, {name: limits.of(self.id, name) for name in self.thresholds})

    def case(self, name: str) -> Case:
        """Return one thing that this check can say; raises KeyError where neither it nor every check can."""
        return self.cases.get(name) or SHARED[name]

    def verdict(self, found: Found, on: date) -> Verdict:
        """Say what was found, as of a day.

        Raises
        ------
        KeyError
            When a check found a case that neither it nor every check can say.
        """
        case = self.case(found.case)
        values = spoken_facts(case, found.facts, on)
        sentence = about(found.facts, Sentence(case.sentence, values, plural=case.plural, count=case.count))
        clears = Sentence(case.clears, values) if case.clears else None
        return Verdict(self.id, case.state, found.case, found.facts, sentence, clears)


SHARED: Mapping[str, Case] = {
    "switched_off": Case(
        State.NOT_APPLICABLE, _("This body has switched this check off. Its reason: “%(reason)s”")
    ),
    "not_opened": Case(
        State.NOT_APPLICABLE,
        _("Question %(question)s of the mission’s page is not opened yet, so nothing is asked here."),
    ),
}


URGENCY = (State.NOT_MET, State.CANNOT_TELL, State.MET, State.NOT_APPLICABLE)


def worst(cases: Mapping[str, Case], found: Sequence[Found], names: Sequence[str]) -> Found:
    """Return what to say of several measures: the first that is not met; it is named where it has company.

    Parameters
    ----------
    cases : what the check can say
    found, names : one a measure, shape (n,), n at least one
    """
    ranked = sorted(range(len(found)), key=lambda at: URGENCY.index(cases[found[at].case].state))
    first = found[ranked[0]]
    if len(found) == 1:
        return first
    return Found(first.case, {**first.facts, "about": names[ranked[0]]})


def spoken_facts(case: Case, facts: Facts, on: date) -> dict[str, Value]:
    """Return the values of a sentence: the facts, and the days since one of them."""
    values = dict(facts)
    since = facts.get(case.since)
    if isinstance(since, date):
        values["days"] = (on - since).days
    return values


def about(facts: Facts, said: Sentence) -> Sentence:
    """Put the name of the measure before a sentence where a mission has several."""
    if "about" not in facts:
        return said
    return Sentence(_("“%(about)s”: %(said)s"), {"about": facts["about"], "said": said})


def listed(items: Sequence[Value], last: str = _("%(first)s and %(last)s")) -> Sentence:
    """Return words in a row: one, two and three."""
    if len(items) == 1:
        return Sentence("%(only)s", {"only": items[0]})
    if len(items) == 2:
        return Sentence(last, {"first": items[0], "last": items[1]})
    return Sentence(_("%(first)s, %(rest)s"), {"first": items[0], "rest": listed(items[1:], last)})


OR = _("%(first)s or %(last)s")
