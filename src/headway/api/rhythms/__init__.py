"""Boards, their meetings and decisions, and what a decision settles of a mission's charter."""
