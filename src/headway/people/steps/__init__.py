"""Writes about people and the body that are sound only inside an open action."""
