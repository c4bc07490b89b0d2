"""A comparison of places says how many signs of change chance alone makes, with a funnel and without one."""

import numpy as np
import pytest

from headway.briefs.comparison import Asked, comparison_brief
from headway.briefs.comparison_words import lead
from headway.flows import figures as flow
from headway.flows.figures import Figures
from headway.places.queries import places as known_places
from tests.builders_measures import by, indicator, places, reader, release, statement

pytestmark = pytest.mark.django_db


def test_the_lead_counts_false_signals_and_names_what_stays():
    places()
    key = indicator()
    rng = np.random.default_rng(5)
    boroughs = [row for row in known_places(reader()) if row.tier == "london-borough"][:8]
    said = [
        statement(key, year, round(float(rng.normal(30, 1)), 1), place=row.code)
        for row in boroughs
        for year in range(2004, 2025)
    ]
    said.append(statement(key, 2025, 60.0, place=boroughs[0].code))
    said += [statement(key, 2025, 30.1, place=row.code) for row in boroughs[1:]]
    flow.bring_in(by(), figures=Figures(release=release(), statements=tuple(said)))

    text = " ".join(
        sentence.text()
        for sentence in lead(
            comparison_brief(reader(), slug="children-in-poverty", asked=Asked(tier="london-borough"))
        )
    )

    assert "On 8 charts chance alone marks less than one on average" in text
    assert f"these signs of change stay: {boroughs[0].name}." in text
