"""Checks by their id: what each asks, what it says of a mission, and what the steward set."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Body, Path, Router

from headway.api import edge
from headway.api.finding import slug_of
from headway.api.schemas import Address, Number, Received, Told, Told_number, Words
from headway.briefs.checks.page import CheckLine, checks_page
from headway.briefs.checks.register import CHECKS
from headway.checks import actions
from headway.checks.choices import THRESHOLDS, CheckId, State, ThresholdName
from headway.checks.queries import Settings, settings, settings_history
from headway.kernel.sentences import Figure, Sentence, Value, spoken

router = Router(tags=["checks"])
AddressPath = Annotated[Address, Path()]


class CheckReplyTold(Told):
    """What the owner of the mission answered."""

    text: str
    language: str
    on: date | None


class PastTold(Told):
    """What a check said before."""

    state: State
    sentence: str
    since: date


class CheckTold(Told):
    """What one check says of a mission; `since` is null for a draft, which is judged as it stands."""

    state: State
    sentence: str
    clears: str | None
    rule: str
    source: str
    facts: dict[str, float | str]
    since: date | None
    public_from: date | None
    reply: CheckReplyTold | None
    before: list[PastTold]


class NumberTold(Told):
    """A number in a rule, and what it can be."""

    label: str
    value: Told_number
    usual: Told_number
    lowest: Told_number
    highest: Told_number


class CheckRuleTold(Told):
    """What one check asks; `off` is the public reason where it is switched off."""

    title: str
    rule: str
    source: str
    thresholds: dict[str, NumberTold]
    off: str | None


class CheckChangeTold(Told):
    """What the steward set, and when; without a name, a check that was switched off."""

    check: str
    name: str
    value: Told_number
    reason: str
    known_from: datetime
    known_to: datetime | None


class ThresholdSent(Received):
    """Another number, with its public reason."""

    value: Number
    reason: Words


class SwitchOffSent(Received):
    """Why a check is asked no more, in public."""

    reason: Words


@router.get("/missions/{mission}/checks", response=dict[str, CheckTold])
def read_checks(request: HttpRequest, mission: AddressPath) -> dict[str, CheckTold]:
    """Read the checks of a mission by their id, as far as they are public or you work on the mission."""
    reader = edge.reader(request)
    page = checks_page(reader, slug=slug_of("mission", mission))
    return {line.check.id: told(line, edge.language(request)) for line in page.checks.lines}


@router.get("/checks", response=dict[str, CheckRuleTold])
def list_checks(request: HttpRequest) -> dict[str, CheckRuleTold]:
    """Read what each check asks, by its id, with the numbers that hold."""
    held = settings(edge.reader(request))
    return rules(held)


@router.get("/checks/changes", response=list[CheckChangeTold])
def list_check_changes(request: HttpRequest) -> list[CheckChangeTold]:
    """Read what the steward set about the checks, newest first."""
    return [CheckChangeTold.of(row) for row in settings_history(edge.reader(request))]


@router.post("/checks/{check}/thresholds/{name}", response=dict[str, CheckRuleTold], auth=edge.may_write)
def set_check_threshold(
    request: HttpRequest, check: CheckId, name: ThresholdName, sent: Body[ThresholdSent]
) -> dict[str, CheckRuleTold]:
    """Change a number in a rule, in public. Needs the role of steward."""
    actions.set_threshold(edge.by(request), check=check, name=name, value=sent.value, reason=sent.reason)
    return list_checks(request)


@router.post("/checks/{check}/off", response=dict[str, CheckRuleTold], auth=edge.may_write)
def switch_check_off(
    request: HttpRequest, check: CheckId, sent: Body[SwitchOffSent]
) -> dict[str, CheckRuleTold]:
    """Ask a check no more, with a public reason. Needs the role of steward."""
    actions.switch_off(edge.by(request), check=check, reason=sent.reason)
    return list_checks(request)


@router.post("/checks/{check}/on", response=dict[str, CheckRuleTold], auth=edge.may_write)
def switch_check_on(request: HttpRequest, check: CheckId) -> dict[str, CheckRuleTold]:
    """Ask a check again. Needs the role of steward."""
    actions.switch_on(edge.by(request), check=check)
    return list_checks(request)


def rules(held: Settings) -> dict[str, CheckRuleTold]:
    """Answer what each check asks."""
    return {
        check.id: CheckRuleTold(
            title=gettext(check.title),
            rule=check.rule_with(held.limits).text(),
            source=gettext(check.source),
            thresholds={
                name: NumberTold(
                    label=gettext(known.label),
                    value=held.limits.of(check.id, name),
                    usual=known.usual,
                    lowest=known.lowest,
                    highest=known.highest,
                )
                for name in check.thresholds
                for known in [THRESHOLDS[check.id, name]]
            },
            off=held.off.get(check.id),
        )
        for check in CHECKS
    }


def told(line: CheckLine, language: str) -> CheckTold:
    """Answer one check of a mission."""
    verdict, reply = line.verdict, line.reply
    return CheckTold(
        state=verdict.state,
        sentence=verdict.sentence.text(),
        clears=verdict.clears.text() if verdict.clears else None,
        rule=line.rule.text(),
        source=gettext(line.check.source),
        facts={name: plain(value) for name, value in verdict.facts.items()},
        since=line.since,
        public_from=line.public_from,
        reply=CheckReplyTold(
            text=reply.reason.text, language=reply.reason.lang or language, on=line.replied_on
        )
        if reply
        else None,
        before=[
            PastTold(state=past.state, sentence=past.sentence.text(), since=past.since)
            for past in line.before
        ],
    )


def plain(value: Value) -> float | str:
    """Return a fact as a program reads it: numbers without units, dates as ISO, the rest in words."""
    if isinstance(value, Figure):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sentence | str):
        return spoken(value)
    return float(value)
