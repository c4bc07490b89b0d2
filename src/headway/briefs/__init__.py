"""Reads across apps: frozen briefs for page, API, pack and feed."""
