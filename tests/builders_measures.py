"""Builders for shared measurement: everything goes through the production actions and flows."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from headway.files import store
from headway.flows import figures as flow
from headway.flows.figures import BroughtIn, Choices, Figures
from headway.formats.builtin import find_layout
from headway.formats.numbers import Status
from headway.formats.periods import Period
from headway.formats.statements import Statement
from headway.kernel.actors import ANYONE, Actor, By, Grant, Reader, RoleName, Via
from headway.measures.actions import add_indicator
from headway.measures.analysis import Card, NewIndicator, NewRelease
from headway.measures.choices import Level, Polarity
from headway.places.actions import load_uk_places

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CAMDEN, LONDON, ENGLAND, UK = "E09000007", "E12000007", "E92000001", "K02000001"
ANALYST = Actor(UUID(int=1, version=4), frozenset({Grant(RoleName.ANALYST)}))
DIRECTOR = Actor(UUID(int=2, version=4), frozenset({Grant(RoleName.MISSION_LEAD)}))
NURSE = Actor(UUID(int=3, version=4), frozenset({Grant(RoleName.STAFF)}))
CITIZEN = ANYONE
INSTALLATION = Actor(system=True)


def by(actor: Actor = ANALYST, at: datetime = MONDAY) -> By:
    return By(actor, at, Via.WEB)


def reader(at: datetime = MONDAY, actor: Actor = CITIZEN) -> Reader:
    return Reader(actor, at)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def places() -> None:
    load_uk_places(by(INSTALLATION))


def card(name: str = "Children in poverty", **changed) -> Card:
    given = {
        "name": name,
        "unit": "%",
        "level": Level.OUTCOME,
        "polarity": Polarity.DECREASE,
        "definition": "Share of children in households below 60 per cent of the median income.",
    }
    return Card(**given | changed)


def indicator(name: str = "Children in poverty", at: datetime = MONDAY, **changed) -> UUID:
    return add_indicator(by(at=at), indicator=NewIndicator(card=card(name, **changed)))


def release(published: str = "2026-01-12", **changed) -> NewRelease:
    given = {
        "publisher": "Office for National Statistics",
        "title": "Explore local statistics",
        "licence": "Open Government Licence v3.0",
        "published_at": moment(published),
    }
    return NewRelease(**given | changed)


def statement(
    indicator: UUID,
    year: int,
    value: float | None,
    *,
    place: str = CAMDEN,
    breakdown: str = "",
    length: str = "P1Y",
    status: Status = Status.NORMAL,
) -> Statement:
    return Statement(
        indicator=str(indicator),
        place=place,
        breakdown=breakdown,
        period=Period(date(year, 1, 1), length),
        unit="%",
        value=value,
        lower=None,
        upper=None,
        count=None,
        denominator=None,
        status=status,
        note="",
        place_name="",
        row=year,
    )


def bring_in(
    key: UUID,
    values: Mapping[int, float],
    published: str = "2026-01-12",
    *,
    place: str = CAMDEN,
    breakdown: str = "",
    who: By | None = None,
    many_may_go: bool = True,
    **changed,
) -> BroughtIn:
    """Accept a release that says these values a year."""
    said = tuple(
        statement(key, year, value, place=place, breakdown=breakdown) for year, value in values.items()
    )
    figures = Figures(release=release(published, **changed), statements=said)
    return flow.bring_in(who or by(), figures=figures, many_may_go=many_may_go)


def bring_in_file(
    path: Path, key: UUID, published: str, *, who: By | None = None, leave_out: str = "after housing"
) -> BroughtIn:
    """Accept an ONS file as the command line would, keeping only places that are known."""
    who, data = who or by(), path.read_bytes()
    table = flow.open_table(data)
    layout = find_layout(table.header)
    assert layout is not None
    seer = Reader(who.actor, who.at)
    names = flow.understand(seer, table, layout, Choices(indicators={})).names
    chosen = {name: None if leave_out in name else key for name in names}
    choices = Choices(indicators=chosen, known_places_only=True)
    understood = flow.understand(seer, table, layout, choices)
    understood.refuse()
    figures = Figures(
        release=release(published), statements=understood.statements, file=store.keep(data, path.name)
    )
    return flow.bring_in(who, figures=figures, many_may_go=True)
