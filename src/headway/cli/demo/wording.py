"""The wording of Camden's missions, from the pack in `examples/camden`; who leads them here is made up."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from headway.cli.demo import figures

LEADS = {
    "diversity": "Director of Strategy",
    "young-people": "Director of Children’s Services",
    "food": "Director of Public Health",
    "estates": "Director of Housing",
}
OWN = {  # outcomes that the fictional borough judges by figures of its own, which are made up
    "Those in positions of power are as diverse as the community": "leaders-like-us",
    "Everyone eats well every day": "eats-well",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome with the indicators and places that it is judged by."""

    text: str
    headline: bool
    for_whom: str
    measures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A mission as its body wrote it."""

    slug: str
    title: str
    short_title: str
    deadline: date
    source: str
    lead: str
    outcomes: tuple[Outcome, ...]
    welsh: dict[str, str] = field(default_factory=dict)


def missions() -> list[Wording]:
    """Return the four missions in the order in which the pack tells them."""
    records = figures.read("camden/missions.json")["records"]
    words = figures.read("camden/words.json")["records"]
    indicators = {
        each["key"]: each["thing"]["slug"]
        for each in figures.read("camden/indicators.json")["records"]
        if each["record"] == "indicator"
    }
    charters = {each["mission"]: each for each in records if each["record"] == "charter"}
    return [
        Wording(
            slug=each["thing"]["slug"],
            title=charters[each["key"]]["title"],
            short_title=charters[each["key"]]["short_title"],
            deadline=date.fromisoformat(charters[each["key"]]["deadline"]),
            source=charters[each["key"]]["source"],
            lead=LEADS[each["thing"]["slug"]],
            outcomes=_outcomes(each["key"], records, indicators),
            welsh={word["field"]: word["text"] for word in words if word.get("thing") == each["key"]},
        )
        for each in records
        if each["record"] == "mission"
    ]


def _outcomes(mission: str, records: list[dict[str, Any]], indicators: dict[str, str]) -> tuple[Outcome, ...]:
    chosen = [each for each in records if each["record"] == "outcome" and each["mission"] == mission]
    return tuple(
        Outcome(
            text=each["text"],
            headline=each.get("headline", False),
            for_whom=each.get("for_whom", ""),
            measures=(
                *(((OWN[each["text"]], figures.BOROUGH),) if each["text"] in OWN else ()),
                *(
                    (indicators[row["indicator"]], row["place"])
                    for row in records
                    if row["record"] == "outcome-measure" and row["outcome"] == each["key"]
                ),
            ),
        )
        for each in sorted(chosen, key=lambda each: each["position"])
    )
