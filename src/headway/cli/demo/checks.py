"""Checks of the demonstration: every mission judged, one threshold changed, one reply of an owner."""

from datetime import timedelta
from typing import TYPE_CHECKING

from headway.answers.actions import give
from headway.answers.analysis import NewReply
from headway.answers.choices import GivenAs
from headway.answers.queries import owed
from headway.checks.actions import set_threshold, switch_off
from headway.checks.choices import CheckId, ThresholdName
from headway.checks.queries import kept
from headway.flows.rechecks import recheck
from headway.missions.queries import missions

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

ASKED, SET, REPLIED = 120, 130, 114  # days ago
WHY = "Our surveys are yearly: fewer than five figures say little about a trend (invented)."
ELSEWHERE = "What is in the way is collected by a forum of the unions until our own log opens (invented)."
REPLY = (
    "The date stays on the page on purpose. The board will say what was reached and close the mission, or "
    "give it a new date with a note, once the figures of 2025 are out (invented)."
)


def tell(story: "Story") -> None:
    """Let the steward set what is asked, judge every mission, and let the owner of a passed date reply."""
    story.say("checks of every charter, one switched off, one threshold changed, one reply of an owner")
    set_threshold(
        story.by(story.now - timedelta(days=SET)),
        check=CheckId.C3,
        name=ThresholdName.POINTS,
        value=5,
        reason=WHY,
    )
    switch_off(story.by(story.now - timedelta(days=SET)), check=CheckId.C16, reason=ELSEWHERE)
    recheck(story.by(story.now - timedelta(days=ASKED)))
    reply(story)
    recheck(story.by(story.now - timedelta(hours=1)))


def reply(story: "Story") -> None:
    """Answer for the mission whose date has passed."""
    by = story.by(story.now - timedelta(days=REPLIED))
    reader = story.reader(by)
    for row in missions(reader):
        verdict = kept(reader, missions=[row.key])[row.key].get("C4")
        question = owed(reader, about=[verdict.thing]).get(verdict.thing) if verdict else None
        if question is not None:
            give(by, answers=[question.key], reply=NewReply(GivenAs.EXPLAINED, REPLY))
