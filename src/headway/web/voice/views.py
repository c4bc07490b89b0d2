"""Conversations as everybody reads them: the list, results, what was done, the log, a statement."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.answers.choices import Standing as Answered
from headway.briefs.conversations import (
    DoneLine,
    conversations_brief,
    done_brief,
    statement_brief,
)
from headway.briefs.opinions import AGREED, SHOWN, DivisiveLine, ResultsBrief, results_brief
from headway.look.charts import Table
from headway.look.opinions import opinion_picture
from headway.voice.choices import FLOOR, Stage, StatementStanding
from headway.voice.queries import conversation as the_conversation
from headway.voice.queries import moderation, ties
from headway.voice.queries.integrity import integrity as patterns
from headway.web import edge
from headway.web.answers import words as answer_words
from headway.web.public import public_page
from headway.web.voice import words
from headway.web.voice.equality import equality_tables
from headway.web.voice.people import private, who
from headway.web.voice.taking import buttons, own_word


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Print every conversation."""
    return render(request, "voice/index.html", {"brief": conversations_brief(edge.reader(request))})


@require_safe
@public_page
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Print what people said together: lists and tables first, the map after them."""
    brief = results_brief(edge.reader(request), slug=slug)
    if brief.row.slug != slug:
        return redirect("voice:results", slug=brief.row.slug, permanent=True)
    context = {
        "brief": brief,
        "shown": brief.common[:SHOWN],
        "common": common_table(brief) if brief.common else None,
        "totals": totals_table(brief) if brief.totals else None,
        "divisive": [(line, divisive_cells(brief, line)) for line in brief.divisive],
        "picture": opinion_picture(brief, key="map") if brief.groups else None,
        "modes": [(words.MODES[mode], people) for mode, people in brief.turnout.modes if people >= FLOOR],
        "who": equality_tables(brief.equality),
        "floor": FLOOR,
        "agreed": round(AGREED * 100),
    }
    return render(request, "voice/results.html", context)


def common_table(brief: ResultsBrief) -> Table:
    """Return what every group agrees on, with intervals; also as cast, where ballots were copied."""
    cast = brief.copied is not None
    return Table(
        _("What every group agrees on"),
        (
            _("Statement"),
            _("Share in the least favourable group, %"),
            _("Likely at least"),
            _("Likely at most"),
            *([_("Share with every copy counted, %")] if cast else []),
        ),
        tuple(
            (
                line.row.text.text,
                float(round(line.found.least * 100)),
                float(round(line.found.lower * 100)),
                float(round(line.found.upper * 100)),
                *([float(round(line.cast.least * 100)) if line.cast else None] if cast else []),
            )
            for line in brief.common
        ),
    )


def totals_table(brief: ResultsBrief) -> Table:
    """Return the totals of every statement; those of fewer than ten votes stay empty."""
    return Table(
        _("Every statement with its votes"),
        (_("Statement"), _("Agree"), _("Disagree"), _("Passed"), _("Matters a lot")),
        tuple(
            (
                f"{row.number}. {row.text.text}",
                *(
                    None if count is None else float(count)
                    for count in (tally.agree, tally.disagree, tally.passed, tally.important)
                ),
            )
            for row, tally in brief.totals
        ),
    )


def divisive_cells(brief: ResultsBrief, line: DivisiveLine) -> list[tuple[str, int, int]]:
    """Return each group's name, its share that agrees and how many voted, where they may be shown."""
    return [
        (group.group.name, round(100 * each.agree / total), total)
        for group, each in zip(brief.groups, line.shares, strict=False)
        if (total := each.agree + each.disagree + each.passed)
    ]


@require_safe
@public_page
def done(request: HttpRequest, slug: str) -> HttpResponse:
    """Print what was done: you said, we decided, it happened."""
    brief = done_brief(edge.reader(request), slug=slug)
    context = {
        "brief": brief,
        "lines": [told(line) for line in brief.lines],
        "reported": brief.row.stage is Stage.REPORTED,
    }
    return render(request, "voice/done.html", context)


def told(line: DoneLine) -> dict[str, object]:
    """Return a line of what was done with its words."""
    reply = line.answer.reply if line.answer else None
    return {
        "line": line,
        "given": answer_words.GIVEN[reply.given_as] if reply else "",
        "stands": answer_words.STANDINGS[line.answer.standing] if line.answer else "",
        "waits": line.answer is not None and line.answer.standing is not Answered.GIVEN and reply is None,
        "traces": [(each, words.traced(each)) for each in line.traces],
        "carried": words.CARRIED[line.carrying.state] if line.carrying else "",
    }


@require_safe
@public_page
def log(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the log of moderation."""
    reader = edge.reader(request)
    row = the_conversation(reader, slug=slug)
    lines = moderation(reader, conversation=row.key)
    became = {tie.comes_from for tie in ties(reader, statements={each.statement for each in lines})}
    context = {
        "row": row,
        "lines": [
            (
                each,
                words.TURNS[each.turn],
                words.REASONS[each.why] if each.why else "",
                each.statement in became,
            )
            for each in lines
        ],
    }
    return render(request, "voice/log.html", context)


@require_safe
def statement(request: HttpRequest, key: UUID) -> HttpResponse:
    """Print one statement: its votes, where it came from, what came of it; one's own vote to oneself."""
    reader = edge.reader(request)
    brief = statement_brief(reader, key=key)
    person = who(request, brief.conversation) if reader.past is None else None
    agreed, said = own_word(request, brief.conversation, key) if person else (False, None)
    live = brief.row.standing is StatementStanding.LIVE
    context = {
        "brief": brief,
        "told": told(brief.line),
        "turn": words.TURNS[brief.row.turn],
        "why": words.REASONS[brief.row.why] if brief.row.why else "",
        "floor": FLOOR,
        "came_from": [(row, words.LINEAGES[tie.how]) for row, tie in brief.came_from],
        "became": [(row, words.LINEAGES[tie.how]) for row, tie in brief.became],
        "may_vote": person is not None and live and brief.conversation.takes_part,
        "concerned": agreed and brief.line.carrying is not None,
        "said": said,
        "choices": buttons(),
    }
    response = render(request, "voice/statement.html", context)
    if person is not None:
        private(response)
    return response


@require_safe
def integrity(request: HttpRequest, slug: str) -> HttpResponse:
    """Print patterns in votes to the steward; nothing is taken out because of them."""
    reader = edge.reader(request)
    row = the_conversation(reader, slug=slug)
    found = patterns(reader, conversation=row.key)
    return render(request, "voice/integrity.html", {"row": row, "found": found})
