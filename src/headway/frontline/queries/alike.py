"""Who says the same: by the words that few others use, then by comparing texts.

Finding costs one index lookup a word, each of at most `COMMON` rows, and comparing at most `COMPARED` texts:
it does not grow with the number of barriers. A word that more than `COMMON` use says nothing and is left out.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from uuid import UUID

from django.db import connection

from headway.frontline.analysis import stems
from headway.frontline.models import BarrierMark, BarrierWords
from headway.frontline.queries.barriers import BarrierRow, barriers, known, public
from headway.kernel.actors import Reader
from headway.kernel.likeness import alike

COMMON = 300
COMPARED = 40
LEAST = 0.3


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """A barrier that says much the same; `share` is 1 for the same words. For suggestions alone."""

    row: BarrierRow
    share: float


def alike_words(reader: Reader, *, text: str, most: int = 3) -> tuple[BarrierRow, ...]:
    """Return barriers that the public may read about and that say the same, to who writes a new one."""
    found = compared(text, candidates(stems(text)))
    rows = public(reader, known(reader)).filter(thing__key__in=[key for key, _share in found])
    seen = set(rows.exclude(said="").values_list("thing__key", flat=True))
    kept = [key for key, _share in found if key in seen][:most]
    told = barriers(reader, keys=kept)
    return tuple(told[key] for key in kept)


def alike_to(reader: Reader, *, key: UUID, most: int = 5) -> tuple[AlikeRow, ...]:
    """Return barriers that say the same as one, to whoever sorts it."""
    own = BarrierWords.objects.filter(barrier__thing__key=key).values_list("tried", "stopped", "rule_cited")
    text = " ".join(next(iter(own), ()))
    near = [pair for pair in compared(text, candidates(stems(text))) if pair[0] != key][:most]
    told = barriers(reader, keys=[each for each, _share in near])
    return tuple(AlikeRow(told[each], share) for each, share in near if each in told)


def candidates(words: Iterable[str]) -> list[int]:
    """Return the barriers that share the rarest words, at most as many as can be compared."""
    weights: Counter[int] = Counter()
    for rows in lookup(sorted(words)).values():
        if len(rows) <= COMMON:
            for barrier in rows:
                weights[barrier] += log_weight(len(rows))
    return [barrier for barrier, _weight in weights.most_common(COMPARED)]


def log_weight(count: int) -> int:
    """Return what a word counts that so many use, in thousandths."""
    return round(1000 * log(1 + COMMON / count))


def lookup(words: list[str]) -> dict[str, list[int]]:
    """Return who uses each word, one more than `COMMON` of each at most, in one statement."""
    if not words:
        return {}
    table = connection.ops.quote_name(BarrierMark._meta.db_table)  # noqa: SLF001 - public by Django's documentation
    one = f"SELECT * FROM (SELECT stem, barrier_id FROM {table} WHERE stem = %s LIMIT %s) AS part"  # noqa: S608
    values = [value for word in words for value in (word, COMMON + 1)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(words)), values)
        found: dict[str, list[int]] = {}
        for stem, barrier in cursor.fetchall():
            found.setdefault(stem, []).append(barrier)
    return found


def compared(text: str, numbers: list[int]) -> list[tuple[UUID, float]]:
    """Compare texts letter by letter; return those that are alike enough, the most alike first."""
    rows = BarrierWords.objects.filter(pk__in=numbers).values_list(
        "barrier__thing__key", "tried", "stopped", "rule_cited"
    )
    said = {key: " ".join(parts) for key, *parts in rows}
    return [(each.key, each.share) for each in alike(text, said, least=LEAST, most=COMPARED)]
