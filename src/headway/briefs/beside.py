"""A panel drawn by lot beside everybody who voted: shares, intervals, what a fair sample would show."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.voice.analysis.beside import Beside, BesideRow, Told, VolunteersRow, beside, volunteers
from headway.voice.analysis.panels import Target
from headway.voice.choices import FLOOR
from headway.voice.queries import StatementRow, statements
from headway.voice.queries.beside import counts_by_run
from headway.voice.queries.panels import FrameRow, PanelRow


@dataclass(frozen=True, slots=True)
class BesideLine:
    """One statement with what the panel and everybody else say."""

    row: StatementRow
    found: BesideRow


@dataclass(frozen=True, slots=True)
class BesideBrief:
    """What the panel's page says of the two; `run` is the print run that holds the panel's own votes."""

    found: Beside | None
    lines: tuple[BesideLine, ...]
    volunteers: tuple[VolunteersRow, ...]
    run: str

    @property
    def weighted(self) -> bool:
        return self.found is not None and self.found.told is Told.WEIGHTED

    @property
    def summary(self) -> Sentence:
        """Say on how many statements the panel is within chance, or why it cannot be told."""
        if self.found is None:
            return Sentence(_("No conversation asks everybody the same, so there is nobody to compare with."))
        if not self.lines:
            said = _(
                "It cannot be told: fewer than %(floor)s of the panel, or of everybody else, voted on the "
                "same statement. The panel votes with codes of a print run that is named “%(run)s”, or its "
                "sheets are entered under that name."
            )
            return Sentence(said, {"floor": FLOOR, "run": self.run})
        return Sentence(
            _(
                "On %(inside)s of %(n)s statement the panel is within what a fair sample of its size would "
                "show."
            ),
            {"inside": sum(line.found.inside for line in self.lines), "n": len(self.lines)},
            plural=_(
                "On %(inside)s of %(n)s statements the panel is within what a fair sample of its size would "
                "show."
            ),
            count="n",
        )

    @property
    def weighting(self) -> Sentence:
        """Say by what everybody else was weighted, or why not."""
        if self.found is not None and self.weighted:
            return Sentence(
                _(
                    "Everybody else is weighted to the place by %(feature)s, as the panel’s targets have it. "
                    "That mends who took part by %(feature)s, and nothing else."
                ),
                {"feature": self.found.feature},
            )
        return Sentence(
            _(
                "Everybody else is not weighted to the place: nothing is known of who they are. Print runs "
                "of codes named as the values of one of the panel’s features would allow it, with %(floor)s "
                "votes in each."
            ),
            {"floor": FLOOR},
        )

    @property
    def unlike(self) -> int:
        """How many values have more or fewer volunteers than a fair sample would."""
        return sum(not row.inside for row in self.volunteers)


def beside_brief(
    reader: Reader, row: PanelRow, fixed: FrameRow | None, targets: tuple[Target, ...]
) -> BesideBrief:
    """Answer how a panel stands beside everybody who voted; three queries at most."""
    people = volunteers(targets, fixed.people, row.size) if fixed is not None else ()
    if row.conversation is None:
        return BesideBrief(None, (), people, row.slug)
    counts = counts_by_run(reader, conversation=row.conversation, run=row.slug)
    live = statements(reader, conversations={row.conversation}, live=True) if counts else ()
    named = {each.key: each for each in live}
    found = beside({key: cells for key, cells in counts.items() if key in named}, targets, row.slug)
    lines = tuple(BesideLine(named[each.statement], each) for each in found.rows)
    return BesideBrief(found, lines, people, row.slug)
