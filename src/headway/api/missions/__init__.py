"""Missions, their charters and outcomes."""
