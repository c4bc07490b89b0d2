"""What changed about a mission or an indicator between two moments: one digest, frozen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from headway.briefs.charting import shift_words
from headway.briefs.indicators import indicator_brief
from headway.briefs.missions import MissionBrief, briefs_of
from headway.briefs.outlook import Outlook
from headway.briefs.shifts import new_shifts
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.sentences import Sentence
from headway.kernel.translations import Text
from headway.measures.choices import ReleaseState
from headway.measures.queries import CardRow, ReleaseRow, card_history
from headway.measures.queries.releases import changes_of_figures
from headway.missions.queries import charters, missions
from headway.places.queries import quiet
from headway.targets.queries import goal_history


@dataclass(frozen=True, slots=True)
class Standing:
    """How one measure stands after the change: its name, and the answer first."""

    name: str
    said: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the day we knew, what happened, people's own words where there are some, the result."""

    on: date
    sentence: Sentence
    note: str = ""
    standing: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """What one mail says; `coming` is what to expect next."""

    title: Text
    changes: tuple[Change, ...]
    coming: tuple[Sentence, ...]


def mission_digest(reader: Reader, *, mission: UUID, since: datetime, today: Reader) -> Digest | None:
    """Return what changed about a mission from a moment on, as known to the reader.

    None where nothing did, where the reader may not see it, or where it waits `today`: before an election,
    and while it stands still after a change of control.
    """
    rows = [row for row in missions(reader) if row.key == mission]
    if not rows or quiet(today, codes=[rows[0].place_code]):
        return None
    brief = briefs_of(reader, rows)[0]
    if brief.frozen:
        return None
    measures = [each for outcome in brief.outcomes for each in outcome.outlooks]
    changes = [
        *mission_changes(brief, since),
        *charter_changes(reader, brief, since),
        *goal_changes(reader, measures, since),
        *figure_changes(changes_of_figures(reader, since=since), measures, since),
        *shift_changes(reader, measures, since),
    ]
    if not changes:
        return None
    cards = {each.asked.card.indicator: each.asked.card for each in measures}
    return Digest(brief.title, by_day(changes), coming(cards.values(), reader))


def indicator_digest(reader: Reader, *, indicator: UUID, slug: str, since: datetime) -> Digest | None:
    """Return what changed about an indicator from a moment on; None where nothing did."""
    try:
        brief = indicator_brief(reader, slug=slug)
    except Missing:
        return None
    spoken = [
        row
        for row in changes_of_figures(reader, since=since)
        if indicator in {each.indicator for each in row.indicators}
    ]
    shown = [brief.outlook] if brief.outlook else []
    changes = [
        *card_changes(card_history(reader, indicator=indicator), since),
        *figure_changes(spoken, shown, since),
        *shift_changes(reader, shown, since),
    ]
    if not changes:
        return None
    return Digest(Text(brief.card.name), by_day(changes), coming([brief.card], reader))


def by_day(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda change: change.on))


def day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def mission_changes(brief: MissionBrief, since: datetime) -> list[Change]:
    """Return the steps of a mission's life."""
    row, first = brief.row, day(since)
    found = []
    if row.opened_at and row.opened_at >= since:
        found.append(Change(day(row.opened_at), Sentence(_("The mission is open to everybody."))))
    if row.adopted_on and row.adopted_on >= first:
        said = Sentence(_("The mission was adopted on %(day)s."), {"day": row.adopted_on})
        found.append(Change(row.adopted_on, said))
    if row.closed_on and row.closed_on >= first:
        said = Sentence(_("The mission was closed on %(day)s."), {"day": row.closed_on})
        found.append(Change(row.closed_on, said))
    return found


def charter_changes(reader: Reader, brief: MissionBrief, since: datetime) -> list[Change]:
    """Return the new versions of the charter; the first one is no change."""
    return [
        Change(
            day(row.known_from),
            Sentence(_("The charter changed: this is version %(version)s."), {"version": row.version}),
            row.change_note,
        )
        for row in charters(reader, mission=brief.row.key)
        if row.known_from >= since and row.version > 1
    ]


def goal_changes(reader: Reader, measures: Sequence[Outlook], since: datetime) -> list[Change]:
    """Return the goals that were set or moved."""
    named = {each.asked.target: each for each in measures if each.asked.target}
    found = []
    for key, versions in goal_history(reader, keys=named).items():
        for row in versions:
            if row.known_from >= since:
                said = _("A goal was set: %(name)s") if row.version == 1 else _("A goal changed: %(name)s")
                words = Sentence(said, {"name": named[key].asked.card.name})
                found.append(Change(day(row.known_from), words, row.change_note))
    return found


def figure_changes(
    releases: Iterable[ReleaseRow], measures: Sequence[Outlook], since: datetime
) -> list[Change]:
    """Return the releases that came in or were undone, with how the measures they speak of stand now."""
    found = []
    for row in releases:
        spoken = {each.indicator for each in row.indicators}
        touched = [each for each in measures if each.asked.card.indicator in spoken]
        if not touched:
            continue
        words = {"publisher": row.publisher, "title": row.title}
        if row.received_at >= since:
            said = Sentence(_("New figures: %(title)s (%(publisher)s)."), words)
            found.append(Change(day(row.received_at), said, standing=standings(touched)))
        if row.state == ReleaseState.UNDONE and row.undone_at and row.undone_at >= since:
            said = Sentence(_("Figures were taken back: %(title)s (%(publisher)s)."), words)
            found.append(Change(day(row.undone_at), said, row.undone_reason, standings(touched)))
    return found


def shift_changes(reader: Reader, measures: Sequence[Outlook], since: datetime) -> list[Change]:
    """Return the small lasting shifts that are new: one change with all of them, and of how many charts."""
    found = new_shifts(reader, measures, since)
    if not found:
        return []
    said = Sentence(
        _("A small lasting shift is new on %(found)s of %(charts)s chart that could show one."),
        {"found": len(found), "charts": sum(each.judgement.chart.summed for each in measures)},
        plural=_("A small lasting shift is new on %(found)s of %(charts)s charts that could show one."),
        count="charts",
    )
    told = tuple(
        Standing(full_name(each), shift_words(each.judgement.chart, each.values, each.asked.card))
        for each in found
    )
    return [Change(day(reader.at), said, standing=told)]


def full_name(measure: Outlook) -> str:
    return f"{measure.asked.card.name}, {measure.asked.place_name}"


def standings(measures: Sequence[Outlook]) -> tuple[Standing, ...]:
    return tuple(Standing(full_name(each), (*each.lead, *each.more[:1])) for each in measures)


def card_changes(cards: Sequence[CardRow], since: datetime) -> list[Change]:
    """Return the new versions of an indicator's card; the first one is no change."""
    return [
        Change(
            day(card.known_from),
            Sentence(_("The card changed: this is version %(version)s."), {"version": card.version}),
            card.change_note,
        )
        for card in cards
        if card.known_from >= since and card.version > 1
    ]


def coming(cards: Iterable[CardRow], reader: Reader) -> tuple[Sentence, ...]:
    """Say when the next figures are expected."""
    ahead = sorted(
        (card.next_release_on, card.name)
        for card in cards
        if card.next_release_on and card.next_release_on >= day(reader.at)
    )
    said = _("Next figures of “%(name)s”: %(day)s.")
    return tuple(Sentence(said, {"name": name, "day": on}) for on, name in ahead[:5])
