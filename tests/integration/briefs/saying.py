"""What briefs say, as text that can be compared: rendered sentences, values, dates, in every field."""

from dataclasses import fields, is_dataclass
from uuid import UUID

import numpy as np

from headway.briefs.indicators import indicator_brief, indicator_list
from headway.briefs.missions import mission_brief, mission_list
from headway.briefs.outlook import Outlook
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence

# What a page needs for its forms and its notes, not what it says: versions of Things, later knowledge.
NOT_SAID = {
    ("MissionRow", "version"),
    ("SeriesAsked", "target_version"),
    ("TargetRow", "version"),
    ("Outlook", "arrived_late"),
    ("IndicatorBrief", "arrived_late"),
    ("SeriesValues", "revised_later"),
    ("SeriesValues", "arrived_late"),
}
Said = dict[tuple[object, ...], str]


def plain(value: object, language: str) -> object:
    """Return a brief as nested tuples of text."""
    if isinstance(value, Sentence):
        return value.render(language)
    if is_dataclass(value):
        name = type(value).__name__
        return (
            name,
            *(
                (each.name, plain(getattr(value, each.name), language))
                for each in fields(value)
                if (name, each.name) not in NOT_SAID
            ),
        )
    if isinstance(value, np.ndarray):
        return repr(value.tolist())
    if isinstance(value, dict):
        return tuple((repr(key), plain(each, language)) for key, each in value.items())
    if isinstance(value, tuple | list | frozenset | set):
        return tuple(plain(each, language) for each in value)
    return repr(value)


def say(reader: Reader, indicators: list[UUID]) -> tuple[Said, dict[tuple[object, ...], object]]:
    """Return everything that the briefs say to a reader, by part, and what each part notes of lateness.

    A part is named (kind, ..., indicators it rests on); its note is when figures of it arrived late.
    """
    said: Said = {}
    notes: dict[tuple[object, ...], object] = {}

    def put(name: tuple[object, ...], value: object, note: object = None) -> None:
        said[name], notes[name] = repr(plain(value, reader.language)), note

    def outlook(where: tuple[object, ...], found: Outlook) -> None:
        put((*where, found.asked.wanted.indicator), found, found.arrived_late)

    listed = mission_list(reader)
    put(("list",), [brief.row for brief in listed])
    for line in listed:
        brief = mission_brief(reader, slug=line.row.slug)
        assert plain(brief, reader.language) == plain(line, reader.language)
        words = (brief.row, brief.title, brief.short_title, brief.challenge, brief.scope, brief.measured)
        put(("mission", brief.row.key), words)
        for part in brief.outcomes:
            where = ("outcome", part.row.key)
            put(where, (part.row, part.text, part.for_whom, [each.asked for each in part.outlooks]))
            for each in part.outlooks:
                outlook((*where, each.asked.wanted), each)
    put(("indicators",), [line.card for line in indicator_list(reader)])
    for line in indicator_list(reader):
        if line.card.indicator in indicators:
            found = indicator_brief(reader, slug=line.card.slug)
            put(("indicator", line.card.indicator), found, found.arrived_late)
            put(("cards", line.card.indicator, None), (found.card, found.cards, found.missions))
    return said, notes
