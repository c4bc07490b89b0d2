"""Boards, their meetings and decisions as records that travel, keys and times kept."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from headway.kernel import archive
from headway.kernel.archive import Kind, Record
from headway.rhythms.models import (
    AgendaItem,
    Board,
    BoardMember,
    BoardMission,
    BoardVersion,
    Decision,
    DecisionAbout,
    DecisionEntry,
    DecisionEvidence,
    DecisionStage,
    DecisionVersion,
    Event,
    MinuteEntry,
)

BOARD = Kind("board", Board)
DECISION = Kind("decision", Decision)
ABOUT = Kind("decision-about", DecisionAbout, natural=("version", "thing"))
EVIDENCE = Kind("decision-evidence", DecisionEvidence, natural=("version", "thing"))
SEAT = Kind("board-mission", BoardMission, natural=("version", "mission"))
AGENDA = Kind("agenda-item", AgendaItem, natural=("event", "position", "known_from", "known_to"))
# Each kind with the way from its rows to their board, or to their decision.
OF_BOARDS = (
    (Kind("board-version", BoardVersion, natural=("board", "version")), "board"),
    (Kind("board-member", BoardMember, natural=("version", "office")), "version__board"),
    (SEAT, "version__board"),
    (Kind("event", Event), "board"),
    (AGENDA, "event__board"),
    (Kind("minute-entry", MinuteEntry, natural=("event", "number")), "event__board"),
)
OF_DECISIONS = (
    (Kind("decision-version", DecisionVersion, natural=("decision", "version")), "decision"),
    (ABOUT, "version__decision"),
    (EVIDENCE, "version__decision"),
    (
        Kind("decision-stage", DecisionStage, natural=("decision", "known_from", "known_to", "state")),
        "decision",
    ),
    (Kind("decision-entry", DecisionEntry, natural=("decision", "number")), "decision"),
)
KINDS = (BOARD, DECISION, *(kind for kind, _path in (*OF_BOARDS, *OF_DECISIONS)))
MAY_NAME_OTHERS = (SEAT, ABOUT, EVIDENCE)  # such a row is left behind where what it names does not travel


def dump(missions: Iterable[UUID] | None = None) -> Iterator[Record]:
    """Yield boards with their meetings, and decisions; all, or those that have to do with these missions."""
    boards, decisions = Board.objects.all(), Decision.objects.all()
    if missions is not None:
        wanted = set(missions)
        about = DecisionAbout.objects.filter(thing__key__in=wanted)
        decisions = decisions.filter(pk__in=about.values("version__decision"))
        seats = BoardMission.objects.filter(mission__thing__key__in=wanted)
        boards = boards.filter(pk__in=seats.values("version__board")) | boards.filter(
            pk__in=decisions.values("board")
        )
    yield from archive.dump(BOARD, boards)
    for kind, path in OF_BOARDS:
        yield from archive.dump(kind, kind.rows.filter(**{f"{path}__in": boards}))
    yield from archive.dump(DECISION, decisions)
    for kind, path in OF_DECISIONS:
        yield from archive.dump(kind, kind.rows.filter(**{f"{path}__in": decisions}))
