"""Answers: who owes one by when; acknowledged, passed on, given, confirmed, opened again."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Query, Router

from headway.answers import actions
from headway.answers.queries import AnswerRow, answers, past_clock, replies
from headway.answers.queries import answer as answer_row
from headway.answers.queries import inbox as inbox_rows
from headway.api import edge
from headway.api.answers.shapes import (
    AcceptSent,
    AnswerTold,
    CodeSent,
    ManySent,
    ReplySent,
    RouteSent,
    TranslationSent,
    WhySent,
    answer_told,
)
from headway.api.pages import part
from headway.api.schemas import Asked, Page
from headway.flows.offers import accept_offer
from headway.kernel.errors import Missing

router = Router(tags=["answers"])


def listed(request: HttpRequest, rows: tuple[AnswerRow, ...], asked: Asked) -> Page[AnswerTold]:
    """Answer a part of a list, by the day of the question."""
    language = edge.language(request)
    return part(
        rows,
        asked,
        order=lambda row: (row.asked_on.isoformat(), str(row.key)),
        tell=lambda row: answer_told(row, language),
    )


@router.get("/answers", response=Page[AnswerTold])
def list_answers(request: HttpRequest, asked: Query[Asked]) -> Page[AnswerTold]:
    """List the questions by the day they were asked, with how they stand and their clocks."""
    return listed(request, answers(edge.reader(request)), asked)


@router.get("/answers/past-clock", response=Page[AnswerTold])
def list_past_clock(request: HttpRequest, asked: Query[Asked]) -> Page[AnswerTold]:
    """List what is past its clock."""
    return listed(request, past_clock(edge.reader(request)), asked)


@router.get("/answers/inbox", response=Page[AnswerTold])
def list_inbox(request: HttpRequest, asked: Query[Asked]) -> Page[AnswerTold]:
    """List what the offices of the token's account owe; empty without a token."""
    return listed(request, inbox_rows(edge.reader(request)), asked)


@router.get("/answers/{uuid:answer}", response=AnswerTold)
def read_answer(request: HttpRequest, answer: UUID) -> AnswerTold:
    """Read one question with everything that happened to it."""
    return told(request, answer)


@router.post("/answers/{uuid:answer}/acknowledge", response=AnswerTold, auth=edge.may_write)
def acknowledge_answer(request: HttpRequest, answer: UUID) -> AnswerTold:
    """Say that the office has the question. Needs a role with the office."""
    actions.acknowledge(edge.by(request), answer=answer)
    return told(request, answer)


@router.post("/answers/{uuid:answer}/route", response=AnswerTold, auth=edge.may_write)
def route_answer(request: HttpRequest, answer: UUID, sent: Body[RouteSent]) -> AnswerTold:
    """Name the office that answers. Needs a role with the office that owes it, or the steward."""
    actions.route(edge.by(request), answer=answer, to=sent.to)
    return told(request, answer)


@router.post("/answers/{uuid:answer}/give", response=AnswerTold, auth=edge.may_write)
def give_answer(request: HttpRequest, answer: UUID, sent: Body[ReplySent]) -> AnswerTold:
    """Answer a question. Needs a role with the office."""
    actions.give(edge.by(request), answers=[answer], reply=sent.reply())
    return told(request, answer)


@router.post("/answers/give", response=list[AnswerTold], auth=edge.may_write)
def give_answers(request: HttpRequest, sent: Body[ManySent]) -> list[AnswerTold]:
    """Answer several questions at once: all of them, or none. Needs a role with the office."""
    reply = actions.give(edge.by(request), answers=sent.answers, reply=sent.reply())
    rows = replies(edge.reader(request), reply=reply)
    return [answer_told(row, edge.language(request)) for row in rows]


@router.post("/answers/{uuid:answer}/accept", response=AnswerTold, auth=edge.may_write)
def accept_answer(request: HttpRequest, answer: UUID, sent: Body[AcceptSent]) -> AnswerTold:
    """Say yes to an offer: it becomes an initiative of the mission. Needs a role with the office."""
    accept_offer(edge.by(request), answer=answer, reply=sent.reply(), words=sent.initiative())
    return told(request, answer)


@router.post("/answers/{uuid:answer}/translations", response={201: AnswerTold}, auth=edge.may_write)
def translate_answer(request: HttpRequest, answer: UUID, sent: Body[TranslationSent]) -> AnswerTold:
    """Put the words of the reply into another language. Needs a role with the office, or the steward."""
    row = answer_row(edge.reader(request), key=answer)
    if row.reply is None:
        raise Missing
    actions.translate_reply(edge.by(request), reply=row.reply.key, text=sent.new_text())
    return told(request, answer)


@router.post("/answers/{uuid:answer}/confirm", response=AnswerTold, auth=edge.may_write)
def confirm_answer(request: HttpRequest, answer: UUID, sent: Body[CodeSent]) -> AnswerTold:
    """Say that the answer holds. Only who asked may."""
    actions.confirm(edge.by(request), answer=answer, code=sent.code or "")
    return told(request, answer)


@router.post("/answers/{uuid:answer}/reopen", response=AnswerTold, auth=edge.may_write)
def reopen_answer(request: HttpRequest, answer: UUID, sent: Body[WhySent]) -> AnswerTold:
    """Say that the answer does not hold: it is owed anew. Only who asked may."""
    return again(request, answer, sent, actions.reopen)


@router.post("/answers/{uuid:answer}/contest", response=AnswerTold, auth=edge.may_write)
def contest_answer(request: HttpRequest, answer: UUID, sent: Body[WhySent]) -> AnswerTold:
    """Contest a refusal: it is owed anew. Only who asked may."""
    return again(request, answer, sent, actions.contest)


@router.post("/answers/{uuid:answer}/withdraw", response=AnswerTold, auth=edge.may_write)
def withdraw_answer(request: HttpRequest, answer: UUID, sent: Body[CodeSent]) -> AnswerTold:
    """Ask no more. Only who asked may."""
    actions.withdraw(edge.by(request), answer=answer, code=sent.code or "")
    return told(request, answer)


def again(request: HttpRequest, answer: UUID, sent: WhySent, act: Callable[..., object]) -> AnswerTold:
    """Open a question again."""
    act(edge.by(request), answer=answer, why=sent.why, code=sent.code or "")
    return told(request, answer)


def told(request: HttpRequest, answer: UUID) -> AnswerTold:
    """Answer one question as the reader knows it."""
    return answer_told(answer_row(edge.reader(request), key=answer), edge.language(request))
