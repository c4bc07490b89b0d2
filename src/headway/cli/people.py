"""`headway people invite`: the first accounts of an installation."""

import argparse
import json
import sys

from headway.cli import edge
from headway.cli.groups import Commands, group
from headway.kernel.actors import RoleName


def add(commands: Commands) -> None:
    """Add the commands about people."""
    invite = group(commands, "people").add_parser("invite", help="invite somebody by e-mail")
    invite.add_argument("--email", required=True, help="where the link is sent")
    invite.add_argument("--name", required=True, help="how the person is called")
    invite.add_argument(
        "--role", choices=[role.value for role in RoleName], help="a first role, for the body"
    )
    invite.add_argument("--language", default="en-gb", choices=["en-gb", "cy"], help="of the mail")
    invite.add_argument("--at", help=argparse.SUPPRESS)
    invite.add_argument("--json", action="store_true", help="one JSON object on standard output")
    invite.set_defaults(run=run_invite, needs_database=True)


def run_invite(options: argparse.Namespace) -> int:
    """Invite, print the link (the mail goes out with `headway work`), and return the exit code."""
    from headway.flows.people import invitation_link
    from headway.kernel.errors import Refused
    from headway.people.actions import invite
    from headway.people.analysis import NewAccount
    from headway.people.queries import invitations

    role = RoleName(options.role) if options.role else None
    new = NewAccount(email=options.email, name=options.name, language=options.language, role=role)
    try:
        account = invite(edge.by(options), new=new)
    except Refused as refusal:
        print(refusal.sentence.render("en-gb"), file=sys.stderr)
        return 2
    row = invitations(edge.reader(options), account=account)[0]
    link = invitation_link(row.key, row.language)
    if options.json:
        answer = {
            "account": str(account),
            "invitation": str(row.key),
            "role": options.role,
            "expires": row.expires_at.date().isoformat(),
            "link": link,
        }
        print(json.dumps(answer, ensure_ascii=False))
        return 0
    print(f"Invited {row.name}. The link works until {row.expires_at.date().isoformat()}:\n{link}")
    return 0
