"""What a test says, works out and draws; nothing here touches the database."""

from headway.learning.analysis.draws import (
    Drawn,
    UnitRoster,
    command_of,
    drawn,
    program_of,
    read_list,
)
from headway.learning.analysis.export import registry_fields
from headway.learning.analysis.plans import (
    STEP_FIELDS,
    Lock,
    PlanWords,
    differences,
    draft_text,
    locked_text,
    missing,
    read_draft,
    read_locked,
    step_of,
    too_long,
)
from headway.learning.analysis.results import (
    Checked,
    GroupCount,
    NewLook,
    NewRuling,
    Outcome,
    kept,
    looked,
    read_look,
    reading_of,
    recommended,
    result_checks,
)
from headway.learning.analysis.scripts import script_of
from headway.learning.analysis.sizes import IccRow, Size, icc_table, size_of, suggested
from headway.learning.analysis.studies import NewStudy, StudyFound, studied, table_of
from headway.learning.analysis.templates import Template, templates
from headway.learning.analysis.trials import computed

__all__ = [
    "STEP_FIELDS",
    "Checked",
    "Drawn",
    "GroupCount",
    "IccRow",
    "Lock",
    "NewLook",
    "NewRuling",
    "NewStudy",
    "Outcome",
    "PlanWords",
    "Size",
    "StudyFound",
    "Template",
    "UnitRoster",
    "command_of",
    "computed",
    "differences",
    "draft_text",
    "drawn",
    "icc_table",
    "kept",
    "locked_text",
    "looked",
    "missing",
    "program_of",
    "read_draft",
    "read_list",
    "read_locked",
    "read_look",
    "reading_of",
    "recommended",
    "registry_fields",
    "result_checks",
    "script_of",
    "size_of",
    "step_of",
    "studied",
    "suggested",
    "table_of",
    "templates",
    "too_long",
]
