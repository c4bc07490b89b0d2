"""Tests from a hypothesis to a decision, and the findings they and others leave.

A plan is locked before its data come; what changes later is an amendment with its reason.
"""
