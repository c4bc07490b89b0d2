"""Builders for studies on the bench: a made-up panel of teams, brought in and worked out."""

from uuid import UUID

import numpy as np

from headway.files import actions as files
from headway.files import store
from headway.files.choices import Purpose
from headway.flows.studies import keep_study
from headway.kernel.actors import By
from headway.learning.analysis import NewMix, NewStudy, mixed, studied
from tests.builders_missions import system

ASKED = NewStudy(
    title="Do weekly case conferences raise satisfaction?",
    unit="team",
    time="quarter",
    cohort="since",
    outcome="satisfaction",
    unit_of_outcome="points",
    control="notyet",
)


def quarter(wave: int) -> str:
    return f"{2024 + wave // 4}-Q{wave % 4 + 1}"


def panel(teams: int = 12, waves: int = 8, effect: float = 1.5) -> bytes:
    """Return the CSV of a panel in which teams adopt in the fourth, sixth or eighth quarter, or never."""
    rng = np.random.default_rng(1)
    lines = ["team,quarter,since,satisfaction"]
    for team in range(teams):
        start = (3, 5, 7, None)[team % 4]
        for wave in range(waves):
            score = 6.0 + 0.1 * wave + 0.4 * rng.normal() + effect * (start is not None and wave >= start)
            since = "" if start is None else quarter(start)
            lines.append(f"team {team:02},{quarter(wave)},{since},{score:.3f}")
    return ("\n".join(lines) + "\n").encode()


MIX = {
    "unit": "place",
    "time": "year",
    "outcome": "smokers",
    "unit_of_outcome": "percentage points",
    "treated": "Camden",
    "start": "2020",
}


def places(effect: float = -3.0, others: int = 8) -> bytes:
    """Return the CSV of Camden and others by year, of which Camden changes from 2020 on."""
    rng = np.random.default_rng(3)
    common = np.cumsum(rng.normal(-0.4, 0.6, 16))
    lines = ["place,year,smokers"]
    for at, name in enumerate(("Camden", *(f"Place {chr(65 + each)}" for each in range(others)))):
        level, slope = (18.0, 1.0) if at == 0 else (14.0 + at, 0.6 + 0.1 * at)
        for wave in range(16):
            value = level + slope * common[wave] + 0.1 * rng.normal() + effect * (at == 0 and wave >= 10)
            lines.append(f"{name},{2010 + wave},{value:.3f}")
    return ("\n".join(lines) + "\n").encode()


def uploaded(mission: UUID, data: bytes | None = None, *, by: By | None = None) -> UUID:
    """Return an upload that waits for its columns."""
    details = {"study": ASKED.title, "mission": str(mission)}
    sent = store.keep(data or panel(), "panel.csv")
    return files.receive_upload(by or system(), sent=sent, purpose=Purpose.TEST, details=details)


def study(mission: UUID, asked: NewStudy = ASKED, data: bytes | None = None, *, by: By | None = None) -> UUID:
    """Return a study that was worked out and kept."""
    found = studied(data or panel(), asked)
    upload = uploaded(mission, data, by=by)
    return keep_study(by or system(), mission=mission, upload=upload, asked=asked, found=found)


def mix(mission: UUID, asked: NewMix, data: bytes) -> UUID:
    """Return a place beside its mix of others that was worked out and kept."""
    upload = uploaded(mission, data)
    return keep_study(system(), mission=mission, upload=upload, asked=asked, found=mixed(data, asked))
