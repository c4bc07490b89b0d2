"""The short Python script that works a study out again from its data."""

import json
from typing import Final

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
    main(["did", str(DATA), *OPTIONS, "--json"])
overall = json.loads(told.getvalue())["overall"]
print(json.dumps(overall, indent=1))
same = abs(overall["att"] - EFFECT) <= 1e-9 * max(1.0, abs(EFFECT))
raise SystemExit(None if same else "this is not what the study says")
'''


def script_of(asked: NewStudy, found: StudyFound, sha256: str) -> str:
    """Return the script of a study; it says by its exit code whether the same comes out."""
    told = {"unit": asked.unit, "time": asked.time, "cohort": asked.cohort, "outcome": asked.outcome}
    told |= {"control": asked.control, "method": found.method, "inference": found.inference}
    options = [f"--{name}={value}" for name, value in told.items()]
    title = "".join(letter for letter in asked.title if letter.isalnum() or letter in " ,.?-")
    return SCRIPT.format(
        title=title, sha256=sha256, effect=found.att, options=json.dumps(options, ensure_ascii=True)
    )
