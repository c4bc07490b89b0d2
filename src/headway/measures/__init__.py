"""Shared measurement: indicator cards, releases, series and every value as it was known.

Words: indicator, card, release, series, observation, statement (what a release says), chart setting, rebase.
"""
