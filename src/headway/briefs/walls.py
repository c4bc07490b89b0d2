"""What a page with many charts says of them all: chance marks some, and which marks stay."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop as _

from headway.kernel.sentences import Figure, Sentence
from headway.targets.analysis.judgement import ChartFound
from headway.targets.analysis.walls import wall_of

FEWEST_CHARTS = 5  # with fewer, chance is no wall


def wall_words(named: Sequence[tuple[str, ChartFound | None]]) -> Iterable[Sentence]:
    """Say how many marks chance alone makes on charts with these names, and which stay.

    Nothing is said of fewer than five charts.
    """
    wall = wall_of([found for _name, found in named])
    if wall.charts < FEWEST_CHARTS:
        return
    if wall.expected < 1:
        said = _("On %(charts)s charts chance alone marks less than one on average, though nothing changed.")
    else:
        said = _("On %(charts)s charts chance alone marks about %(expected)s, though nothing changed.")
    yield Sentence(said, {"charts": wall.charts, "expected": Figure(wall.expected, places=0)})
    if not any(wall.marked):
        return
    stays = [name for (name, _found), kept in zip(named, wall.stays, strict=True) if kept]
    if stays:
        said = _("Allowing for their number, these signs of change stay: %(names)s.")
        yield Sentence(said, {"names": ", ".join(stays)})
    else:
        yield Sentence(_("Allowing for their number, no sign of change stays."))
