"""From the brief of a theory of change to its picture, in the active language."""

from django.utils.translation import gettext

from headway.briefs.logic import Link, LogicBrief, Step
from headway.briefs.logic_words import HEADINGS, KINDS, RESULTS
from headway.look.charts import Picture, Sheet
from headway.look.charts.logic import logic
from headway.look.charts.logic_plan import LogicArrow, LogicBox, LogicChart
from headway.missions.analysis.evidence import GRADES
from headway.missions.choices import CONTEXT, NodeKind, Sign

WIDTH = 1040  # px: the main column of a page


def logic_picture(brief: LogicBrief, *, key: str = "logic") -> Picture:
    """Draw a theory of change."""
    columns = [kind for kind, _steps in brief.kinds if kind not in CONTEXT] or [NodeKind.INPUT]
    title = gettext("How %(mission)s is meant to work") % {"mission": brief.short_title.text}
    chart = LogicChart(
        sheet=Sheet(key=key, title=title, description=described(brief), width=WIDTH),
        columns=tuple(gettext(HEADINGS[kind]) for kind in columns),
        boxes=tuple(box(step, columns) for step in brief.steps),
        arrows=tuple(arrow(link) for link in brief.links),
        strengths=tuple(gettext(grade.words) for grade in GRADES),
        urgent=gettext("Every path to a headline outcome runs through it, and no study stands behind it"),
        contested=gettext("Somebody objects to it"),
        less=gettext("More of the one means less of the other"),
        table=(gettext("From"), gettext("To"), gettext("Evidence")),
    )
    return logic(chart)


def described(brief: LogicBrief) -> str:
    """Say what the picture shows, for those who do not see it."""
    said = [sentence.text() for sentence in brief.answer]
    said.append(gettext("The list below the picture says the same step by step."))
    return " ".join(said)


def box(step: Step, columns: list[NodeKind]) -> LogicBox:
    """Draw a step as a box; what stands beside the chain says what it is."""
    aside = step.kind in CONTEXT
    return LogicBox(
        str(step.key),
        step.text.text,
        None if aside else columns.index(step.kind),
        gettext(KINDS[step.kind]) if aside else "",
        strong=step.row.headline,
    )


def arrow(link: Link) -> LogicArrow:
    """Draw a link by its evidence."""
    evidence = link.row.evidence
    grade = gettext(GRADES[evidence.strength].words)
    ends = {"source": link.source.text.text, "target": link.target.text.text}
    said = [gettext("“%(source)s” leads to “%(target)s”") % ends, grade, gettext(RESULTS[evidence.result])]
    return LogicArrow(
        str(link.source.key),
        str(link.target.key),
        evidence.strength,
        ". ".join(said),
        less=link.row.words.sign == Sign.LESS,
        urgent=link.weak,
        contested=evidence.contested,
    )
