"""What is in the way of the people who do the work: barriers, rules, freedoms, and what a control costs.

Clocks run on the office that owes the answer, never on who raised it.
"""
