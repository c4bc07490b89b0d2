"""Releases: figures come in as statements or as a file, all or nothing; a release is undone as a whole."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, File, Form, Query, Router, Status
from ninja.files import UploadedFile

from headway.api import edge
from headway.api.finding import indicator_key
from headway.api.measures.figures import (
    FiguresSent,
    FileSent,
    as_table,
    choices_of,
    known_names,
    new_release,
    table_and_layout,
)
from headway.api.pages import part
from headway.api.schemas import Address, Asked, Page, Received, Told, Words
from headway.files import store
from headway.flows import figures as flow
from headway.measures.choices import ReleaseState
from headway.measures.queries import release, releases

router = Router(tags=["releases"])
MOST = 100_000


class SpokenTold(Told):
    """An indicator that a release speaks of, and in how many rows."""

    indicator: UUID
    name: str
    slug: str
    rows: int


class ReleaseTold(Told):
    """One release with its provenance."""

    key: UUID
    publisher: str
    title: str
    licence: str
    url: str
    published_at: datetime
    sequence: int
    received_at: datetime
    complete: bool
    invented: bool
    state: ReleaseState
    undone_at: datetime | None
    undone_reason: str
    content: str
    file: str | None
    file_name: str
    mapping: str
    mapping_version: int | None
    indicators: list[SpokenTold]


class BroughtInTold(Told):
    """What became of figures: `already` says that nothing changed because they were here."""

    release: ReleaseTold
    already: bool
    late: bool
    rows: int
    added: int
    revised: int
    gone: int
    unchanged: int
    without_value: int
    left_out: int


class ReleaseFilter(Asked):
    """Releases of one indicator, or all."""

    indicator: Address | None = None


class Undoing(Received):
    """Why a release is undone."""

    reason: Words


@router.get("/releases", response=Page[ReleaseTold])
def list_releases(request: HttpRequest, asked: Query[ReleaseFilter]) -> Page[ReleaseTold]:
    """List releases, newest publication first."""
    reader = edge.reader(request)
    key = indicator_key(reader, asked.indicator) if asked.indicator else None
    rows = releases(reader, indicator=key, limit=MOST)
    return part(
        rows,
        asked,
        order=lambda row: (row.published_at.isoformat(), f"{row.sequence:010}", str(row.key)),
        tell=ReleaseTold.of,
        newest_first=True,
    )


@router.get("/releases/{uuid:release_key}", response=ReleaseTold)
def read_release(request: HttpRequest, release_key: UUID) -> ReleaseTold:
    """Read one release with its provenance."""
    return ReleaseTold.of(release(edge.reader(request), key=release_key))


@router.post("/releases", response={200: BroughtInTold, 201: BroughtInTold}, auth=edge.may_write)
def bring_in_figures(request: HttpRequest, sent: Body[FiguresSent]) -> Status[BroughtInTold]:
    """Bring in figures as a release, all or nothing. Needs the role of analyst for each indicator.

    The same release again changes nothing: 200 with `already`.
    """
    reader = edge.reader(request)
    table, layout = as_table(sent.figures)
    choices = flow.Choices(indicators=known_names(reader))
    understood = flow.understand(reader, table, layout, choices)
    understood.refuse()
    wanted = flow.Figures(release=new_release(sent), statements=understood.statements)
    return accept(request, wanted, understood, many_may_go=sent.many_may_go)


@router.post("/releases/files", response={200: BroughtInTold, 201: BroughtInTold}, auth=edge.may_write)
def bring_in_file(
    request: HttpRequest, sent: Form[FileSent], file: File[UploadedFile]
) -> Status[BroughtInTold]:
    """Bring in the figures of a file as a release, all or nothing. Needs the role of analyst.

    A header that a mapping knows needs no mapping; the same file again changes nothing.
    """
    reader = edge.reader(request)
    store.check_size(file.size or 0)
    data = file.read()
    table, layout = table_and_layout(reader, data, sent)
    understood = flow.understand(reader, table, layout, choices_of(reader, sent))
    understood.refuse()
    wanted = flow.Figures(
        release=new_release(sent),
        statements=understood.statements,
        file=store.keep(data, store.safe_name(file.name or "")),
    )
    return accept(request, wanted, understood, many_may_go=sent.many_may_go)


@router.post("/releases/{uuid:release_key}/undo", response=ReleaseTold, auth=edge.may_write)
def undo_release(request: HttpRequest, release_key: UUID, sent: Body[Undoing]) -> ReleaseTold:
    """Undo a release as a whole; it stays in the history. Needs the role of analyst."""
    flow.undo_release(edge.by(request), release=release_key, reason=sent.reason)
    return ReleaseTold.of(release(edge.reader(request), key=release_key))


def accept(
    request: HttpRequest, wanted: flow.Figures, understood: flow.Understood, *, many_may_go: bool
) -> Status[BroughtInTold]:
    """Bring the figures in and say what became of them."""
    done = flow.bring_in(edge.by(request), figures=wanted, many_may_go=many_may_go)
    names = ("already", "late", "rows", "added", "revised", "gone", "unchanged")
    told = BroughtInTold(
        release=ReleaseTold.of(release(edge.reader(request), key=done.release)),
        without_value=understood.without_value,
        left_out=understood.left_out,
        **{name: getattr(done, name) for name in names},
    )
    return Status(200 if done.already else 201, told)
