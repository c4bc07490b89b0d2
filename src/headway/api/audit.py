"""The head of the log: what others keep, so that a changed or shortened log shows."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router

from headway.api.schemas import Told
from headway.kernel import log

router = Router(tags=["audit"])


class PublishedTold(Told):
    """A head that was told to the world, and when."""

    seq: int
    hash: str
    at: datetime


class HeadTold(Told):
    """The number and hash of the last entry, and the head that was last published."""

    seq: int
    hash: str
    published: PublishedTold | None


@router.get("/audit/head", response=HeadTold)
def read_audit_head(request: HttpRequest) -> HeadTold:
    """Read the head of the log as it stands; keep it, to check the log against it later."""
    now, last = log.head(), log.published()
    told = PublishedTold(seq=last.head.seq, hash=last.head.hash, at=last.at) if last else None
    return HeadTold(seq=now.seq, hash=now.hash, published=told)
