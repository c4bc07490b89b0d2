"""Every write of missions that is sound alone."""

from headway.missions.actions.charter import (
    add_outcome,
    choose_measure,
    draft_mission,
    drop_measure,
    lock_mission,
    open_mission,
    retire_outcome,
    translate_text,
    write_charter,
)
from headway.missions.actions.initiatives import (
    begin_initiative,
    change_initiative,
    forget_contacts,
    move_initiative,
)
from headway.missions.actions.lifecycle import (
    answer_litmus,
    begin_review,
    propose_mission,
    record_adoption,
    record_consultation,
)
from headway.missions.actions.logic import (
    add_link,
    add_node,
    bring_back,
    change_link,
    change_node,
    grade_link,
    import_logic,
    retire_link,
    retire_node,
)

__all__ = [
    "add_link",
    "add_node",
    "add_outcome",
    "answer_litmus",
    "begin_initiative",
    "begin_review",
    "bring_back",
    "change_initiative",
    "change_link",
    "change_node",
    "choose_measure",
    "draft_mission",
    "drop_measure",
    "forget_contacts",
    "grade_link",
    "import_logic",
    "lock_mission",
    "move_initiative",
    "open_mission",
    "propose_mission",
    "record_adoption",
    "record_consultation",
    "retire_link",
    "retire_node",
    "retire_outcome",
    "translate_text",
    "write_charter",
]
