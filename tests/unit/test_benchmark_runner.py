"""The runner of the benchmarks writes sections that a later run replaces one by one."""

import pytest
from benchmarks import __main__ as runner


@pytest.fixture
def results(tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "RESULTS", tmp_path / "RESULTS.md")
    return tmp_path / "RESULTS.md"


def test_a_promise_that_did_not_hold_is_said_in_bold():
    text = runner.section("spc", "| 1,000 | 12 |", held=False, where="2026-03-02")

    assert "**What is promised did not hold.** _2026-03-02_" in text
    assert "| 1,000 | 12 |" in text


def test_a_later_run_replaces_its_own_section_alone(results):
    runner.write({"spc": "old limits\n", "forecast": "old bands\n"})

    runner.write({"spc": "new limits\n"})

    text = results.read_text("utf-8")
    assert "new limits" in text
    assert "old bands" in text
    assert "old limits" not in text


def test_an_unknown_name_is_refused_with_the_names_there_are():
    with pytest.raises(SystemExit, match="no benchmark called tea"):
        runner.chosen(["tea"])
