"""Who may do what about files on their way in: role by action by state."""

from headway.files import actions, store
from headway.files.choices import Purpose
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from tests import builders_people as build
from tests.permissions.world import Row, only

ANALYSTS = only(RoleName.ANALYST)


def receive(by):
    sent = store.keep(b"date,value\n2020,1\n", "figures.csv")
    return actions.receive_upload(by, sent=sent, purpose=Purpose.FIGURES, details={})


def received(_world):
    return receive(build.system())


def cancelled(_world):
    upload = receive(build.system())
    actions.cancel_upload(build.system(), upload=upload)
    return upload


def cancel(_world, by, upload):
    return actions.cancel_upload(by, upload=upload)


ROWS = [
    Row("files.receive_upload", ANALYSTS, lambda _w, by, _m: receive(by)),
    Row("files.cancel_upload", ANALYSTS, cancel, state="received", prepare=received),
    Row("files.cancel_upload", ANALYSTS, cancel, state="cancelled", prepare=cancelled, raises=Conflict),
]
