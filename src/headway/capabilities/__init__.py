"""What a team must be able to do, how its members see it, and the plan to close the gap.

A rating is private and a team is shown to itself alone.
"""
