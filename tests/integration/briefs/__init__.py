"""Reads across apps, through the production actions."""
