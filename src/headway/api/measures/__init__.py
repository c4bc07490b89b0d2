"""Indicators, their figures and releases."""
