"""Boards of the demonstration: meetings, decisions, an adoption, an amendment, a target that was moved.

The mission of 2025 gets no closing decision: its page and its checks say so.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from headway.flows.adoption import adopt_mission
from headway.flows.amendments import amend_charter
from headway.kernel.actors import Actor, By, Via
from headway.kernel.keys import new_key
from headway.kernel.things import labels
from headway.missions import actions as missions
from headway.missions.analysis import ChangeNote, Charter, LitmusWords, NewConsultation
from headway.missions.choices import LitmusStep
from headway.missions.queries import MissionRow, measures_of
from headway.missions.queries import missions as every
from headway.rhythms import actions
from headway.rhythms.analysis import Item, Member, NewBoard, NewDecision, NewEvent
from headway.rhythms.choices import Authority, BoardStanding, DecisionKind, ProfileCode, Seat
from headway.rhythms.queries import events
from headway.targets.actions import agree_trajectory, change_target
from headway.targets.analysis.rows import Goal, NewPath

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

INVENTED = "(invented)"
POWER = "Example Borough Cabinet (invented)"
SOURCE = "Local Government Act 2000, section 9D, and the council’s constitution"
HELD = (455, 364, 273, 182, 91)  # days ago
AHEAD = (42, 133)  # days from now
CABINET = 300  # days ago
NOT_MET = "The board knows. It is on the agenda of the next meeting, and says so here (invented)."
WRITER, RECORDER = (Actor(new_key(), system=True) for _each in range(2))  # two people, so that one checks
WORDS = NewDecision(
    title="",
    text="",
    kind=DecisionKind.CHANGE_CHARTER,
    reasons="What residents said, and two years of figures (invented).",
    alternatives="Leaving it as it was: the figures would not have been read by anybody (invented).",
    conflicts="None declared (invented).",
    power=POWER,
    power_source=SOURCE,
    forecast="The next residents’ survey shows a change of one percentage point or more (invented).",
    equality_effect="Families in temporary homes and disabled residents gain most; nobody should lose.",
    equality_evidence="Residents’ survey by group (invented)",
    equality_considered_by="Cabinet, on the advice of the monitoring officer",
)
ANSWERS = {
    LitmusStep.CHALLENGE: "One household in five went without a meal last year.",
    LitmusStep.SUPPORT: "The council, the NHS trust, three food co-ops and the schools signed up.",
    LitmusStep.OBJECTIVE: "Everybody eats well every day by 2030: one number, asked each quarter.",
    LitmusStep.COMMITMENT: "",
}


def tell(story: "Story") -> None:
    """Two boards with their meetings, and what they decided."""
    story.say("2 boards, their meetings and decisions")
    rows = every(story.reader(story.by(story.now)))
    food = next(row for row in rows if row.slug == "food")
    other = next(row for row in reversed(rows) if row.key != food.key)
    board, cabinet = boards(story, tuple(row.key for row in rows))
    meet(story, board)
    actions.plan_meetings(at(story, CABINET + 30), board=cabinet, meetings=[NewEvent(on(story, CABINET))])
    adopt_again(story, cabinet, food)
    amend(story, cabinet, other)
    move(story, food)
    recommend(story, board, food)
    propose(story, board, food)
    lately(story, cabinet, food)
    reviewed = next(row for row in rows if row.slug not in {"food", other.slug} and not passed(story, row))
    missions.begin_review(at(story, 4), mission=reviewed.key, reason="Two years are over (invented).")


def at(story: "Story", ago: int, actor: Actor = RECORDER) -> By:
    """Act some days ago, as one of the two."""
    return replace(story.by(story.now - timedelta(days=ago)), actor=actor, via=Via.CLI)


def on(story: "Story", ago: int) -> date:
    return (story.now - timedelta(days=ago)).date()


def boards(story: "Story", keys: tuple[UUID, ...]) -> tuple[UUID, UUID]:
    """The missions board, which advises, and the cabinet, which decides."""
    director = story.keys["Director of Strategy"]
    others = [story.keys[name] for name in story.keys if str(name).startswith("Director of ")]
    seats = (Member(director, Seat.CHAIR), *(Member(key) for key in others if key != director))
    advising = NewBoard(
        name="Missions board",
        standing=BoardStanding.ADVISES,
        profile=ProfileCode.ENGLAND_EXECUTIVE,
        remit="Looks at every mission four times a year, with the same people (invented).",
        missions=keys,
        members=seats,
    )
    deciding = NewBoard(
        name="Cabinet",
        standing=BoardStanding.DECIDES,
        profile=ProfileCode.ENGLAND_EXECUTIVE,
        remit="Adopts, amends and closes missions (invented).",
        missions=keys,
        members=(Member(director, Seat.SECRETARY),),
    )
    first, second = (actions.found_board(at(story, 500), board=new) for new in (advising, deciding))
    return first, second


def meet(story: "Story", board: UUID) -> None:
    """Meetings of the missions board: some held and minuted, two ahead."""
    dates = [NewEvent(on(story, ago), where="Town hall, room 3") for ago in HELD]
    dates += [NewEvent(on(story, -days), where="Town hall, room 3") for days in AHEAD]
    actions.plan_meetings(at(story, 490), board=board, meetings=dates)
    planned = events(story.reader(story.by(story.now)), boards={board})
    for ago, row in zip(HELD, planned, strict=False):
        items = ("Eats well: the latest survey", "What is in the way", "Decisions")
        actions.set_agenda(at(story, ago + 7), meeting=row.key, items=[Item(text) for text in items])
        actions.hold_meeting(at(story, ago), meeting=row.key)
        text = "The figures were read. What was decided stands on its own page (invented)."
        actions.minute_meeting(at(story, ago - 3), meeting=row.key, text=text)
    following = planned[len(HELD)]
    questions = ("Eats well: is the new path right?", "The mission of 2025: close it or begin it again?")
    actions.set_agenda(at(story, 5), meeting=following.key, items=[Item(text) for text in questions])


def decided(story: "Story", board: UUID, new: NewDecision, ago: int) -> UUID:
    """One person writes a decision, another records that it was made."""
    words = replace(new, equality_considered_on=on(story, ago + 10))
    key = actions.propose_decision(at(story, ago + 12, WRITER), board=board, decision=words)
    version = labels([key])[key].version
    actions.make_decision(at(story, ago), decision=key, on=on(story, ago), version=version)
    return key


def adopt_again(story: "Story", cabinet: UUID, row: MissionRow) -> None:
    """The food mission: litmus, people asked, review, and adoption by decision with public exceptions."""
    answers = {
        step: LitmusWords(f"{text} {INVENTED}", f"State of the borough {INVENTED}") if text else LitmusWords()
        for step, text in ANSWERS.items()
    }
    missions.answer_litmus(at(story, 420), mission=row.key, answers=answers)
    asked = NewConsultation(
        began_on=on(story, 400),
        ended_on=on(story, 380),
        recruitment="Letters to 2,000 households drawn by lot (invented)",
        people=212,
        summary="Prices and time matter more than knowing how to cook (invented).",
        changes="“Affordable” stands in the sentence because of it (invented).",
        reply="Reply of the Cabinet member to everybody who took part (invented)",
    )
    missions.record_consultation(at(story, 375), mission=row.key, consultation=asked)
    missions.begin_review(at(story, 340), mission=row.key, reason="Two years since adoption (invented).")
    words = replace(
        WORDS,
        title="Adopt the food mission again",
        text="The food mission goes on as it is written, after its review.",
        about=(row.key,),
        review_on=on(story, CABINET - 365),
    )
    decision = decided(story, cabinet, words, CABINET)
    version = labels([row.key])[row.key].version
    exceptions = dict.fromkeys(("C2", "C4", "C8", "C10", "C14"), NOT_MET)
    adopt_mission(
        at(story, CABINET), mission=row.key, decision=decision, version=version, exceptions=exceptions
    )


def amend(story: "Story", cabinet: UUID, row: MissionRow) -> None:
    """Another charter: what it covers, what its lead may decide, when it is reviewed and ends."""
    words = replace(
        WORDS,
        title=f"Amend the charter: {row.charter.short_title}",
        text="The charter says what belongs to it, what its lead may decide, and when it ends.",
        authority=Authority.FRONT_LINE,
        delegations="The lead moves up to £50,000 between teams without asking (invented).",
        about=(row.key,),
        review_on=on(story, -65),
    )
    decision = decided(story, cabinet, words, CABINET)
    old = row.charter
    charter = Charter(
        title=old.title,
        short_title=old.short_title,
        challenge=old.challenge,
        scope="Homes and streets that the council owns, and what grows between them (invented).",
        deadline=old.deadline,
        source=old.source,
        lead=old.lead_key,
        powers="Moves up to £50,000 and staff between teams without asking (invented).",
        review_on=on(story, -65),
        ends_when="The target is reached for two years, or the board says why it cannot be (invented).",
    )
    change = ChangeNote(
        "It says what belongs to it, what the lead may decide, and when it ends (invented).",
        "People who work on it asked what they may do without asking (invented).",
    )
    version = labels([row.key])[row.key].version
    amend_charter(
        at(story, CABINET - 1),
        mission=row.key,
        decision=decision,
        charter=charter,
        change=change,
        version=version,
    )


def move(story: "Story", row: MissionRow) -> None:
    """A goal that was moved, on invented figures: the old line stays drawn, the status is said under both."""
    by = at(story, CABINET - 2)
    judged = measures_of(story.reader(by), missions={row.key})
    aimed = [each for each in judged if each.slug == "eats-well" and each.target and each.goal]
    if not aimed:
        return
    target, goal = aimed[0].target, aimed[0].goal
    assert target is not None
    assert goal is not None
    lower = Goal(70, goal.by, covers=goal.covers, source="Invented for the demonstration", decided_by=POWER)
    version = labels([target])[target].version
    note = "From 80% to 70%: the first goal asked for more than was ever seen anywhere (invented)."
    change_target(by, target=target, goal=lower, change_note=note, version=version)
    path = NewPath(
        points=((on(story, CABINET + 60), 64.0), (goal.by, 70.0)),
        reason="A steady change each year from where it stood then (invented).",
        agreed_on=on(story, CABINET - 2),
        agreed_by=POWER,
    )
    agree_trajectory(at(story, CABINET - 2), target=target, path=path, version=version + 1)


def recommend(story: "Story", board: UUID, row: MissionRow) -> None:
    """A recommendation that was done and reviewed: the board that advises names no power."""
    words = replace(
        WORDS,
        title="Open two school kitchens on Saturdays",
        text="The board recommends that two school kitchens open on Saturdays for half a year.",
        kind=DecisionKind.START_STOP_TEST,
        power="",
        power_source="",
        about=(row.key,),
        review_on=on(story, 60),
    )
    key = decided(story, board, words, HELD[2])
    note = "Both kitchens were open on 22 Saturdays (invented)."
    actions.finish_decision(at(story, 90), decision=key, note=note)
    found = "Expected: one percentage point. It came to half of one, within what chance does (invented)."
    actions.review_decision(at(story, 58), decision=key, found=found)


def held(story: "Story", board: UUID, ago: int) -> UUID | None:
    """Return the meeting of a day."""
    rows = events(story.reader(story.by(story.now)), boards={board}, on=on(story, ago))
    return rows[0].key if rows else None


def propose(story: "Story", board: UUID, row: MissionRow) -> None:
    """A key decision that has had its public notice and waits for the next meeting."""
    words = replace(
        WORDS,
        title="Put £400,000 of the public health grant into shared kitchens",
        text="£400,000 moves from the public health grant to shared kitchens in four wards.",
        kind=DecisionKind.MOVE_MONEY,
        about=(row.key,),
        event=held(story, board, -AHEAD[0]),
        is_key=True,
        notice_on=on(story, 2),
        call_in_until=on(story, -AHEAD[0] - 8),
        review_on=on(story, -400),
        equality_considered_on=on(story, 3),
    )
    actions.propose_decision(at(story, 3, WRITER), board=board, decision=words)


def lately(story: "Story", cabinet: UUID, row: MissionRow) -> None:
    """Decisions of the last weeks: one that can be called in, one that was, one that is done."""
    words = replace(WORDS, kind=DecisionKind.CHANGE_RULE, about=(row.key,), review_on=on(story, -200))
    library = replace(
        words,
        title="Lend the old library to the food co-op",
        text="The food co-op uses the old library for a year without rent.",
        call_in_until=on(story, -5),
    )
    decided(story, cabinet, library, 3)
    money = replace(
        words,
        title="Let schools move breakfast money between themselves",
        text="Schools may lend each other what is left of the breakfast money.",
        call_in_until=on(story, 5),
    )
    called = decided(story, cabinet, money, 10)
    reason = "Two schools were not asked (invented)."
    actions.call_in_decision(at(story, 8), decision=called, reason=reason)
    forms = replace(
        words, title="One form for free school meals", text="One form replaces three from this term on."
    )
    done = decided(story, cabinet, forms, 60)
    actions.finish_decision(at(story, 20), decision=done, note="The form is in use (invented).")


def passed(story: "Story", row: MissionRow) -> bool:
    """Whether a mission's date has passed."""
    return row.charter.deadline is not None and row.charter.deadline <= on(story, 0)
