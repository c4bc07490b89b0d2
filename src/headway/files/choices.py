"""Purposes and states of an upload, and the table of its allowed changes."""

from enum import StrEnum


class Purpose(StrEnum):
    """What a file is brought in for."""

    FIGURES = "figures"
    PLACES = "places"
    MISSION = "mission"
    TEST = "test"  # the data of a test


class UploadState(StrEnum):
    """received -> read (preview is there) -> accepted -> undone; or refused, or cancelled."""

    RECEIVED = "received"
    READ = "read"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"
    UNDONE = "undone"


CHANGES: dict[UploadState, frozenset[UploadState]] = {
    UploadState.RECEIVED: frozenset({UploadState.READ, UploadState.REFUSED, UploadState.CANCELLED}),
    UploadState.READ: frozenset(
        {UploadState.READ, UploadState.ACCEPTED, UploadState.CANCELLED, UploadState.REFUSED}
    ),
    UploadState.REFUSED: frozenset(),
    UploadState.ACCEPTED: frozenset({UploadState.UNDONE}),
    UploadState.CANCELLED: frozenset(),
    UploadState.UNDONE: frozenset(),
}
