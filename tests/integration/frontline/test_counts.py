"""Sums and pages of the ledger: read from one kept row an answer, the same as from everything that happened."""

from uuid import UUID

import pytest

from headway.answers import actions as answers
from headway.answers.choices import AnswerKind
from headway.answers.models import AnswerNow, AnswerTurn
from headway.answers.queries import stand_now
from headway.answers.steps.ground import keep
from headway.flows import barriers
from headway.frontline.choices import BarrierKind, Exit, Often, Shown
from headway.frontline.queries import EVERYTHING, Chosen, counted, ledger, pick
from headway.kernel.actors import Reader
from headway.people.queries import office_rows
from tests import builders_barriers as build
from tests import builders_people as people
from tests.builders_barriers import NO
from tests.builders_people import later

pytestmark = pytest.mark.django_db


def ledger_of_all_sorts() -> build.Cast:
    """Raise barriers and bring each to where it can stand; the last two have left the ledger."""
    cast = build.cast()
    build.raised(cast, code=code(1), mission=None, kind=BarrierKind.LAW)
    build.routed(cast, code=code(2))
    build.answered(cast, build.routed(cast, code=code(3)))
    build.fixed(cast, code=code(4), often=Often.DAILY)
    refused = build.routed(cast, code=code(5))
    build.answered(cast, refused, NO)
    answers.contest(people.by(cast.nurse), answer=asked(refused), why="The card is refused")
    build.confirmed(cast, answered_no(cast, code(6)))
    answers.withdraw(people.by(cast.nurse), answer=asked(build.raised(cast, code=code(7))))
    barriers.take_out(people.by(cast.reader), barrier=build.raised(cast, code=code(8)), way=Exit.SAFEGUARDING)
    return cast


def code(number: int) -> str:
    return f"{number:032x}"


def asked(barrier: UUID) -> UUID:
    return build.question(barrier).key


def answered_no(cast: build.Cast, code: str) -> UUID:
    key = build.routed(cast, code=code)
    build.answered(cast, key, NO)
    return key


def pages(reader: Reader, chosen: Chosen) -> list[UUID]:
    """Return the keys of the ledger, read two at a time."""
    picked = pick(reader, chosen)
    page = ledger(reader, picked, most=2)
    keys = [row.key for row in page.rows]
    while page.after:
        page = ledger(reader, picked, after=page.after, most=2)
        keys += [row.key for row in page.rows]
    return keys


def test_what_is_kept_of_an_answer_is_what_its_turns_say():
    ledger_of_all_sorts()
    kept = list(AnswerNow.objects.order_by("pk").values())

    AnswerNow.objects.all().delete()
    keep(AnswerTurn.objects.all())

    assert len(kept) == 8
    assert list(AnswerNow.objects.order_by("pk").values()) == kept


@pytest.mark.parametrize("after", [later(days=1), later(days=45)], ids=["next day", "after silence"])
def test_the_ledger_says_the_same_from_what_is_kept_as_from_what_happened(after):
    cast = ledger_of_all_sorts()
    reader = people.reader(None, after)
    wanted = [
        EVERYTHING,
        Chosen(kind=BarrierKind.LAW),
        Chosen(kind=BarrierKind.APPROVAL, shown=Shown.CONFIRMED),
        Chosen(mission=cast.mission),
        Chosen(office=office_rows(reader)[cast.procurement].listed),
        *(Chosen(shown=each) for each in Shown),
    ]

    now = [(counted(reader, pick(reader, each)), pages(reader, each)) for each in wanted]
    build.raised(cast, at=later(days=60), code=code(9))
    then = [(counted(reader, pick(reader, each)), pages(reader, each)) for each in wanted]

    assert stand_now(reader, kind=AnswerKind.BARRIER) is None
    assert now == then
    assert [len(listed) for _found, listed in now] == [found.raised for found, _listed in now]
    assert (now[0][0].raised, now[0][0].waiting, now[0][0].confirmed) == (6, 3, 1)
    assert [found.raised for found, _listed in now[1:5]] == [1, 2, 5, 6]
