"""The words of this part: votes, ways to take part, how statements stand and why one is hidden."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from headway.kernel.things import Label
from headway.voice.choices import (
    CarriedOut,
    Choice,
    Entry,
    Lineage,
    Lottery,
    Mode,
    Sitting,
    Stage,
    Turn,
    Why,
)
from headway.voice.queries import TraceRow
from headway.web.rhythms import words as others

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CHOICES: Mapping[Choice, "_StrPromise"] = {
    Choice.AGREE: lazy("Agree"),
    Choice.DISAGREE: lazy("Disagree"),
    Choice.PASS: lazy("Pass, or not sure"),
}
VOTED: Mapping[Choice, "_StrPromise"] = {
    Choice.AGREE: lazy("You agree"),
    Choice.DISAGREE: lazy("You disagree"),
    Choice.PASS: lazy("You passed"),
}
ENTRIES: Mapping[Entry, "_StrPromise"] = {
    Entry.OPEN: lazy("Everybody, without an account"),
    Entry.CODES: lazy("Whoever got a letter with a code"),
    Entry.VERIFIED: lazy("People who are signed in"),
}
STAGES: Mapping[Stage, "_StrPromise"] = {
    Stage.DRAFT: lazy("Draft"),
    Stage.OPEN: lazy("Open"),
    Stage.CLOSED: lazy("Closed"),
    Stage.REPORTED: lazy("Closed, answers are owed"),
}
SITTINGS: Mapping[Sitting, "_StrPromise"] = {
    Sitting.RECRUITING: lazy("Recruiting"),
    Sitting.SITTING: lazy("Sitting"),
    Sitting.REPORTED: lazy("Reported, answers are owed"),
}
LOTTERIES: Mapping[Lottery, "_StrPromise"] = {
    Lottery.LEXIMIN: lazy("Everybody’s chance, from the least upwards (leximin)"),
    Lottery.MAXIMIN: lazy("The least chance that anybody has (maximin)"),
}
MODES: Mapping[Mode, "_StrPromise"] = {
    Mode.WEB: lazy("On these pages"),
    Mode.PAPER: lazy("On paper"),
    Mode.PHONE: lazy("By telephone"),
    Mode.ASSISTED: lazy("With somebody’s help"),
    Mode.IMPORTED: lazy("Elsewhere, brought in"),
}
TURNS: Mapping[Turn, "_StrPromise"] = {
    Turn.WRITTEN: lazy("Written"),
    Turn.PUBLISHED: lazy("Published"),
    Turn.HIDDEN: lazy("Hidden"),
    Turn.APPEALED: lazy("Its author asks the steward to look again"),
    Turn.UPHELD: lazy("It stays hidden"),
    Turn.RESTORED: lazy("Shown again"),
}
REASONS: Mapping[Why, "_StrPromise"] = {
    Why.PERSONAL: lazy("It names or describes a person"),
    Why.ABUSE: lazy("It is abusive"),
    Why.UNLAWFUL: lazy("It may be against the law"),
    Why.ADVERT: lazy("It advertises something"),
    Why.OFF_TOPIC: lazy("It is not about the question"),
    Why.UNCLEAR: lazy("Nobody can agree or disagree with it"),
    Why.MERGED: lazy("It says the same as another statement"),
    Why.SPLIT: lazy("It says two things and became two statements"),
    Why.REWORDED: lazy("It was put into clearer words"),
    Why.ELSEWHERE: lazy("It was hidden where the conversation was held"),
}
LINEAGES: Mapping[Lineage, "_StrPromise"] = {
    Lineage.MERGE: lazy("Merged"),
    Lineage.SPLIT: lazy("Split"),
    Lineage.REWORD: lazy("Reworded"),
}
CARRIED: Mapping[CarriedOut, "_StrPromise"] = {
    CarriedOut.NOT_STARTED: lazy("Not started"),
    CarriedOut.UNDER_WAY: lazy("Under way"),
    CarriedOut.DONE: lazy("Done"),
    CarriedOut.DONE_IN_PART: lazy("Done in part"),
    CarriedOut.DONE_DIFFERENTLY: lazy("Done in another way"),
    CarriedOut.STOPPED: lazy("Stopped"),
    CarriedOut.REPLACED: lazy("Replaced by something else"),
}


def traced(row: TraceRow) -> str:
    """Return the page of what changed; of a charter, what that version changed."""
    if row.to.kind == "mission" and row.charter_version and row.to.slug:
        charter = reverse("missions:charter", args=[row.to.slug])
        before = row.charter_version - 1
        return f"{charter}?from={before}&to={before + 1}#compare" if before else charter
    return address(row.to, row.of)


def address(label: Label, of: str = "") -> str:
    """Return the page of a Thing, with the mission it belongs to; empty where it has none of its own."""
    if label.kind == "initiative" and of:
        return reverse("missions:initiative", args=[of, label.key])
    if label.kind == "statement":
        return reverse("voice:statement", args=[label.key])
    if label.kind == "conversation" and label.slug:
        return reverse("voice:conversation", args=[label.slug])
    if label.kind == "panel" and label.slug:
        return reverse("voice:panel", args=[label.slug])
    return others.address(label)
