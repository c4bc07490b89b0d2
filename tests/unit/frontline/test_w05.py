"""The signal that the front line is unheard says each of its sentences for the right reason."""

from datetime import date, timedelta

import pytest

from headway.briefs.checks.dossier import Barriers
from headway.briefs.checks.w05 import CHECK
from headway.checks.choices import State
from tests.builders_checks import dossier

ON = dossier().on
NEW, OLD = ON - timedelta(days=180), ON - timedelta(days=181)


def log(raised: int, *decided: date, granted: int = 0) -> Barriers:
    return Barriers(open=True, raised=raised, decided_on=decided, granted=granted)


@pytest.mark.parametrize(
    ("kept", "state", "words"),
    [
        (None, State.CANNOT_TELL, "We cannot tell: nobody has said yet what is in the way."),
        (log(0), State.CANNOT_TELL, "We cannot tell: nobody has said yet what is in the way."),
        (log(1), State.NOT_MET, "1 barrier raised, none decided in the last 180 days."),
        (log(9, OLD, granted=1), State.NOT_MET, "9 barriers raised, none decided in the last 180 days."),
        (log(26, NEW, NEW, NEW), State.NOT_MET, "26 barriers raised, 3 answered, none granted."),
        (log(9, NEW), State.MET, "9 barriers raised, 1 answered, 0 granted."),
        (log(26, NEW, granted=1), State.MET, "26 barriers raised, 1 answered, 1 granted."),
    ],
)
def test_the_signal_says_what_it_found(kept: Barriers | None, state: State, words: str) -> None:
    facts = dossier(barriers=kept)

    found = CHECK.verdict(CHECK.judge(facts, None), facts.on)  # type: ignore[arg-type]

    assert found.state is state
    assert found.sentence.render("en-gb") == words
    assert (found.clears is None) == (state is State.MET)


def test_a_sentence_keeps_no_duration_of_its_own() -> None:
    found = CHECK.judge(dossier(barriers=log(1)), None)  # type: ignore[arg-type]

    assert all(isinstance(value, int | date) for value in found.facts.values())
