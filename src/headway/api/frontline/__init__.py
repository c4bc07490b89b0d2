"""What is in the way: barriers, rules, freedoms, and what a control costs."""
