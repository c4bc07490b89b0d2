"""Every write of learning that is sound only inside an open action."""

from headway.learning.steps.draws import commit_seed, draw_lots, fix_list
from headway.learning.steps.findings import correct, publish, retract, take_in, use
from headway.learning.steps.ground import mission_key
from headway.learning.steps.plans import amend, begin, lock_plan, rewrite
from headway.learning.steps.running import analyse, rate, rule, start, watch, withdraw
from headway.learning.steps.studies import keep_study

__all__ = [
    "amend",
    "analyse",
    "begin",
    "commit_seed",
    "correct",
    "draw_lots",
    "fix_list",
    "keep_study",
    "lock_plan",
    "mission_key",
    "publish",
    "rate",
    "retract",
    "rewrite",
    "rule",
    "start",
    "take_in",
    "use",
    "watch",
    "withdraw",
]
