"""Uploads and saved mappings."""

from uuid import uuid4

import pytest

from headway.files import actions, queries, steps, store
from headway.files.choices import Purpose, UploadState
from headway.kernel.actions import Done, action
from headway.kernel.errors import Conflict, Forbidden, Missing
from headway.measures.events import IndicatorRetired
from tests.builders_measures import ANALYST, DIRECTOR, by, reader

pytestmark = pytest.mark.django_db


@action(IndicatorRetired)
def save(by, *, name, fingerprint, layout):
    key = steps.save_mapping(name, fingerprint, layout, by.at)
    return Done(IndicatorRetired(about=key), key)


@action(IndicatorRetired)
def move(by, *, key, to):
    steps.move(key, to, by)
    return Done(IndicatorRetired(), None)


def received(data=b"a,b\n1,2\n"):
    sent = store.keep(data, "a.csv")
    return actions.receive_upload(by(), sent=sent, purpose=Purpose.FIGURES, details={"source": "x"})


def test_an_upload_is_seen_by_those_who_may_bring_files_in():
    key = received()

    row = queries.upload(reader(actor=ANALYST), key=key)

    assert (row.name, row.size, row.state, row.details) == ("a.csv", 8, UploadState.RECEIVED, {"source": "x"})
    with pytest.raises(Missing):
        queries.upload(reader(actor=DIRECTOR), key=key)


def test_the_same_bytes_can_come_twice():
    one, two = received(), received()

    assert one != two


def test_stored_bytes_are_for_those_who_may_see_files():
    received()
    digest = store.put(b"a,b\n1,2\n").sha256

    found = queries.stored_bytes(reader(actor=ANALYST), sha256=digest)

    assert (found.data, found.media_type) == (b"a,b\n1,2\n", "text/csv")
    with pytest.raises(Forbidden):
        queries.stored_bytes(reader(actor=DIRECTOR), sha256=digest)
    with pytest.raises(Missing):
        queries.stored_bytes(reader(actor=ANALYST), sha256="0" * 64)


def test_an_upload_moves_only_as_its_table_allows():
    key = received()
    move(by(), key=key, to=UploadState.READ)
    move(by(), key=key, to=UploadState.ACCEPTED)

    with pytest.raises(Conflict):
        move(by(), key=key, to=UploadState.CANCELLED)
    with pytest.raises(Forbidden):
        move(by(DIRECTOR), key=key, to=UploadState.UNDONE)
    with pytest.raises(Missing):
        move(by(), key=uuid4(), to=UploadState.READ)


def test_a_mapping_gets_a_version_for_each_change_and_none_for_a_repeat():
    one = save(by(), name="ONS figures", fingerprint="a", layout={"json": "1"})
    two = save(by(), name="ONS figures", fingerprint="b", layout={"json": "2"})
    again = save(by(), name="ONS figures", fingerprint="a", layout={"json": "1"})

    found = queries.mapping(reader(actor=ANALYST), name="ons-figures")

    assert (again, one != two) == (one, True)
    assert found is not None
    assert (found.key, found.version) == (two, 2)
    assert queries.mapping(reader(actor=ANALYST), name="nobody") is None
    with pytest.raises(Forbidden):
        queries.mappings(reader())


def test_a_stranger_sends_no_file():
    sent = store.keep(b"a,b\n1,2\n", "a.csv")

    with pytest.raises(Forbidden):
        actions.receive_upload(by(DIRECTOR), sent=sent, purpose=Purpose.FIGURES, details={})
