"""`headway doctor`: one line a finding, with what to do; exit code 0 without a fault, 1 with one."""

import argparse
import importlib
import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError

from headway.cli import edge, main
from headway.cli.house.finding import Finding, State


def doctor(options: argparse.Namespace) -> int:
    """Check the installation and say what to do."""
    if options.new_key:
        print(secrets.token_urlsafe(50))
        return 0
    found = examine(options)
    bad = [finding for finding in found if finding.state is State.FAULT]
    if options.json:
        print(json.dumps({"ok": not bad, "findings": [asdict(finding) for finding in found]}))
    else:
        for finding in found:
            todo = f" -> {finding.todo}" if finding.todo else ""
            print(f"{finding.state.value:8}{finding.check}: {finding.says}{todo}")
    return 1 if bad else 0


def examine(options: argparse.Namespace) -> list[Finding]:
    """Run every check; one that cannot be done is a fault, and the others still run."""
    try:
        main.start_django()
    except ImproperlyConfigured as wrong:
        return [Finding("settings", State.FAULT, str(wrong), "set it and run headway doctor again")]
    if not Path(settings.DATA).is_dir():
        says = f"the data folder {settings.DATA} is missing"
        return [Finding("settings", State.FAULT, says, "make it, or set HEADWAY_DATA to the one you mean")]
    checks = importlib.import_module("headway.cli.house.checks")  # its imports need the settings
    known = dict(checks.CHECKS)
    if options.all_files:
        known["files"] = partial(checks.files, all_files=True)
    found: list[Finding] = []
    for name, check in known.items():
        found += attempt(name, partial(check, edge.now(options)))
    return found


def attempt(name: str, check: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """Do one check; a database that is away, or without our tables, is a fault of that check."""
    try:
        return list(check())
    except (DatabaseError, InterfaceError, sqlite3.Error, OSError) as fault:
        says = f"could not be checked: {type(fault).__name__}: {str(fault).strip().splitlines()[0]}"
        return [Finding(name, State.FAULT, says, "is the database there, and set up?")]
