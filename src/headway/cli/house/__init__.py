"""Running an installation: serve, work, tick, doctor, backup, restore, audit verify, manage."""

import argparse
import importlib
import sys
from pathlib import Path

from headway.cli.groups import Commands, group

WORK = "headway.jobs.commands"  # another door: started by name, as the web is


def add(commands: Commands) -> None:
    """Add the commands of the house."""
    serve = commands.add_parser("serve", help="serve the pages and do the work that waits")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve.add_argument("--port", type=int, default=8000, help="port to listen on")
    serve.add_argument("--workers", type=int, default=2, help="web processes, of four threads each")
    serve.add_argument("--no-work", action="store_true", help="serve only; `headway work` runs elsewhere")
    serve.set_defaults(run=run_serve)  # its processes load Django themselves
    importlib.import_module(WORK).add(commands)
    _add_doctor(commands)
    _add_backups(commands)
    _add_audit(commands)
    manage = commands.add_parser("manage", help="Django's own commands", add_help=False)
    manage.add_argument("arguments", nargs=argparse.REMAINDER, help="as for django-admin")
    manage.set_defaults(run=run_manage, needs_database=True)


def _add_doctor(commands: Commands) -> None:
    doctor = commands.add_parser("doctor", help="check the installation; exit code 1 with a fault")
    doctor.add_argument("--json", action="store_true", help="answer with one JSON object")
    doctor.add_argument("--new-key", action="store_true", help="print a new secret key and end")
    doctor.add_argument("--all-files", action="store_true", help="read every stored file, not a sample")
    doctor.set_defaults(run=run_doctor)  # loads Django itself: broken settings are a finding


def _add_backups(commands: Commands) -> None:
    backup = commands.add_parser("backup", help="write database, files and audit head to one file")
    backup.add_argument("--out", type=Path, metavar="DIR", help="folder, else backups in the data folder")
    backup.add_argument("--keep", type=int, default=14, metavar="N", help="backups to keep in the folder")
    backup.add_argument("--json", action="store_true", help="answer with one JSON object")
    backup.set_defaults(run=run_backup, needs_database=True)
    restore = commands.add_parser("restore", help="put a backup into an empty installation and check it")
    restore.add_argument("backup", type=Path, metavar="BACKUP", help="file written by headway backup")
    restore.add_argument("--data", type=Path, metavar="DIR", help="data folder, else HEADWAY_DATA")
    restore.add_argument("--force", action="store_true", help="replace what is there")
    restore.add_argument("--json", action="store_true", help="answer with one JSON object")
    restore.set_defaults(run=run_restore)  # --data must be set before the settings are read


def _add_audit(commands: Commands) -> None:
    verify = group(commands, "audit").add_parser(
        "verify", help="check the whole log and what was locked; exit code 1 when something is altered"
    )
    head = verify.add_mutually_exclusive_group()
    head.add_argument("--head", metavar="SEQ:HASH", help="a head you noted; else the last published one")
    head.add_argument("--head-file", type=Path, metavar="FILE", help="an audit-head.json you kept")
    verify.add_argument("--json", action="store_true", help="answer with one JSON object")
    verify.set_defaults(run=run_verify, needs_database=True)


def run_serve(options: argparse.Namespace) -> int:
    from headway.cli.house.serve import serve

    return serve(options)


def run_doctor(options: argparse.Namespace) -> int:
    from headway.cli.house.doctor import doctor

    return doctor(options)


def run_backup(options: argparse.Namespace) -> int:
    from headway.cli.house.backup import run

    return run(options)


def run_restore(options: argparse.Namespace) -> int:
    from headway.cli.house.restore import run

    return run(options)


def run_verify(options: argparse.Namespace) -> int:
    from headway.cli.house.audit import verify

    return verify(options)


def run_manage(options: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["headway manage", *options.arguments])
    sys.stdout.flush()
    return 0
