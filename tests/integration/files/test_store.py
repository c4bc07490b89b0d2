"""Bytes under their hash, written whole or not at all."""

import hashlib

import pytest
from django.conf import settings

from headway.files import store
from headway.kernel.errors import Invalid


def test_bytes_come_back_as_they_went_in():
    stored = store.put(b"some figures")

    assert stored == store.Stored(hashlib.sha256(b"some figures").hexdigest(), 12)
    assert store.get(stored.sha256) == b"some figures"
    assert store.path(stored.sha256).parent.parent == settings.DATA / "files"


def test_the_same_bytes_are_stored_once():
    first, second = store.put(b"twice"), store.put(b"twice")

    assert first == second
    assert len([each for each in store.folder().rglob("*") if each.is_file()]) == 1


def test_damaged_bytes_are_never_given_out_and_are_repaired_by_storing_again():
    stored = store.put(b"as sent")
    store.path(stored.sha256).write_bytes(b"as bent")

    with pytest.raises(store.DamagedError):
        store.get(stored.sha256)
    store.put(b"as sent")

    assert store.get(stored.sha256) == b"as sent"


def test_missing_bytes_are_named():
    with pytest.raises(store.DamagedError, match="is missing"):
        store.get("0" * 64)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "g" * 64, "0" * 63])
def test_only_a_hash_is_a_path(name):
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.path(name)


def test_a_write_that_fails_leaves_nothing(monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        store.put(b"too much")

    assert [each for each in store.folder().rglob("*") if each.is_file()] == []


def test_what_is_too_large_is_refused_with_both_sizes(settings):
    settings.UPLOAD_MAX_BYTES = 2 * 2**20

    with pytest.raises(Invalid, match="At most") as refusal:
        store.check_size(3 * 2**20)

    assert str(refusal.value.sentence) == "The file has 3 MB. At most 2 MB are accepted."


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\fakepath\\Ffigurau Môn.csv", "Ffigurau Mon.csv"),
        ('a"; filename="b.exe', "a filenameb.exe"),
        ("../..", "file"),
        ("\r\nSet-Cookie: x", "Set-Cookie x"),
    ],
)
def test_names_are_made_safe(sent, kept):
    assert store.safe_name(sent) == kept
