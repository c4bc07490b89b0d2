"""`headway setup`: the body, its first administrator and its places; or a link to do it in the browser."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from headway.cli import edge
from headway.cli.groups import Commands

if TYPE_CHECKING:
    from headway.kernel.actors import By, Reader
    from headway.people.choices import SettingName

FAMILIES = (
    "central_government",
    "local_government",
    "health",
    "police_and_justice",
    "education",
    "business",
    "civil_society",
    "residents",
    "research",
)


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "setup", help="set up a new installation, step by step; run it again to go on"
    )
    parser.add_argument("--body", help="name of the public body that publishes here")
    parser.add_argument("--family", choices=FAMILIES, default="local_government", help="kind of body")
    parser.add_argument("--name", help="who sets it up: the first administrator")
    parser.add_argument("--email", help="the address of the first administrator")
    parser.add_argument("--contact", default="", help="address for readers who need help or find a fault")
    parser.add_argument("--data-protection", default="", help="address of the data protection contact")
    parser.add_argument("--hosting", default="", help="where the server stands and who runs it, in words")
    parser.add_argument("--questions", default="", help="which of the five questions are opened, such as 1,4")
    parser.add_argument(
        "--office", action="append", default=[], help="an office that leads, decides or answers"
    )
    parser.add_argument("--uk-places", action="store_true", help="add the places of the United Kingdom")
    parser.add_argument("--documents", metavar="FOLDER", help="write the drafts a public body needs into it")
    parser.add_argument("--link", action="store_true", help="print a link to do it in the browser instead")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--at", help=argparse.SUPPRESS)
    parser.set_defaults(run=run, needs_database=True)


def run(options: argparse.Namespace) -> int:
    """Do what is asked for and not done yet, then say what is left."""
    from django.conf import settings
    from django.core.management import call_command

    from headway.flows.setup import begin_link
    from headway.kernel.errors import Refused

    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    if options.link:
        print(json.dumps({"link": begin_link()}) if options.json else begin_link())
        return 0
    try:
        link = _begin(options)
        _go_on(options, edge.by(options))
    except Refused as refusal:
        fields = [each.render("en-gb") for each in getattr(refusal, "fields", {}).values()]
        return _refuse(refusal.sentence.render("en-gb"), *fields)
    if options.documents:
        _write_documents(Path(options.documents), edge.reader(options))
    return _tell(options, link)


def _begin(options: argparse.Namespace) -> str | None:
    """Make the body and invite its administrator; return the link of the invitation."""
    from headway.flows.people import invitation_link
    from headway.kernel.actors import RoleName
    from headway.kernel.errors import Invalid
    from headway.kernel.sentences import Sentence
    from headway.people import actions
    from headway.people.analysis import NewAccount, NewOrganisation
    from headway.people.choices import Family
    from headway.people.queries import body_key, invitations

    if body_key(edge.reader(options)) is not None:
        return None
    asked = {"body": "Name of the body", "name": "Your name", "email": "Your e-mail address"}
    given = {key: getattr(options, key) or _ask(text) for key, text in asked.items()}
    missing = [f"--{key}" for key, value in given.items() if not value]
    if missing:
        raise Invalid(Sentence("Say %(missing)s.", {"missing": ", ".join(missing)}))
    new = NewAccount(given["email"], given["name"], role=RoleName.ADMINISTRATOR)
    account = actions.invite(edge.by(options), new=new)
    actions.create_body(edge.by(options), new=NewOrganisation(given["body"], Family(options.family)))
    row = invitations(edge.reader(options), account=account)[0]
    return invitation_link(row.key, row.language)


def _ask(text: str) -> str:
    return input(f"{text}: ").strip() if sys.stdin.isatty() else ""


def _go_on(options: argparse.Namespace, by: "By") -> None:
    """Add what was asked for and is not here yet."""
    from headway.people import actions
    from headway.people.queries import body_key, body_settings, offices, organisation
    from headway.places.actions import load_uk_places
    from headway.places.queries import uk_is_here

    reader = edge.reader(options)
    key = body_key(reader)
    assert key is not None
    if options.uk_places and not uk_is_here():
        load_uk_places(by)
    here = {row.name.casefold() for row in offices(reader)}
    for name in options.office:
        if name.casefold() not in here:
            actions.add_office(edge.by(options), organisation=key, name=name)
    stands = body_settings(reader)
    for name, value in _settings(options).items():
        if value and _plain(getattr(stands, name.value)) != value:
            version = organisation(edge.reader(options), key=key).version
            actions.set_setting(edge.by(options), name=name, value=value, reason="Set-up", version=version)


def _settings(options: argparse.Namespace) -> "dict[SettingName, str | list[int]]":
    from headway.people.choices import SettingName

    questions = [int(each) for each in options.questions.split(",") if each.strip().isdigit()]
    return {
        SettingName.CONTACT_EMAIL: options.contact,
        SettingName.DATA_PROTECTION_CONTACT: options.data_protection,
        SettingName.HOSTING: options.hosting,
        SettingName.OPENED_QUESTIONS: questions,
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _write_documents(folder: Path, reader: "Reader") -> None:
    from headway.briefs.documents import documents
    from headway.look.documents import as_markdown

    folder.mkdir(parents=True, exist_ok=True)
    for draft in documents(reader):
        (folder / f"{draft.name.value}.md").write_text(as_markdown(draft), encoding="utf-8")


def _tell(options: argparse.Namespace, link: str | None) -> int:
    from headway.briefs.setup import setup_brief

    brief = setup_brief(edge.reader(options))
    done = {row.task.value: row.done for row in brief.tasks}
    if options.json:
        print(json.dumps({"body": brief.name, "tasks": done, "invitation": link}, ensure_ascii=False))
        return 0
    for name, ready in done.items():
        print(f"  {'done ' if ready else 'to do'}  {name}")
    if link:
        print(f"\nOpen this link to set your password and go on in the browser:\n{link}")
    return 0


def _refuse(*lines: str) -> int:
    print("\n".join(lines), file=sys.stderr)
    return 2
