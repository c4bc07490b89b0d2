"""A study on the analyst's bench: teams that began weekly case conferences one after another; invented."""

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from headway.files import actions as files
from headway.files import store
from headway.files.choices import Purpose
from headway.flows.studies import keep_study
from headway.kernel.actors import Reader
from headway.learning.analysis import NewStudy, studied
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
    story.say("a study on the bench: what weekly case conferences did")
    details = {"study": ASKED.title, "mission": str(mission)}
    sent = store.keep(data, "case-conferences.csv")
    upload = files.receive_upload(by, sent=sent, purpose=Purpose.TEST, details=details)
    keep_study(by, mission=mission, upload=upload, asked=ASKED, found=studied(data, ASKED))
