"""The wheel alone, in a fresh environment, away from the sources: it carries everything and runs."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
UV = Path(sys.executable).parent / "uv"
CARRIED = (
    "headway/web/templates/base.html",
    "headway/web/missions/templates/missions/mission.html",
    "headway/web/static/built/app.css",
    "headway/web/static/built/app.js",
    "headway/web/static/built/govuk-frontend.min.js",
    "headway/web/static/built/fonts/public-sans-latin.woff2",
    "headway/locale/cy/LC_MESSAGES/django.mo",
    "headway/examples/camden/missions.json",
    "headway/examples/figures/releases.json",
    "headway/examples/figures/child-poverty-2026-01.csv",
)
pytestmark = [
    pytest.mark.journey,  # the slow part of the suite; it needs the built assets as the browser does
    pytest.mark.skipif(not UV.exists(), reason="uv is not in this environment"),
]


def run(*words: object, **how) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
    for name in ("PYTHONPATH", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV", "PYTHONWARNINGS"):
        kept.pop(name, None)
    env = {**kept, **how.pop("env", {})}
    command = [str(word) for word in words]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, **how)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Build the wheel with the backend that is installed here: no environment of its own, no network."""
    folder = tmp_path_factory.mktemp("wheel")
    words = ("build", "--wheel", "--no-build-isolation", "--python", sys.executable, "--out-dir", folder)
    run(UV, *words, cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """Return the folder of the programs of a fresh environment that holds the wheel and what it needs."""
    venv = tmp_path_factory.mktemp("fresh") / "venv"
    run(UV, "venv", "--quiet", "--no-project", "--python", sys.executable, venv)
    python = venv / "bin" / "python"
    locked = ("--require-hashes", "-r", ROOT / "requirements" / "base.txt")
    run(UV, "pip", "install", "--quiet", "--python", python, *locked)
    run(UV, "pip", "install", "--quiet", "--python", python, "--no-deps", wheel)
    return venv / "bin"


def test_it_carries_what_it_needs_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())

    assert [each for each in CARRIED if each not in names] == []
    templates = {
        f"headway/{path.relative_to(ROOT / 'src/headway')}" for path in ROOT.glob("src/headway/**/*.html")
    }
    assert templates <= names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.startswith("headway")} == set()


def test_the_demonstration_loads_from_a_folder_of_ones_own(installed, tmp_path):
    env = {"HEADWAY_DATA": str(tmp_path / "data")}

    done = run(installed / "headway", "demo", "--no-serve", "--today", "2026-03-02", cwd=tmp_path, env=env)

    assert "analyst@example.org" in done.stdout
    assert (tmp_path / "data" / "headway.sqlite3").stat().st_size > 500_000
    checked = run(installed / "headway", "audit", "verify", "--json", cwd=tmp_path, env=env)
    assert json.loads(checked.stdout)


def test_a_chart_is_judged_without_the_web_framework(installed, tmp_path):
    file = tmp_path / "series.csv"
    file.write_text("date,value\n" + "".join(f"{2000 + at},{10 + at % 3}\n" for at in range(20)))
    (tmp_path / "django.py").write_text("raise RuntimeError('Django was asked for')\n")

    done = run(installed / "headway", "spc", file, "--json", cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})

    assert json.loads(done.stdout)["n"] == 20
