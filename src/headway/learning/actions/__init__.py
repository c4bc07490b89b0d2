"""Every write of learning that is sound alone."""

from headway.learning.actions.findings import (
    correct_finding,
    import_findings,
    publish_finding,
    retract_finding,
)
from headway.learning.actions.tests import (
    amend_plan,
    commit_seed,
    draft_test,
    draw_lots,
    fix_list,
    lock_plan,
    rate_test,
    start_test,
    watch_test,
    withdraw_test,
    write_plan,
)

__all__ = [
    "amend_plan",
    "commit_seed",
    "correct_finding",
    "draft_test",
    "draw_lots",
    "fix_list",
    "import_findings",
    "lock_plan",
    "publish_finding",
    "rate_test",
    "retract_finding",
    "start_test",
    "watch_test",
    "withdraw_test",
    "write_plan",
]
