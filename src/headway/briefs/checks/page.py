"""What pages and the API say of the checks of one mission: to everybody what is public, to its people all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from headway.answers.analysis import ReplyRow
from headway.answers.queries import AnswerRow, owed
from headway.briefs.checks.judging import said_again, verdicts
from headway.briefs.checks.language import names_in, reread
from headway.briefs.checks.register import BY_ID, CHECKS
from headway.briefs.checks.shape import Check, Verdict
from headway.briefs.elections import Frozen, frozen
from headway.briefs.missions import MissionLink, links_to
from headway.checks.analysis import KeptRow, PublicRow, published
from headway.checks.choices import FIRST, USUAL, Limits, State
from headway.checks.queries import public, settings, story, works_on
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.kernel.translations import texts
from headway.missions.queries import MissionRow, mission
from headway.people.queries import day_of, offices_of
from headway.places.queries import quiet

SHOWN_NEXT = 3
BEFORE_ADOPTION = ("C8", "C10")  # with the first ones, what an adoption asks for
ORDER = tuple(dict.fromkeys((*FIRST, *BEFORE_ADOPTION, *BY_ID)))
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Past:
    """What a check said before, and since which day that was public; to its people, since when it held."""

    state: State
    sentence: Sentence
    since: date


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check of one mission as a page prints it.

    `public_from` is set while only those who work on the mission read it; `question` is the key of the
    owner's question, where this reader's office may answer it.
    """

    check: Check
    rule: Sentence
    verdict: Verdict
    since: date | None = None  # None: judged now, for a draft
    thing: UUID | None = None
    public_from: date | None = None
    reply: ReplyRow | None = None
    replied_on: date | None = None
    question: UUID | None = None
    before: tuple[Past, ...] = ()

    @property
    def state(self) -> State:
        """Return the state."""
        return self.verdict.state


@dataclass(frozen=True, slots=True)
class ChecksBrief:
    """The checks of one mission, all of them."""

    lines: tuple[CheckLine, ...]
    inside: bool  # for those who work on the mission, what is not public yet too
    draft: bool  # judged now; nothing of it is written down


@dataclass(frozen=True, slots=True)
class ChecksPage:
    """The page of a mission's checks."""

    row: MissionRow
    link: MissionLink
    checks: ChecksBrief


@dataclass(frozen=True, slots=True)
class NextChecks:
    """The two or three checks that matter next, on the mission's page and its charter."""

    lines: tuple[CheckLine, ...]
    judged: bool  # False: nothing is public, or written down, yet
    inside: bool
    draft: bool


def checks_page(reader: Reader, *, slug: str) -> ChecksPage:
    """Answer the page of a mission's checks, each with its rule.

    Raises
    ------
    Missing
        When there is no such mission, or not for this reader.
    """
    row = mission(reader, slug=slug)
    left = frozen(reader, [row]).get(row.key)
    found = checks_of(reader, row, left, settings(reader).limits)
    return ChecksPage(row, links_to(reader, [row])[0], found)


def checks_of(reader: Reader, row: MissionRow, left: Frozen | None, limits: Limits = USUAL) -> ChecksBrief:
    """Answer all checks of one mission that was read already; `limits` only where the rules are printed."""
    lines = lines_of(reader, row, left, limits)
    return ChecksBrief(
        lines=with_replies(reader, lines) if row.opened_at and lines else lines,
        inside=works_on(reader, mission=row.key, lead=row.charter.lead_key),
        draft=row.opened_at is None,
    )


def next_checks(reader: Reader, row: MissionRow, left: Frozen | None) -> NextChecks:
    """Answer the part of a mission's page: the two or three that matter next; two queries for everybody."""
    lines = lines_of(reader, row, left, USUAL)  # it prints no rule
    return NextChecks(
        lines=next_of(lines),
        judged=bool(lines),
        inside=works_on(reader, mission=row.key, lead=row.charter.lead_key),
        draft=row.opened_at is None,
    )


def next_of(lines: Iterable[CheckLine]) -> tuple[CheckLine, ...]:
    """Return what matters next: what is not met before what nobody can tell, the basics first."""
    rank = {State.NOT_MET: 0, State.CANNOT_TELL: 1}
    waiting = [line for line in lines if line.state in rank]
    ordered = sorted(waiting, key=lambda line: (rank[line.state], ORDER.index(line.check.id)))
    return tuple(ordered[:SHOWN_NEXT])


def lines_of(reader: Reader, row: MissionRow, left: Frozen | None, limits: Limits) -> tuple[CheckLine, ...]:
    """Return what this reader may know of each check, in the order of the checks.

    Where another administration has not taken the mission up, its page stands as it was left.
    """
    then = reader if left is None else replace(reader, at=left.at)
    if row.opened_at is None:
        found = drafted(then, row, limits)
    elif works_on(reader, mission=row.key, lead=row.charter.lead_key):
        today = day_of(then.at)
        stories = story(then, mission=row.key, lead=row.charter.lead_key).values()
        found = [inside_line(rows, today, limits) for rows in stories]
    else:
        told = public(then, mission=row.key, on=last_day_of_publishing(then, row)).values()
        found = [public_line(rows, day_of(then.at), limits) for rows in told]
    return translated(then, in_order(found))


def last_day_of_publishing(reader: Reader, row: MissionRow) -> date:
    """Return the day up to which verdicts were published: before an election new ones wait."""
    still = quiet(reader, codes=[row.place_code])
    return day_of(reader.at) if still is None else still.starts_on - A_DAY


def drafted(reader: Reader, row: MissionRow, limits: Limits) -> list[CheckLine]:
    """Judge a draft now, for those who work on it."""
    found = verdicts(reader, missions=[row.key])[row.key]
    return [CheckLine(check, check.rule_with(limits), found[check.id]) for check in CHECKS]


def inside_line(rows: Sequence[KeptRow], today: date, limits: Limits) -> CheckLine:
    """Return the latest word of one check, with what it said before."""
    last, check = rows[-1], BY_ID[rows[-1].said.check]
    told = published(rows, today)
    waits = not told or told[-1].row is not last
    return CheckLine(
        check,
        check.rule_with(limits),
        said_again(last.said, today),
        since=last.from_day,
        thing=last.thing,
        public_from=last.reply_by + A_DAY if waits else None,
        before=tuple(past_of(each, each.from_day) for each in reversed(rows[:-1])),
    )


def public_line(rows: Sequence[PublicRow], today: date, limits: Limits) -> CheckLine:
    """Return the last public word of one check, with those before it."""
    last, check = rows[-1].row, BY_ID[rows[-1].row.said.check]
    return CheckLine(
        check,
        check.rule_with(limits),
        said_again(last.said, today),
        since=last.from_day,
        thing=last.thing,
        before=tuple(past_of(each.row, each.since) for each in reversed(rows[:-1])),
    )


def past_of(row: KeptRow, since: date) -> Past:
    """Return what a check said before, as of the day it began to say so."""
    verdict = said_again(row.said, row.from_day)
    return Past(verdict.state, verdict.sentence, since)


def in_order(lines: Iterable[CheckLine]) -> tuple[CheckLine, ...]:
    """Return lines in the order of the checks."""
    place = list(BY_ID)
    return tuple(sorted(lines, key=lambda line: place.index(line.check.id)))


# --- the owner's reply ---


def with_replies(reader: Reader, lines: tuple[CheckLine, ...]) -> tuple[CheckLine, ...]:
    """Put the owner's reply beside each check, and the question where this reader may answer it."""
    asked = owed(reader, about=[line.thing for line in lines if line.thing is not None])
    held = offices_of(reader.actor, reader.at)
    return tuple(with_reply(line, asked[line.thing], held) if line.thing in asked else line for line in lines)


def with_reply(line: CheckLine, row: AnswerRow, held: frozenset[UUID]) -> CheckLine:
    """Put one reply beside its check, while it is about what the check says now."""
    if line.state is not State.NOT_MET:
        return line
    return replace(
        line,
        reply=row.reply,
        replied_on=row.given_on,
        question=row.key if row.open and row.office in held else None,
    )


# --- the reader's language ---


def translated(reader: Reader, lines: tuple[CheckLine, ...]) -> tuple[CheckLine, ...]:
    """Put the names in sentences into the reader's language; one query, none where nothing is named."""
    named = {
        value.key
        for line in lines
        for sentence in (line.verdict.sentence, line.verdict.clears, *(past.sentence for past in line.before))
        if sentence is not None
        for value in names_in(sentence)
        if value.language != reader.language
    }
    if not named:
        return lines
    said = texts(named, language=reader.language, at=reader.at)
    return tuple(
        replace(
            line,
            verdict=replace(
                line.verdict,
                sentence=reread(line.verdict.sentence, said),
                clears=reread(line.verdict.clears, said) if line.verdict.clears else None,
            ),
            before=tuple(replace(past, sentence=reread(past.sentence, said)) for past in line.before),
        )
        for line in lines
    )
