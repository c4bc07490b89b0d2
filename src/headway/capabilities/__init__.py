"""What a team must be able to do, how its members see it, and the plan to close the gap.

Words: framework (a list of capabilities with anchors), round, rating, spread, view, artefact, plan step.
A rating is private and a team is shown to itself alone: there is no view across teams, for anybody.
"""
