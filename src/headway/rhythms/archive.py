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


def dump(keys: Iterable[UUID], missions: Iterable[UUID] | None = None) -> Iterator[Record]:
    """Yield boards with their meetings, and the decisions with these keys.

    All boards, or those that made the decisions or have to do with these missions. What a reader may not see
    is not among the keys: a decision is private until it is made or noticed.
    """
    boards, decisions = Board.objects.all(), Decision.objects.filter(thing__key__in=set(keys))
    if missions is not None:
        seats = BoardMission.objects.filter(mission__thing__key__in=set(missions))
        boards = boards.filter(pk__in=seats.values("version__board")) | boards.filter(
            pk__in=decisions.values("board")
        )
    yield from archive.dump(BOARD, boards)
    for kind, path in OF_BOARDS:
        yield from archive.dump(kind, kind.rows.filter(**{f"{path}__in": boards}))
    yield from archive.dump(DECISION, decisions)
    for kind, path in OF_DECISIONS:
        yield from archive.dump(kind, kind.rows.filter(**{f"{path}__in": decisions}))
