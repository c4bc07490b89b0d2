"""Barriers: the ledger by date; raised by name or by letter, sorted, summarised, joined, taken out."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Query, Router, Status

from headway.api import edge
from headway.api.frontline.barriers_shapes import (
    BarriersAsked,
    BarrierSent,
    BarrierTold,
    JoinSent,
    LetterSent,
    OutSent,
    SortingSent,
    SummarySent,
    barrier_told,
)
from headway.api.pages import read, write
from headway.api.schemas import Page
from headway.briefs.frontline import lines_of
from headway.flows import barriers as flows
from headway.flows.letterbox import post_letter
from headway.frontline import actions
from headway.frontline.queries import Chosen, barrier, ledger, pick
from headway.kernel.actors import ANYONE, By, Via
from headway.kernel.errors import Missing

router = Router(tags=["barriers"])


@router.get("/barriers", response=Page[BarrierTold])
def list_barriers(request: HttpRequest, asked: Query[BarriersAsked]) -> Page[BarrierTold]:
    """List what is in the way by date, the newest first; there is no other order."""
    reader = edge.reader(request)
    after = "~".join(read(asked.cursor)) if asked.cursor else ""
    chosen = Chosen(asked.mission, asked.kind, asked.shown, asked.office, asked.place)
    found = ledger(reader, pick(reader, chosen), after=after, most=asked.limit)
    lines = lines_of(reader, found.rows)
    following = write(tuple(found.after.split("~"))) if found.after else None
    return Page(items=[barrier_told(line, edge.language(request)) for line in lines], next=following)


@router.get("/barriers/{uuid:barrier}", response=BarrierTold)
def read_barrier(request: HttpRequest, barrier: UUID) -> BarrierTold:
    """Read one barrier; its words are for those whom they concern, and travel nowhere."""
    return told(request, barrier)


@router.post("/barriers/letters", response={202: None}, auth=None)
def post_barrier(request: HttpRequest, sent: Body[LetterSent]) -> Status[None]:
    """Put what is in the way into the letterbox, without a name and without a token; the code is its key."""
    post_letter(By(ANYONE, edge.now(request), Via.API), new=sent.new(), code=sent.code)
    return Status(202, None)


@router.post("/barriers", response={201: BarrierTold}, auth=edge.may_write)
def raise_barrier(request: HttpRequest, sent: Body[BarrierSent]) -> BarrierTold:
    """Say what is in the way, by name."""
    return told(request, flows.raise_barrier(edge.by(request), new=sent.new(), code=sent.code))


@router.post("/barriers/{uuid:barrier}/sort", response=BarrierTold, auth=edge.may_write)
def sort_barrier(request: HttpRequest, barrier: UUID, sent: Body[SortingSent]) -> BarrierTold:
    """Name its kind and who decides. Needs a role with the office that owes it, or the steward."""
    flows.sort_barrier(edge.by(request), barrier=barrier, sorting=sent.sorting())
    return told(request, barrier)


@router.post("/barriers/{uuid:barrier}/summary", response=BarrierTold, auth=edge.may_write)
def summarise_barrier(request: HttpRequest, barrier: UUID, sent: Body[SummarySent]) -> BarrierTold:
    """Approve what the public may read. Needs a steward who does not owe the answer."""
    actions.summarise(edge.by(request), barrier=barrier, **sent.model_dump())
    return told(request, barrier)


@router.post("/barriers/{uuid:barrier}/join", response=BarrierTold, auth=edge.may_write)
def join_barrier(request: HttpRequest, barrier: UUID, sent: Body[JoinSent]) -> BarrierTold:
    """Join it to another that says the same. Needs a role with both offices, or the steward."""
    flows.join(edge.by(request), barrier=barrier, into=sent.into)
    return told(request, barrier)


@router.post("/barriers/{uuid:barrier}/part", response=BarrierTold, auth=edge.may_write)
def part_barrier(request: HttpRequest, barrier: UUID) -> BarrierTold:
    """Let it stand alone again. Needs a role with the office, or the steward."""
    actions.part(edge.by(request), barrier=barrier)
    return told(request, barrier)


@router.post("/barriers/{uuid:barrier}/me-too", response=BarrierTold, auth=edge.may_write)
def say_me_too(request: HttpRequest, barrier: UUID) -> BarrierTold:
    """Say that one has the same in the way; it counts people, never minutes."""
    actions.say_me_too(edge.by(request), barrier=barrier)
    return told(request, barrier)


@router.post("/barriers/{uuid:barrier}/out", response={204: None}, auth=edge.may_write)
def take_barrier_out(request: HttpRequest, barrier: UUID, sent: Body[OutSent]) -> Status[None]:
    """Take it out of the ledger. Needs a role with the office that owes it, or the steward."""
    flows.take_out(edge.by(request), barrier=barrier, way=sent.way)
    return Status(204, None)


def told(request: HttpRequest, key: UUID) -> BarrierTold:
    """Answer one barrier; raises Missing."""
    reader = edge.reader(request)
    lines = lines_of(reader, [barrier(reader, key=key)])
    if not lines:
        raise Missing
    return barrier_told(lines[0], edge.language(request))
