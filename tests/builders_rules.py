"""Builders for rules, weighings and freedoms: everything goes through the production flows."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from headway.answers import actions as answers
from headway.answers.queries import owed
from headway.flows import freedoms as flows
from headway.frontline.actions import freedoms, rules
from headway.frontline.analysis import Granting, NewFreedom, NewRule, Refusing, Reviewing
from headway.frontline.analysis.weighing import Compared, NewWeighing
from headway.frontline.choices import Expiry, RuleKind
from headway.frontline.queries.freedoms import FreedomRow, freedom
from headway.frontline.queries.rules import RuleRow
from headway.frontline.queries.rules import rules as all_rules
from headway.kernel.actors import SYSTEM, By, Reader, RoleName
from headway.people import actions as people
from headway.people.queries import body_key
from headway.rhythms.choices import DecisionKind
from tests import builders_measures as measures
from tests import builders_people as build
from tests import builders_rhythms as boards
from tests.builders_people import MONDAY, TODAY

APPROVAL = NewRule(
    title="Two signatures for every crisis payment",
    kind=RuleKind.APPROVAL,
    owner=UUID(int=0),
    clause="Payments policy, section 4.2",
    text="A manager signs every crisis payment before it is paid.",
)
ASKED = NewFreedom(
    rule=UUID(int=0),
    title="Pay small sums at once",
    allows="Pay up to £200 without a second signature.",
    who="The money advice team",
    starts_on=date(2026, 3, 9),
    ends_on=date(2026, 9, 6),
    conditions="One payment a household a month; a sample of 10 is read each month.",
)
SAID = Granting(
    reason="The check costs far more than it prevents.",
    equality_effect="Disabled people, who wait longest now, gain most. Nobody is expected to lose.",
    equality_evidence="Payments of 2025 by reason",
    equality_considered_by="Director of Finance",
    equality_considered_on=date(2026, 2, 27),
)
NO = Refusing("The auditor asks for two signatures.", "Ask for a list of people who may sign.")
THREES = {
    "cases": (3_500, 4_000, 4_500),
    "front_minutes": (8, 12, 16),
    "front_rate": (24, 28, 32),
    "checker_minutes": (6, 10, 15),
    "checker_rate": (25, 28.2, 33),
    "days": (1, 3, 5),
    "day_value": (2, 5, 10),
    "misuse": (0.01, 0.02, 0.04),
    "deterred": (0.4, 0.6, 0.8),
    "observable": (0.6, 0.8, 1.0),
    "verifiable": (0.6, 0.8, 1.0),
    "loss": (80, 120, 200),
    "stopped": (0.04, 0.08, 0.12),
    "stopped_value": (100, 180, 250),
}
WEIGHED = NewWeighing(THREES, Compared(threshold=200.0, values=(40, 60, 80, 90, 120, 150, 180, 220, 300)))


@dataclass(frozen=True)
class Cast:
    """A director whose office owns a rule, the nurse who works under it, a board, a steward, an analyst."""

    body: UUID
    office: UUID
    director: UUID
    nurse: UUID
    steward: UUID
    analyst: UUID
    chair: UUID
    rule: UUID
    indicator: UUID


def cast(at: datetime = MONDAY, **changed: object) -> Cast:
    body = body_key(build.system_reader(at)) or build.body(at=at)
    office = people.add_office(build.system(at), organisation=body, name="Director of Finance")
    director = build.person("Dan Director", at=at)
    build.granted(director, RoleName.DECIDER, office=office, at=at)
    indicator = measures.indicator("Repeat claims")
    return Cast(
        body=body,
        office=office,
        director=director,
        nurse=build.person("Noor Nurse", RoleName.STAFF, at=at),
        steward=build.person("Sam Steward", RoleName.STEWARD, at=at),
        analyst=build.person("Ari Analyst", RoleName.ANALYST, at=at),
        chair=build.person("Chris Chair", RoleName.BOARD, at=at),
        rule=register(office, at, **changed),
        indicator=indicator,
    )


def register(office: UUID, at: datetime = MONDAY, **changed: object) -> UUID:
    new = replace(APPROVAL, owner=office, **changed)  # type: ignore[arg-type]
    return rules.register_rule(build.system(at), rule=new)


def rule(key: UUID, at: datetime = MONDAY) -> RuleRow:
    return all_rules(Reader(SYSTEM, at), keys={key})[0]


def ask(cast: Cast, by: By | None = None, at: datetime = MONDAY, **changed: object) -> UUID:
    new = replace(ASKED, rule=cast.rule, watch=(cast.indicator,), **changed)  # type: ignore[arg-type]
    return flows.ask_freedom(by or build.by(cast.nurse, at), new=new)


def row(key: UUID, at: datetime = MONDAY) -> FreedomRow:
    return freedom(Reader(SYSTEM, at), key=key)


def question(key: UUID, at: datetime = MONDAY) -> UUID:
    """Return the question that is owed about a freedom."""
    return owed(Reader(SYSTEM, at), about=[key])[key].key


def grant(cast: Cast, key: UUID, by: By | None = None, at: datetime = MONDAY, **changed: object) -> None:
    by = by or build.by(cast.director, at)
    flows.grant_freedom(
        by,
        freedom=key,
        said=replace(SAID, **changed),  # type: ignore[arg-type]
        shown=flows.shown_before(by, key),
        version=row(key, at).version,
    )


def refuse(cast: Cast, key: UUID, by: By | None = None, at: datetime = MONDAY, **changed: object) -> None:
    by = by or build.by(cast.director, at)
    said = replace(NO, **changed)  # type: ignore[arg-type]
    flows.refuse_freedom(by, freedom=key, said=said, version=row(key, at).version)


def contest(cast: Cast, key: UUID, at: datetime = MONDAY) -> None:
    answers.contest(build.by(cast.nurse, at), answer=question(key, at), why="Nobody may sign on a Friday.")


def decided(key: UUID, at: datetime = MONDAY, **changed: object) -> UUID:
    """Return a decision of a board about a freedom, in force."""
    words = {"kind": DecisionKind.GRANT_FREEDOM, "title": "Pay small sums at once"} | changed
    board = boards.board(by=build.system(at))
    return boards.made(board, key, by=build.system(at), on=at.date(), **words)


def grant_by_board(
    cast: Cast, key: UUID, decision: UUID, by: By | None = None, at: datetime = MONDAY, **changed: object
) -> None:
    by = by or build.by(cast.chair, at)
    flows.grant_by_board(
        by,
        freedom=key,
        decision=decision,
        said=replace(SAID, **changed),  # type: ignore[arg-type]
        shown=flows.shown_before(by, key),
        version=row(key, at).version,
    )


def review(
    cast: Cast, key: UUID, decision: UUID, by: By | None = None, at: datetime = MONDAY, **changed: object
) -> None:
    words = {"expiry": Expiry.END, "note": "Repeat claims stayed as they were."} | changed
    flows.review_freedom(
        by or build.by(cast.chair, at),
        freedom=key,
        decision=decision,
        new=Reviewing(**words),  # type: ignore[arg-type]
        version=row(key, at).version,
    )


def rewrite(cast: Cast, key: UUID, by: By | None = None, at: datetime = MONDAY, **changed: object) -> None:
    words = replace(ASKED, rule=cast.rule, watch=(cast.indicator,), **changed)  # type: ignore[arg-type]
    freedoms.rewrite_freedom(
        by or build.by(cast.nurse, at), freedom=key, words=words, version=row(key, at).version
    )


def live(cast: Cast, at: datetime = MONDAY) -> UUID:
    """Return a freedom that the office granted."""
    key = ask(cast, at=at, starts_on=TODAY)
    grant(cast, key, at=at)
    return key
