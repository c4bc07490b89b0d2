"""What a mission's page, its API answer and the list of missions say, as known at the reader's moment."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.briefs.elections import Frozen, frozen, waits
from headway.briefs.outlook import Outlook, asked_of, outlooks
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.kernel.translations import Text, Texts, texts
from headway.missions.queries import (
    MissionRow,
    OutcomeRow,
    measures_of,
    mission,
    missions,
    outcomes,
)
from headway.targets.analysis import Status


@dataclass(frozen=True, slots=True)
class OutcomeBrief:
    """An outcome in the reader's language with what it is judged by."""

    row: OutcomeRow
    text: Text
    for_whom: Text
    outlooks: tuple[Outlook, ...]


@dataclass(frozen=True, slots=True)
class MissionBrief:
    """One mission's page: question 1 alive; the others say whether they are opened."""

    row: MissionRow
    title: Text
    short_title: Text
    challenge: Text
    scope: Text
    outcomes: tuple[OutcomeBrief, ...]
    measured: Sentence
    summary: tuple[Sentence, ...]  # of question 1: one clause a status
    synthetic: bool
    date_passed: bool  # the mission's date lies before the day that is shown
    waits: Sentence | None = None  # what members are told before an election
    frozen: Frozen | None = None  # since another administration took over and has not taken the mission up

    @property
    def headline(self) -> Outlook | None:
        """Return the first measure of the first headline outcome, for lists."""
        ranked = sorted(self.outcomes, key=lambda outcome: not outcome.row.headline)
        return next((outcome.outlooks[0] for outcome in ranked if outcome.outlooks), None)


@dataclass(frozen=True, slots=True)
class MissionLink:
    """A mission by its address and its title in the reader's language."""

    slug: str
    title: Text


def links_to(reader: Reader, rows: Sequence[MissionRow]) -> tuple[MissionLink, ...]:
    """Return links to some missions; one query."""
    said = texts({row.key for row in rows}, language=reader.language, at=reader.at)
    return tuple(
        MissionLink(row.slug, said.say(row.key, "title", row.charter.title, row.charter.language))
        for row in rows
    )


def mission_brief(reader: Reader, *, slug: str) -> MissionBrief:
    """Answer one mission's page; six queries (seven where the address is an old one).

    Raises
    ------
    Missing
        When there is no such mission, or not for this reader.
    """
    row = mission(reader, slug=slug)
    return replace(briefs_of(reader, (row,))[0], waits=waits(reader, codes=[row.place_code]))


def mission_list(reader: Reader) -> tuple[MissionBrief, ...]:
    """Answer the list of missions, each with its headline; six queries whatever their number."""
    return briefs_of(reader, missions(reader))


def briefs_of(reader: Reader, rows: Sequence[MissionRow]) -> tuple[MissionBrief, ...]:
    """Answer some missions at once, those that stand still as of the day they were left."""
    left = frozen(reader, rows)
    if not left:
        return running(reader, rows)
    told = {each.row.key: each for each in running(reader, [row for row in rows if row.key not in left])}
    for moment in sorted({each.at for each in left.values()}):
        then = replace(reader, at=moment)
        keys = {key for key, each in left.items() if each.at == moment}
        for brief in running(then, [row for row in missions(then) if row.key in keys]):
            told[brief.row.key] = replace(brief, frozen=left[brief.row.key])
    return tuple(told[row.key] for row in rows if row.key in told)


def running(reader: Reader, rows: Sequence[MissionRow]) -> tuple[MissionBrief, ...]:
    """Answer some missions at once: outcomes, measures, values, translations."""
    keys = {row.key for row in rows}
    parts = outcomes(reader, missions=keys)
    measures = measures_of(reader, missions=keys)
    answered: dict[UUID, list[Outlook]] = defaultdict(list)
    for measure, found in zip(measures, outlooks(reader, [asked_of(each) for each in measures]), strict=True):
        answered[measure.outcome].append(found)
    said = texts({*keys, *(part.key for part in parts)}, language=reader.language, at=reader.at)
    by_mission: dict[UUID, list[OutcomeBrief]] = defaultdict(list)
    for part in parts:
        by_mission[part.mission].append(outcome_brief(part, said, tuple(answered[part.key])))
    return tuple(mission_from(reader, row, said, tuple(by_mission[row.key])) for row in rows)


def outcome_brief(row: OutcomeRow, said: Texts, found: tuple[Outlook, ...]) -> OutcomeBrief:
    """Put an outcome into the reader's language."""
    return OutcomeBrief(
        row,
        said.say(row.key, "text", row.text, row.language),
        said.say(row.key, "for_whom", row.for_whom, row.language),
        found,
    )


def mission_from(
    reader: Reader, row: MissionRow, said: Texts, parts: tuple[OutcomeBrief, ...]
) -> MissionBrief:
    """Put a mission together."""
    charter = row.charter

    def say(field: str, original: str) -> Text:
        return said.say(row.key, field, original, charter.language)

    return MissionBrief(
        row=row,
        title=say("title", charter.title),
        short_title=say("short_title", charter.short_title),
        challenge=say("challenge", charter.challenge),
        scope=say("scope", charter.scope),
        outcomes=parts,
        measured=measured_words(parts),
        summary=tuple(summary_words(parts)),
        synthetic=row.place_invented or any(each.invented for part in parts for each in part.outlooks),
        date_passed=charter.deadline is not None and charter.deadline < reader.at.date(),
    )


def measured_words(parts: Sequence[OutcomeBrief]) -> Sentence:
    """Say how many outcomes are measured, and name the first that is not."""
    if not parts:
        return Sentence(_("This mission has no outcomes yet."))
    bare = [part for part in parts if not part.outlooks]
    values = {"measured": len(parts) - len(bare), "all": len(parts)}
    if not bare:
        return Sentence(
            _("The %(all)s outcome is measured."),
            values,
            plural=_("All %(all)s outcomes are measured."),
            count="all",
        )
    return Sentence(
        _("%(measured)s of %(all)s outcome is measured. “%(first)s” has no measure yet."),
        {**values, "first": str(bare[0].text)},
        plural=_("%(measured)s of %(all)s outcomes are measured. “%(first)s” has no measure yet."),
        count="all",
    )


COUNTS = {
    Status.AHEAD: (_("%(n)s measure is ahead of its path."), _("%(n)s measures are ahead of their paths.")),
    Status.ON_COURSE: (_("%(n)s measure is on course."), _("%(n)s measures are on course.")),
    Status.BEHIND: (_("%(n)s measure is behind its path."), _("%(n)s measures are behind their paths.")),
    Status.CANNOT_TELL: (_("For %(n)s measure we cannot tell."), _("For %(n)s measures we cannot tell.")),
}


def summary_words(parts: Sequence[OutcomeBrief]) -> Sequence[Sentence]:
    """Count the statuses in words; a measure without a path counts as one we cannot tell."""
    found = [each.status or Status.CANNOT_TELL for part in parts for each in part.outlooks]
    return [
        Sentence(one, {"n": found.count(status)}, plural=many, count="n")
        for status, (one, many) in COUNTS.items()
        if status in found
    ]
