"""W6: votes without anything that came of them in a year raise the question; a reply clears it."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from headway.briefs.checks.dossier import Dossier, Voices
from headway.briefs.checks.w06 import CHECK, judge
from headway.missions.choices import MissionState

TODAY = date(2026, 3, 2)


def dossier(voices):
    return Dossier(on=TODAY, mission=UUID(int=1), state=MissionState.ADOPTED, voices=voices)


@pytest.mark.parametrize(
    ("voices", "case"),
    [
        (None, "none_kept"),
        (Voices(votes=0), "none_kept"),
        (Voices(votes=1204), "unheard"),
        (Voices(votes=1204, heard_on=(TODAY - timedelta(days=366),)), "unheard"),
        (Voices(votes=1204, heard_on=(TODAY - timedelta(days=365),)), "heard"),
    ],
)
def test_nobody_is_unheard_whose_words_came_to_something_in_a_year(voices, case):
    found = judge(dossier(voices))

    assert found.case == case
    assert CHECK.cases[found.case]
