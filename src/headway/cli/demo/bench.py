"""Two studies on the analyst's bench: teams that began one after another, and one place; all invented."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

from headway.files import actions as files
from headway.files import store
from headway.files.choices import Purpose
from headway.flows.studies import keep_study
from headway.kernel.actors import By, Reader
from headway.learning.analysis import MixFound, NewMix, NewStudy, StudyFound, mixed, studied
from headway.missions.queries import missions

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

ASKED = NewStudy(
    title="Do weekly case conferences make families more satisfied? (invented)",
    unit="team",
    time="quarter",
    cohort="since",
    outcome="satisfaction",
    unit_of_outcome="points",
    control="notyet",
)
CLINIC = NewMix(
    title="Did the walk-in clinic cut smoking? (invented)",
    unit="place",
    time="year",
    outcome="smoking rate",
    unit_of_outcome="percentage points",
    treated="Example Borough",
    start="",
)
YEARS, AFTER, GAIN = 18, 5, 1.6
TEAMS, QUARTERS, EFFECT = 24, 12, 0.8
STARTS = (5, 7, 9, None)
KEPT = 12  # days ago


def panel(last_year: int) -> bytes:
    """Return mean answers of teams by quarter, as a survey of families would give them."""
    rng = np.random.default_rng(7)
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["team", "quarter", "since", "satisfaction"])
    names = [f"{last_year - 2 + at // 4}-Q{at % 4 + 1}" for at in range(QUARTERS)]
    for team in range(TEAMS):
        start, level = STARTS[team % len(STARTS)], 6.5 + 0.6 * rng.normal()
        for at, quarter in enumerate(names):
            gain = EFFECT * (start is not None and at >= start)
            score = level + 0.05 * at + 0.45 * rng.normal() + gain
            out.writerow([f"Team {team + 1}", quarter, "" if start is None else names[start], f"{score:.2f}"])
    return text.getvalue().encode()


def tell(story: "Story") -> None:
    """Work the study out and keep it, as an analyst would."""
    by = story.by(story.now - timedelta(days=KEPT))
    mission = missions(Reader(by.actor, by.at))[0].key
    data = panel(by.at.year - 1)
    story.say("2 studies on the bench: what weekly case conferences did, and what a clinic in one place did")
    keep(by, mission, data, ASKED, studied(data, ASKED))
    year = by.at.year - 1
    asked = replace(CLINIC, start=str(year - AFTER + 1))
    data = places(year)
    keep(by, mission, data, asked, mixed(data, asked))


def keep(by: By, mission: UUID, data: bytes, asked: NewStudy | NewMix, found: StudyFound | MixFound) -> None:
    """Bring the data in and keep what came out."""
    details = {"study": asked.title, "mission": str(mission)}
    sent = store.keep(data, "study.csv")
    upload = files.receive_upload(by, sent=sent, purpose=Purpose.TEST, details=details)
    keep_study(by, mission=mission, upload=upload, asked=asked, found=found)


def places(last_year: int) -> bytes:
    """Return the share who smoke in invented places by year, of which one changes in the last years."""
    rng = np.random.default_rng(11)
    trends = np.cumsum(rng.normal(-0.35, 0.5, (3, YEARS)), axis=1)
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["place", "year", "smoking rate"])
    for at, name in enumerate((CLINIC.treated, *(f"Invented place {number}" for number in range(1, 21)))):
        loads = rng.dirichlet(np.ones(3)) if at else np.array([0.4, 0.35, 0.25])
        level = 15.0 + 2.0 * rng.normal() if at else 15.5
        values = level + loads @ trends + 0.15 * rng.normal(size=YEARS)
        values[-AFTER:] -= GAIN * (at == 0)
        years = range(last_year - YEARS + 1, last_year + 1)
        out.writerows([name, year, f"{value:.2f}"] for year, value in zip(years, values, strict=True))
    return text.getvalue().encode()
