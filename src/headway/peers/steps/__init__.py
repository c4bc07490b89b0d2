"""Writes that are sound only inside an open action."""
