"""The short Python script that works a study out again from its data."""

import json
from typing import Final

from headway.learning.analysis.mixes import MixFound, NewMix
from headway.learning.analysis.studies import NewStudy, StudyFound

SCRIPT: Final = '''"""Works out a study of Headway again: {title}.

Needs Headway (pip install headway) and the data beside this file, under the name data.csv.
"""

import contextlib
import hashlib
import io
import json
from pathlib import Path

from headway.cli.main import main

DATA = Path(__file__).with_name("data.csv")
SHA256 = "{sha256}"
EFFECT = {effect!r}
OPTIONS = {options}

if hashlib.sha256(DATA.read_bytes()).hexdigest() != SHA256:
    raise SystemExit("data.csv does not hold the data of this study")
told = io.StringIO()
with contextlib.redirect_stdout(told):
    main(["{command}", str(DATA), *OPTIONS, "--json"])
found = {found}
print(json.dumps(found, indent=1))
same = abs(found["{effect_name}"] - EFFECT) <= 1e-9 * max(1.0, abs(EFFECT))
raise SystemExit(None if same else "this is not what the study says")
'''


def script_of(asked: NewStudy | NewMix, found: StudyFound | MixFound, sha256: str) -> str:
    """Return the script of a study; it says by its exit code whether the same comes out."""
    told = {"unit": asked.unit, "time": asked.time, "outcome": asked.outcome}
    answer = "json.loads(told.getvalue())"
    if isinstance(found, MixFound):
        assert isinstance(asked, NewMix)  # they are kept together
        told |= {"treated": asked.treated, "start": asked.start}
        command, name, effect = "synth", "effect", found.effect
    else:
        assert isinstance(asked, NewStudy)
        told |= {"cohort": asked.cohort, "control": asked.control}
        told |= {"method": found.method, "inference": found.inference}
        command, name, effect = "did", "att", found.att
        answer += '["overall"]'
    options = [f"--{name}={value}" for name, value in told.items()]
    return SCRIPT.format(
        title="".join(letter for letter in asked.title if letter.isalnum() or letter in " ,.?-"),
        sha256=sha256,
        effect=effect,
        effect_name=name,
        command=command,
        found=answer,
        options=json.dumps(options, ensure_ascii=True),
    )
