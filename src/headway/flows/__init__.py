"""Writes across apps: one function a story."""
