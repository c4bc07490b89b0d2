"""No mark of GOV.UK in what is served, no path of a machine and no address of a registry in the repository."""

import re

import pytest

from tests.architecture.house import ROOT, SOURCE, tracked

BUILT = SOURCE / "web" / "static" / "built"
TEXT = {
    ".py",
    ".md",
    ".txt",
    ".in",
    ".toml",
    ".yml",
    ".yaml",
    ".json",
    ".html",
    ".scss",
    ".css",
    ".js",
    ".po",
    ".csv",
    "",
}
# Written apart, so that this file does not find itself.
FOREIGN = ["/" + "work/", "/" + "root/", "/" + "tmp/", "/opt/" + "wheels", "/opt/" + "pypi"]
REGISTRIES = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "deb.debian" + ".org",
]


def served() -> list:
    if not BUILT.exists():
        pytest.skip("the assets are not built: ./run assets")
    return [path for path in BUILT.rglob("*") if path.suffix in {".css", ".js"}]


@pytest.mark.parametrize("mark", ["GDS Transport", "crest", "crown"])
def test_what_is_served_carries_no_mark_of_gov_uk(mark):
    found = [path.name for path in served() if mark.lower() in path.read_text("utf-8").lower()]

    assert found == []


def test_the_style_sheet_asks_for_nothing_from_outside():
    sheet = (BUILT / "app.css").read_text("utf-8") if served() else ""

    asked = re.findall(r"url\(([^)]*)\)|@import\s+(\S+)", sheet)

    assert [address for address, _ in asked if not address.strip("\"'").startswith("fonts/")] == []
    assert "font-display:swap" in sheet


@pytest.mark.parametrize("words", [*FOREIGN, *REGISTRIES])
def test_no_tracked_file_names_a_machine_or_a_registry(words):
    files = [path for path in tracked() if path.suffix in TEXT and path.stat().st_size < 2_000_000]

    found = [
        str(path.relative_to(ROOT)) for path in files if words in path.read_text("utf-8", errors="replace")
    ]

    assert found == []
