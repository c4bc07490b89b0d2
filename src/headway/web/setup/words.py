"""The words of each task, and where it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from headway.briefs.setup import Task

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Words:
    """What is to do, why, and the name of the page where it is done."""

    title: "_StrPromise"
    why: "_StrPromise"
    page: str
    about: tuple[str, ...] = ()


TASKS: Mapping[Task, Words] = {
    Task.BODY: Words(_("Name the body"), _("It stands at the top of every page."), "people:settings"),
    Task.CONTACT: Words(
        _("Give an address to write to"),
        _("People who cannot use a page, or who find a fault, need one."),
        "people:setting",
        ("contact_email",),
    ),
    Task.PLACES: Words(
        _("Add your places"),
        _("A mission stands in a place, and figures are of places. The United Kingdom’s come with Headway."),
        "place_list:index",
    ),
    Task.OFFICES: Words(
        _("Add the offices that lead, decide and answer"),
        _("Answers are owed by offices, whoever holds them."),
        "people:organisations",
    ),
    Task.PEOPLE: Words(
        _("Invite a second person"),
        _("Some steps need a second pair of eyes. Alone, they are marked “not independently checked”."),
        "people:index",
    ),
    Task.QUESTIONS: Words(
        _("Choose the questions you are ready for"),
        _("The others say “Not opened yet”, and nothing is asked of you about them."),
        "people:setting",
        ("opened_questions",),
    ),
    Task.DOCUMENTS: Words(
        _("Complete the drafts"),
        _("Five papers that a public body needs, begun for you."),
        "setup:documents",
    ),
    Task.MISSION: Words(
        _("Write your first mission, or bring one in"),
        _("Begin with an example if you like: Camden’s four or the UK’s five."),
        "missions:import",
    ),
}
