"""What the bench says of a study: the estimate in a sentence, how sure it is, and what it stands on."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from headway.briefs import mixes as told_of_mixes
from headway.briefs.study_words import LEVEL, Ground, chance_of, figure_of
from headway.kernel.actors import Reader
from headway.kernel.sentences import Figure, Sentence, Value
from headway.learning import permissions
from headway.learning.analysis import StudyFound
from headway.learning.choices import StudyKind
from headway.learning.queries import MixRow, StudyRow, studies
from headway.missions.queries import MissionRow, missions

METHODS = {
    "imputation": _("Worked out by imputation: what teams without the practice saw predicts the rest."),
    "cs": _("Worked out by comparing changes, cohort by cohort (Callaway and Sant’Anna)."),
}
SURE = {
    "jackknife": _("How sure: each team in turn is left out."),
    "randomisation": _("How sure: the dates are dealt again among the teams, %(orders)s times."),
    "analytic": _("How sure: from the spread of %(teams)s teams."),
}
CAUTIONS = {
    "few_teams": _("Fewer than 8 teams: this describes them, and no interval can be given."),
    "as_if_random": _("The chance is worked out as if the order of adoption had been drawn by lot."),
    "few_orders": _("Few orders of adoption are possible: the chance cannot be under %(smallest)s."),
    "no_never": _("No team goes without the practice for good: it is compared with those that wait."),
    "gaps": _("%(missing)s of %(cells)s figures are missing; each comparison uses those there are."),
    "always": _("Teams that had the practice from the start were left out."),
    "unseen": _("Teams without any figure were left out."),
    "cohort_of_one": _("One team adopted alone: by itself it is no measure of chance."),
    "small_cohort": _("Fewer than 3 teams adopted together at some time: they are not shown by themselves."),
}


@dataclass(frozen=True, slots=True)
class StudyBrief:
    """A study in sentences."""

    row: StudyRow | MixRow
    sentence: Sentence
    sure: tuple[Sentence, ...]
    grounds: tuple[Ground, ...]
    cautions: tuple[Sentence, ...]
    mission: MissionRow | None


@dataclass(frozen=True, slots=True)
class BenchBrief:
    """The bench: studies so far, and missions for which this reader may begin one."""

    studies: tuple[StudyBrief, ...]
    missions: tuple[MissionRow, ...]


def bench_brief(reader: Reader) -> BenchBrief:
    """Return what stands on the bench."""
    known = missions(reader)
    by_key = {row.key: row for row in known}
    rows = tuple(study_brief(row, by_key.get(row.mission)) for row in studies(reader))
    return BenchBrief(rows, tuple(row for row in known if permissions.may_study(reader.actor, row.key)))


def studies_of(reader: Reader, *, mission: MissionRow, kind: StudyKind) -> tuple[StudyBrief, ...]:
    """Return the studies of one kind and mission, newest first."""
    rows = [row for row in studies(reader) if (row.mission, row.kind) == (mission.key, kind)]
    return tuple(study_brief(row, mission) for row in rows)


def study_brief(row: StudyRow | MixRow, mission: MissionRow | None) -> StudyBrief:
    """Return one study in sentences."""
    if isinstance(row, MixRow):
        asked, mix = row.asked, row.found
        return StudyBrief(
            row,
            told_of_mixes.headline(asked, mix),
            told_of_mixes.sure(asked, mix),
            told_of_mixes.grounds(mix),
            told_of_mixes.cautions(mix),
            mission,
        )
    found = row.found
    return StudyBrief(row, _headline(row), _sure(found), _grounds(found), _cautions(found), mission)


def _headline(row: StudyRow) -> Sentence:
    found, unit = row.found, row.asked.unit_of_outcome
    numbers: dict[str, Value] = {
        "size": figure_of(abs(found.att), unit),
        "outcome": row.asked.outcome,
        "teams": found.teams,
        "times": len(found.times),
    }
    if found.lower is None or found.upper is None:
        higher = _("With the practice, %(outcome)s was higher by %(size)s (%(teams)s teams, no interval).")
        lower = _("With the practice, %(outcome)s was lower by %(size)s (%(teams)s teams, no interval).")
        said = higher if found.att >= 0 else lower
        return Sentence(said, numbers)
    numbers |= {"lower": figure_of(found.lower), "upper": figure_of(found.upper)}
    if found.lower <= 0.0 <= found.upper:
        said = _(
            "It is not clear whether the practice changed %(outcome)s: between %(lower)s and %(upper)s fits "
            "these %(teams)s teams at %(times)s points in time."
        )
    elif found.att > 0:
        said = _(
            "With the practice, %(outcome)s was higher by %(size)s (95%% interval %(lower)s to %(upper)s), "
            "from %(teams)s teams at %(times)s points in time."
        )
    else:
        said = _(
            "With the practice, %(outcome)s was lower by %(size)s (95%% interval %(lower)s to %(upper)s), "
            "from %(teams)s teams at %(times)s points in time."
        )
    return Sentence(said, numbers)


def _sure(found: StudyFound) -> tuple[Sentence, ...]:
    numbers: dict[str, Value] = {"teams": found.teams, "orders": found.orders or 0}
    told = [Sentence(METHODS[found.method]), Sentence(SURE[found.inference], numbers)]
    if found.p is not None:
        chance = {"p": Figure(found.p, "", 3)}
        told.append(
            Sentence(_("If it did nothing, chance alone would do as much with probability %(p)s."), chance)
        )
    if found.other is not None:
        said = (
            _("The other method says %(other)s: they disagree by more than one standard error.")
            if found.disagree
            else _("The other method says %(other)s: they agree within one standard error.")
        )
        told.append(Sentence(said, {"other": figure_of(found.other)}))
    return tuple(told)


def _grounds(found: StudyFound) -> tuple[Ground, ...]:
    """Return the assumptions that were tested, in words beside the estimate."""
    grounds = [_trends(found), *_early(found)]
    if found.same_sign is not None:
        said = (
            _("Without any one team, the effect points the same way.")
            if found.same_sign
            else _("The direction of the effect hangs on single teams.")
        )
        grounds.append(Ground(found.same_sign, Sentence(said)))
    if found.straight:
        low, high = found.straight
        ends: dict[str, Value] = {"lower": figure_of(low), "upper": figure_of(high)}
        said = _("If trends had drifted apart in a straight line, it would be %(lower)s to %(upper)s.")
        grounds.append(Ground(not low <= 0.0 <= high, Sentence(said, ends)))
    if found.studentised is not None:
        said = _("If the effect varies between teams, chance would do as much with probability %(p)s.")
        grounds.append(Ground(None, Sentence(said, {"p": chance_of(found.studentised)})))
    return tuple(grounds)


def _trends(found: StudyFound) -> Ground:
    if found.pretest_p is None:
        return Ground(None, Sentence(_("Trends before adoption cannot be tested with so few teams.")))
    said = (
        _("Before adoption, trends did not differ by more than chance (p %(p)s).")
        if found.alike
        else _("Before adoption, trends already differed (p %(p)s).")
    )
    return Ground(found.alike, Sentence(said, {"p": chance_of(found.pretest_p)}))


def _early(found: StudyFound) -> list[Ground]:
    one = _("As if adopted one point in time too early, the effect is %(att)s; it should be about nought.")
    many = _(
        "As if adopted %(lead)s points in time too early, the effect is %(att)s; it should be about nought."
    )
    return [
        Ground(
            None if each.p is None else each.p > LEVEL,
            Sentence(one, {"lead": each.lead, "att": figure_of(each.att)}, many, "lead"),
        )
        for each in found.early
    ]


def _cautions(found: StudyFound) -> tuple[Sentence, ...]:
    numbers: dict[str, Value] = {
        "smallest": Figure(found.smallest or 0.0, "", 3),
        "missing": found.missing,
        "cells": found.cells,
    }
    return tuple(Sentence(CAUTIONS[code], numbers) for code in found.cautions if code in CAUTIONS)
