"""Every command, event and setting stands in the reference, as the code has it."""

import re

from scripts.help import REFERENCE, commands, events, filled

from tests.architecture.house import ROOT, SOURCE

SETTING = re.compile(r"[\"'](HEADWAY_[A-Z_]+|DATABASE_URL)[\"']")


def test_the_reference_lists_every_command_as_it_is():
    page = REFERENCE / "cli.md"

    assert page.read_text("utf-8") == filled(page, "commands", commands())


def test_the_reference_lists_every_event_as_it_is():
    page = REFERENCE / "events.md"

    assert page.read_text("utf-8") == filled(page, "events", events())


def test_the_reference_lists_the_settings_that_the_code_reads_and_no_others():
    read = {name for path in SOURCE.rglob("*.py") for name in SETTING.findall(path.read_text("utf-8"))}

    listed = set(
        re.findall(r"^\| `(\w+)`", (REFERENCE / "settings.md").read_text("utf-8"), flags=re.MULTILINE)
    )

    assert listed == read


def test_every_decision_is_in_the_table_of_contents():
    written = {path.name for path in (ROOT / "docs" / "adr").glob("0*.md")}

    listed = set(re.findall(r"adr/(0\S+\.md)", (ROOT / "mkdocs.yml").read_text("utf-8")))

    assert listed == written
