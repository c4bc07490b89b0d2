"""Headway: the open platform for running missions."""

__version__ = "0.1.0"
