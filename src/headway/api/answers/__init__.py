"""Answers that are owed, offers to take part, and what becomes of them."""
