"""Our own pictures: server-side SVG from frozen rows, no script, no style sheet needed.

Each chart is a function from one frozen dataclass to a `Picture`: the SVG, its title and description, and
the same numbers as a `Table`. All words come from the caller or from `Words`; numbers and dates are written
by callables of the `Sheet`. Draw a picture twice, with ``sheet`` and ``sheet.narrow()``, for two widths.
"""

from headway.look.charts.curve import CurveChart, curve
from headway.look.charts.forecast import FanChart, OutlookChart, fan, outlook
from headway.look.charts.funnel import FunnelChart, FunnelPoint, funnel
from headway.look.charts.model import (
    WORDS,
    Dates,
    Ghost,
    Grain,
    NotDrawableError,
    Note,
    Numbers,
    Path,
    Picture,
    Point,
    Sheet,
    Step,
    Table,
    Target,
    Words,
    plain_date,
    plain_number,
)
from headway.look.charts.rows import ChanceChart, Row, RowChart, RowKind, chance, rows
from headway.look.charts.runchart import RunChart, run_chart
from headway.look.charts.sparkline import Sparkline, sparkline
from headway.look.charts.spc import Segment, SpcChart, SpcPoint, Special, spc
from headway.look.charts.tilemap import MapTile, TileMap, tile_map
from headway.look.charts.tiles import Tile, TileChart, tiles
from headway.look.charts.trajectory import TrajectoryChart, trajectory

__all__ = [
    "WORDS",
    "ChanceChart",
    "CurveChart",
    "Dates",
    "FanChart",
    "FunnelChart",
    "FunnelPoint",
    "Ghost",
    "Grain",
    "MapTile",
    "NotDrawableError",
    "Note",
    "Numbers",
    "OutlookChart",
    "Path",
    "Picture",
    "Point",
    "Row",
    "RowChart",
    "RowKind",
    "RunChart",
    "Segment",
    "Sheet",
    "Sparkline",
    "SpcChart",
    "SpcPoint",
    "Special",
    "Step",
    "Table",
    "Target",
    "Tile",
    "TileChart",
    "TileMap",
    "TrajectoryChart",
    "Words",
    "chance",
    "curve",
    "fan",
    "funnel",
    "outlook",
    "plain_date",
    "plain_number",
    "rows",
    "run_chart",
    "sparkline",
    "spc",
    "tile_map",
    "tiles",
    "trajectory",
]
