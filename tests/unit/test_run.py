"""`./run` says what a test run came to, and does not call an absence a success."""

import importlib.util
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def runner():
    loader = SourceFileLoader("headway_run", str(ROOT / "run"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("headway_run", loader))
    loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("line", "closing"),
    [
        ("======= 3 failed, 1321 passed, 14 skipped, 11 errors in 59.25s (0:00:59) =======", True),
        ("=================== 1 passed in 0.02s ====================", True),
        ("=================== no tests ran in 0.02s ====================", True),
        ("=================== FAILURES ====================", False),
        ("1 passed in 0.02s", False),
    ],
)
def test_the_closing_line_of_pytest_is_known(runner, line, closing):
    match = runner.CLOSING_LINE.fullmatch(line)

    assert bool(match) is closing


@pytest.mark.parametrize(
    ("result", "strict", "good"),
    [("ok", True, True), ("failed", False, False), ("no tests", False, True), ("no tests", True, False)],
)
def test_with_all_a_pass_that_found_no_test_is_a_failure(runner, result, strict, good, capsys):
    verdict = runner.summary({"journeys": result}, ["=== closing ==="], strict=strict)

    assert verdict is good
    assert capsys.readouterr().out.splitlines()[-1] == "=== closing ==="


def test_what_the_machine_lacks_is_named_by_its_package(runner, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)

    missing = runner.missing_packages()

    assert "chromium" in missing


def test_requirements_hold_hashes_and_no_addresses():
    files = sorted((ROOT / "requirements").glob("*.txt"))

    for file in files:
        text = file.read_text("utf-8")
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert all("==" in pin and pin.endswith("\\") for pin in pins), file.name
        assert "://" not in text, file.name
