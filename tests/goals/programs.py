"""What runs in processes of its own, inside an installation: `python -m tests.goals.programs WHAT ...`."""

import contextlib
import json
import random
import sys
import threading
import time
from datetime import UTC, datetime
from uuid import UUID

from headway.cli.main import start_django

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def by():
    from headway.kernel.actors import SYSTEM, By, Via

    return By(SYSTEM, AT, Via.CLI)


def begin(many: str = "1") -> None:
    """Begin counters and print their keys."""
    from tests.goals.acts import begin as begun

    print(json.dumps([str(begun(by(), label=f"counter {number}")) for number in range(int(many))]))


def count(counter: str, times: str) -> None:
    """Count so many times, one after the other."""
    from tests.goals.acts import count as counted

    for _ in range(int(times)):
        counted(by(), counter=UUID(counter))


def account(email: str, password: str) -> None:
    """Make somebody who can sign in, as an accepted invitation does."""
    from headway.people.actions import invite
    from headway.people.analysis import NewAccount
    from headway.people.models import Account

    key = invite(by(), new=NewAccount(email=email, name="Siân Nurse"))
    row = Account.objects.get(key=key)
    row.set_password(password)
    row.state = "active"
    row.save()


def signs_in(email: str, password: str) -> None:
    """Print whether this address and password open an account."""
    from headway.people.models import Account

    row = Account.objects.get(email=email)
    print(json.dumps(row.is_active and row.check_password(password)))


def conversation(statements: str) -> None:
    """Open a conversation with so many statements, and print its key."""
    from headway.voice.actions import draft_conversation, open_conversation
    from headway.voice.analysis.taking import NewConversation, Terms

    seeds = tuple(f"Statement number {number}" for number in range(int(statements)))
    new = NewConversation(Terms("What matters to you?"), seeds=seeds)
    key = draft_conversation(by(), conversation=new)
    open_conversation(by(), conversation=key)
    print(json.dumps(str(key)))


def keep(text: str) -> None:
    """Store a file with its row, as an upload does."""
    from headway.files import store
    from headway.files.actions import receive_upload
    from headway.files.choices import Purpose
    from headway.files.steps import Sent

    sent = Sent(store.put(text.encode()), "figures.csv")
    receive_upload(by(), sent=sent, purpose=Purpose.FIGURES, details={})


def desk() -> None:
    """Open the desk that reads barriers, and a nurse who can sign in; print the nurse's key."""
    from tests.builders_barriers import cast

    print(cast(AT).nurse)


def analyst(email: str, password: str) -> None:
    """Make an analyst who can sign in."""
    from headway.kernel.actors import RoleName
    from headway.people.models import Account
    from tests.builders_people import person

    row = Account.objects.get(key=person("Ana Analyst", RoleName.ANALYST))
    assert row.email == email, row.email
    row.set_password(password)
    row.save()


def react(moment: str) -> None:
    """Answer every entry of the log that waits, as of a moment."""
    from headway.jobs.reactions import REACTIONS
    from headway.kernel.reactions import react as answered

    for reaction in REACTIONS:
        answered(reaction, at=datetime.fromisoformat(moment))


def ground() -> None:
    """Load the places of the United Kingdom and one indicator, ready for figures."""
    from tests.builders_measures import indicator, places

    places()
    print(indicator("Meals a day"))


def work() -> None:
    """The loop of `headway work` with one slow reaction: copy every entry that was counted."""
    from functools import partial

    from headway.jobs.work import Stop
    from headway.jobs.work import work as working
    from headway.kernel.reactions import Reaction
    from tests.goals.acts import Counted, copy

    def copied(what, _at):
        time.sleep(0.02)
        return partial(copy, by(), entry=what.seq)

    stop = Stop()
    stop.listen()
    working(lambda: AT, stop, reactions=(Reaction("copies", frozenset({Counted.kind}), copied),))


def mix(writers: str, each: str, *counters: str) -> None:
    """Let writers act on two or three of the same Things in any order; print what failed."""
    from django.db import connection

    from headway.people.actions import add_organisation
    from headway.people.analysis import NewOrganisation
    from headway.people.choices import Family
    from tests.goals.acts import count as counted
    from tests.goals.acts import count_all

    failed: list[str] = []
    keys = [UUID(counter) for counter in counters]

    def writer(number: int) -> None:
        chance = random.Random(number)
        with contextlib.closing(connection):
            for turn in range(int(each)):
                try:
                    kind = chance.random()
                    if kind < 0.6:
                        count_all(by(), counters=tuple(chance.sample(keys, chance.choice([2, 3]))))
                    elif kind < 0.9:
                        counted(by(), counter=chance.choice(keys))
                    else:
                        name = f"Body {number} {turn}"
                        add_organisation(by(), new=NewOrganisation(name=name, family=Family.BUSINESS))
                except Exception as fault:  # noqa: BLE001 - each is counted by its class
                    failed.append(f"{type(fault).__name__}: {fault}".splitlines()[0])

    began = time.perf_counter()
    threads = [threading.Thread(target=writer, args=(number,)) for number in range(int(writers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"failed": failed, "seconds": time.perf_counter() - began}))


def tamper(times: str, entries: str) -> None:
    """Tamper so many times with a log of so many entries; print what was tried and what went unseen."""
    from tests.goals.acts import begin as begun
    from tests.goals.tampering import try_out

    for number in range(int(entries)):
        begun(by(), label=str(number))
    found = try_out(int(times), random.Random(13))
    print(json.dumps({"tried": found.tried, "unseen": found.unseen}))


if __name__ == "__main__":
    start_django()
    globals()[sys.argv[1]](*sys.argv[2:])
