"""Who may do what across apps; each helper module of flows keeps its rows beside the app it is about."""

from tests.permissions import (
    table_answers,
    table_barriers,
    table_checks,
    table_findings,
    table_learning,
    table_measures,
    table_missions,
    table_panels,
    table_rules,
    table_studies,
    table_targets,
    table_voice,
)

ROWS = [
    *table_answers.FLOW_ROWS,
    *table_barriers.FLOW_ROWS,
    *table_checks.FLOW_ROWS,
    *table_findings.FLOW_ROWS,
    *table_learning.FLOW_ROWS,
    *table_measures.FLOW_ROWS,
    *table_missions.FLOW_ROWS,
    *table_panels.FLOW_ROWS,
    *table_rules.FLOW_ROWS,
    *table_studies.FLOW_ROWS,
    *table_targets.FLOW_ROWS,
    *table_voice.FLOW_ROWS,
]
