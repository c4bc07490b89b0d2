"""The scale of evidence in words, beside the scales of others."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Grade:
    """One strength of evidence; the scales of others name what comes nearest, empty where nothing does."""

    strength: int
    words: str
    foundations: str = ""
    eef: str = ""
    maryland: str = ""
    taso: str = ""


# Foundations: the Early Intervention Foundation's evidence standards, kept by Foundations since 2022.
# Maryland: Sherman and others, Preventing Crime (1997); we read a comparison over time with others who
# were not reached (level 3) as the first that shows cause.
GRADES = (
    Grade(0, _("An assertion: nobody has shown it")),
    Grade(1, _("A plausible theory, or lived experience")),
    Grade(
        2,
        _("Early studies that do not show cause"),
        foundations=_("Level 2"),
        maryland=_("Levels 1 and 2"),
        taso=_("Emerging evidence"),
    ),
    Grade(
        3,
        _("One credible study that shows cause"),
        foundations=_("Level 3"),
        maryland=_("One study at level 3, 4 or 5"),
    ),
    Grade(
        4,
        _("Several studies that agree and show cause, at least one over a year or longer"),
        foundations=_("Level 4"),
        eef=_("4 or 5 padlocks"),
        maryland=_("Several studies at level 3, 4 or 5"),
    ),
)
SOURCE = _(
    "Each scale rates something a little different. This table says what comes nearest, so that a grade"
    " given elsewhere can be entered here."
)
