"""The runner of the benchmarks writes sections that a later run replaces one by one."""

import pytest

from benchmarks import Finding, __main__ as runner, timed


@pytest.fixture
def results(tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "RESULTS", tmp_path / "RESULTS.md")
    return tmp_path / "RESULTS.md"


def finding(*, held: bool | None) -> Finding:
    return Finding("Limits", "50 times a peer.", ("size", "ratio"), (("1,000", "a|b"),), held)


def test_a_promise_that_was_not_held_is_said_in_bold():
    text = runner.section(finding(held=False), "2026-03-02", 1.0)

    assert "Promise: 50 times a peer. **Not held.**" in text
    assert "| 1,000 | a\\|b |" in text


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


def test_the_quickest_run_counts_and_the_work_is_given_back():
    timing, given = timed(lambda: sum(range(1000)), repeat=2)

    assert given == 499500
    assert timing.wall > 0
