"""The steps of a mission's life as its task list shows them: what was done, and what can be done now."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.briefs.lifecycle import STATES
from headway.briefs.workbench import Workbench
from headway.kernel.sentences import spoken
from headway.missions.choices import BEFORE_ADOPTION, MissionState

ORDER = list(MissionState)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the list; without an address it cannot be taken now, or not by this person."""

    name: str
    hint: str
    status: str
    address: str = ""


def steps_of(bench: Workbench) -> list[Step]:
    """Return the steps in their order."""
    row, may = bench.row, bench.may
    state = row.state
    lead = may.edit

    def address(name: str, *, when: bool) -> str:
        return reverse(f"missions:{name}", args=[row.slug]) if when else ""

    adopted = state not in BEFORE_ADOPTION
    found = [
        Step(
            _("Should this be a mission?"),
            _("Four questions: challenge, support, objective, commitment."),
            "",
            address("litmus", when=lead and state != MissionState.CLOSED),
        ),
        Step(
            _("Propose it"),
            _("From then on a change of date or scope needs a note."),
            reached(bench, MissionState.PROPOSED),
            address("propose", when=lead and state == MissionState.DRAFT),
        ),
        Step(
            _("Ask people about it"),
            _("Who was asked, how they were found, what changed because of it."),
            reached(bench, MissionState.CONSULTED),
            address("consult", when=lead and state not in {MissionState.DRAFT, MissionState.CLOSED}),
        ),
        Step(
            _("Adopt it again") if state == MissionState.UNDER_REVIEW else _("Adopt it"),
            _("%(day)s, by %(body)s") % {"day": spoken(row.adopted_on), "body": row.adopted_by}
            if row.adopted_on
            else _("By a decision of the board that names whose power it uses."),
            reached(bench, MissionState.ADOPTED),
            address(
                "adopt",
                when=may.decide and state in {MissionState.CONSULTED, MissionState.UNDER_REVIEW},
            ),
        ),
    ]
    if may.adopt:
        found.append(
            Step(
                _("Record its adoption"),
                _("For a mission that a body adopted before it was entered here."),
                "",
                address("adoption", when=True),
            )
        )
    return found + (after(bench) if adopted else [])


def after(bench: Workbench) -> list[Step]:
    """Return what can happen to an adopted mission."""
    row, may = bench.row, bench.may

    def address(name: str, *, when: bool) -> str:
        return reverse(f"missions:{name}", args=[row.slug]) if when else ""

    return [
        Step(
            _("Amend the charter"),
            _("By decision: a new version, with what changed and why."),
            "",
            address("amend", when=may.decide),
        ),
        Step(
            _("Review it"),
            _("The lead or the board looks at it again."),
            _("Under review") if row.state == MissionState.UNDER_REVIEW else "",
            address("review", when=may.review),
        ),
        Step(
            _("Close it"),
            _("By decision: achieved, not achieved, merged or abandoned."),
            _("Closed") if row.state == MissionState.CLOSED else "",
            address("close", when=may.decide),
        ),
    ]


def reached(bench: Workbench, step: MissionState) -> str:
    """Say whether a mission has come as far as a step; one that was adopted before skipped the first two."""
    skipped = bench.row.before_headway and step in BEFORE_ADOPTION
    far = ORDER.index(bench.row.state) >= ORDER.index(step)
    return _(STATES[step]) if far and not skipped else ""
