"""What is in the way: barriers, rules, freedoms."""
