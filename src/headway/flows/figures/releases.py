"""A release of figures comes in, or is undone: worked out before the transaction, written in a short one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.files import steps as files
from headway.files import store
from headway.files.choices import UploadState
from headway.files.store import Sent
from headway.formats.canonical import canonical
from headway.formats.statements import Statement
from headway.kernel.actions import Done, action, once_more
from headway.kernel.actors import By, Reader
from headway.kernel.canonical import Digest
from headway.kernel.errors import Forbidden, Invalid
from headway.kernel.sentences import Sentence, Value
from headway.measures import events, permissions
from headway.measures import steps as measures
from headway.measures.analysis import (
    Differences,
    NewRelease,
    Plan,
    Said,
    SeriesKey,
    Vintage,
    differences,
    intervals,
    pairs,
    plan_newest,
    plan_rebuild,
)
from headway.measures.analysis.corrections import Corrected, correct
from headway.measures.queries import corrections, ground
from headway.measures.steps import NEW, Written

GONE_SHARE = 0.2  # of the figures that stood before; more needs an explicit choice
Words = Mapping[tuple[SeriesKey, date], Said]


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """How the file was read, to be kept with its release."""

    name: str
    fingerprint: str
    layout: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Statements about our indicators and places, and the release they come from."""

    release: NewRelease
    statements: tuple[Statement, ...]
    file: Sent | None = None
    mapping: SavedMapping | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOut:
    """What a release would change; `twin` is the release that says the same already."""

    written: Written | None
    found: Differences
    late: bool
    twin: UUID | None
    content: Sent
    corrected: int  # figures that declared corrections change
    before: Words  # the latest words on its indicators before it; empty for a twin


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """What became of a release: `already` says that nothing was changed because it was here."""

    release: UUID
    already: bool
    late: bool
    rows: int
    added: int
    revised: int
    gone: int
    unchanged: int


def work_out(by: By, figures: Figures) -> WorkedOut:
    """Compare a release with what is known and plan its writes; nothing counts yet.

    The record of the release goes to the store of files: without a row it is harmless.

    Raises
    ------
    Invalid
        When there is no figure in it.
    Forbidden
        For somebody who may not import for all of its indicators.
    """
    if not figures.statements:
        raise Invalid(Sentence(_("There is no figure in this file for the indicators and places chosen.")))
    reader, release = Reader(by.actor, by.at), figures.release
    counts: Counter[UUID] = Counter()
    for indicator, rows in Counter(one.indicator for one in figures.statements).items():
        counts[UUID(indicator)] += rows
    if not permissions.may_accept_release(by.actor, indicators=frozenset(counts)):
        raise Forbidden
    known = ground.ground(reader, indicators=counts)
    declared = {row.where: row.correction for row in corrections(reader, indicators=counts)}
    corrected = correct(figures.statements, declared)
    if corrected.fixed:
        raise _source_fixed(corrected)
    content = store.keep(canonical(corrected.statements), "record.csv")
    moment = ground.Moment(release.published_at, release.publisher, release.sequence)
    standing = ground.standing(
        reader, indicators=known.indicators.values(), wanted=moment, content=content.stored.sha256
    )
    if standing.twin is not None:
        same = Differences((), (), (), len(figures.statements), 0)
        return WorkedOut(
            written=None, found=same, late=False, twin=standing.twin, content=content, corrected=0, before={}
        )
    said = ground.numbered(reader, rows=corrected.statements)
    new = Vintage(NEW, release.published_at, standing.sequence, release.complete, said)
    look = _plan_newest if standing.newest else _plan_late
    plan, found, before = look(reader, known, new)
    written = Written(
        release=release,
        sequence=standing.sequence,
        content=content.stored.sha256,
        file=figures.file.stored.sha256 if figures.file else None,
        mapping=None,
        ground=known,
        rows=counts,
        plan=plan,
    )
    return WorkedOut(
        written=written,
        found=found,
        late=not standing.newest,
        twin=None,
        content=content,
        corrected=len(corrected.applied),
        before=before,
    )


def _source_fixed(found: Corrected) -> Invalid:
    """Say which declared correction no longer meets the figure that it was declared for."""
    at, _now = found.fixed[0]
    values: dict[str, Value] = {"place": at.place, "day": at.start, "n": len(found.fixed)}
    one = _(
        "The source no longer says what a declared correction expects (%(place)s, period from %(day)s): "
        "end that correction, then bring the figures in."
    )
    many = _(
        "The source no longer says what %(n)s declared corrections expect, the first for %(place)s, period "
        "from %(day)s: end them, then bring the figures in."
    )
    return Invalid(Sentence(one, values, plural=many, count="n"))


def _plan_newest(reader: Reader, known: ground.Ground, new: Vintage) -> tuple[Plan, Differences, Words]:
    current = ground.latest_words(reader, indicators=known.indicators.values())
    words = {key: each.interval.said for key, each in current.items()}
    found = differences(words, new.said, complete=new.complete)
    return plan_newest(current, found, new), found, words


def _plan_late(reader: Reader, known: ground.Ground, new: Vintage) -> tuple[Plan, Differences, Words]:
    """Rebuild what the release speaks of; its differences are to what was known just before it."""
    touched = pairs(new.said)
    others = ground.vintages(reader, indicators=known.indicators.values(), pairs=touched)
    wanted = intervals([*others, new])
    earlier = intervals(each for each in others if each.order[:2] < new.order[:2])
    words = {(row.series, row.start): row.said for row in earlier if row.known_to is None}
    plan = plan_rebuild(ground.stored_intervals(reader, pairs=touched), wanted)
    return plan, differences(words, new.said, complete=new.complete), words


def bring_in(by: By, *, figures: Figures, many_may_go: bool = False, upload: UUID | None = None) -> BroughtIn:
    """Accept a release; the same one again changes nothing and says so.

    Raises
    ------
    Invalid
        When there is no figure in it, when its description is not whole, or when more than a fifth
        of what stood before is gone and nobody chose to accept that.
    Forbidden, Gone, Conflict
        As `measures.steps.accept`.
    """
    measures.check(figures.release, by.at)

    def attempt() -> BroughtIn:
        worked = work_out(by, figures)
        found, late = worked.found, worked.late
        if worked.written is None:
            assert worked.twin is not None
            if upload is not None:
                _close_upload(by, upload=upload, release=worked.twin)
            return _brought_in(worked.twin, worked, already=True)
        if found.gone_share > GONE_SHARE and not many_may_go and not late:
            raise _many_gone(found)
        with measures.staged(worked.written.plan) as staged:
            ready = replace(worked, written=replace(worked.written, staged=staged))
            release = _accept(by, worked=ready, figures=figures, upload=upload)
        return _brought_in(release, worked, already=False)

    return once_more(attempt)


def _brought_in(release: UUID, worked: WorkedOut, *, already: bool) -> BroughtIn:
    found = worked.found
    return BroughtIn(
        release=release,
        already=already,
        late=worked.late,
        rows=sum(worked.written.rows.values()) if worked.written else found.unchanged,
        added=len(found.added),
        revised=len(found.revised),
        gone=len(found.gone),
        unchanged=found.unchanged,
    )


def _many_gone(found: Differences) -> Invalid:
    gone = len(found.gone) + found.left_out
    said = Sentence(
        _("This file no longer gives %(gone)s of %(before)s figures. Check that it is whole."),
        {"gone": gone, "before": gone + len(found.revised) + found.unchanged},
    )
    return Invalid(said, {"many_may_go": said})


@action(events.ReleaseAccepted)
def _accept(by: By, *, worked: WorkedOut, figures: Figures, upload: UUID | None) -> Done[UUID]:
    written = worked.written
    assert written is not None
    files.register(worked.content, by.at)
    if figures.file is not None:
        files.register(figures.file, by.at)
    saved = figures.mapping
    if saved is not None:
        written = replace(
            written, mapping=files.save_mapping(saved.name, saved.fingerprint, saved.layout, by.at)
        )
    thing = measures.accept(written, by)
    if upload is not None:
        _note_release(by, upload, thing.key)
    found = worked.found
    event = events.ReleaseAccepted(
        about=thing.key,
        content=Digest(written.content),
        published_at=written.release.published_at,
        sequence=written.sequence,
        late=worked.late,
        indicators=len(written.rows),
        rows=sum(written.rows.values()),
        added=len(found.added),
        revised=len(found.revised),
        gone=len(found.gone),
    )
    return Done(event, thing.key)


@action(events.ReleaseFoundAgain)
def _close_upload(by: By, *, upload: UUID, release: UUID) -> Done[None]:
    """The upload says what a release says already: it is decided, and no figure changes."""
    _note_release(by, upload, release)
    return Done(events.ReleaseFoundAgain(about=release, upload=upload), None)


def _note_release(by: By, upload: UUID, release: UUID) -> None:
    row = files.move(upload, UploadState.ACCEPTED, by)
    row.details = {**row.details, "release": str(release)}
    row.save(update_fields=["details"])


def undo_release(by: By, *, release: UUID, reason: str) -> int:
    """Undo a release as a whole: its series say again what the others say; it stays in the history.

    Returns
    -------
    int : how many rows of the table of values changed

    Raises
    ------
    Forbidden, Conflict, Invalid
        As `measures.steps.undo`.
    """

    def attempt() -> int:
        reader = Reader(by.actor, by.at)
        found = ground.undo_ground(reader, release=release)
        touched = pairs(ground.read_content(reader, sha256=found.content))
        others = ground.vintages(
            reader, indicators=found.ground.indicators.values(), pairs=touched, but=release
        )
        stored = ground.stored_intervals(reader, pairs=touched)
        return _undo(
            by,
            release=release,
            reason=reason,
            ground=found.ground,
            plan=plan_rebuild(stored, intervals(others)),
        )

    return once_more(attempt)


@action(events.ReleaseUndone)
def _undo(by: By, *, release: UUID, reason: str, ground: ground.Ground, plan: Plan) -> Done[int]:
    changed = measures.undo(release, reason=reason, ground=ground, plan=plan, by=by)
    event = events.ReleaseUndone(about=release, indicators=len(ground.indicators), changed=changed)
    return Done(event, changed)
