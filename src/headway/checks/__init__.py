"""What the checks of a mission said, from one moment to another, and the thresholds they were judged by.

The checks themselves are pure functions in `briefs.checks`; here stand verdicts, thresholds and switch-offs.
"""
