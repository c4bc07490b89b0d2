"""Which figures of a release a person should look at before they count, for the page that asks."""

from collections.abc import Mapping
from itertools import islice
from typing import Any
from uuid import UUID

from headway.flows.figures.releases import WorkedOut
from headway.kernel.actors import Reader
from headway.measures.analysis.doubts import Bounds, DoubtfulFigure, doubts
from headway.measures.choices import ChartKind
from headway.measures.queries import cards

SHOWN = 20


def doubtful(reader: Reader, *, indicators: Mapping[UUID, int], worked: WorkedOut) -> list[DoubtfulFigure]:
    """Return the figures in doubt of a release that would be the newest; of a late one none are judged."""
    if worked.late:
        return []
    bounds = {
        indicators[key]: Bounds(row.lowest, row.highest, share=row.chart is ChartKind.SHARE)
        for key, row in cards(reader, keys=indicators).items()
    }
    return list(doubts(worked.before, (*worked.found.added, *worked.found.revised), bounds))


def doubt_data(found: list[DoubtfulFigure], named: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the first doubts as JSON data, each with the names of its figure."""
    return [
        name | {"code": each.code.value, "expected": each.expected, "factor": each.factor}
        for each, name in zip(islice(found, SHOWN), named, strict=False)
    ]
