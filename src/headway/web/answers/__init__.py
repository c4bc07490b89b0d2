"""Answers that are owed: the public list, the inbox of who owes, the way back of who asked."""
