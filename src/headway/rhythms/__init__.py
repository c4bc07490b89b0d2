"""Boards, their meetings, and the decisions they make.

A decision names the power it uses; without one it is a recommendation.
"""
