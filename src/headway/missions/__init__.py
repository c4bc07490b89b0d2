"""Missions: the charter with its versions, outcomes and the measures they are judged by.

Words: mission, charter, version, outcome, headline, measure of an outcome, lead.
"""
