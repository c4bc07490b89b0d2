"""Writes that are sound only inside an action."""

from headway.frontline.steps import barriers, desk, freedoms, granting, letterbox, rules

__all__ = ["barriers", "desk", "freedoms", "granting", "letterbox", "rules"]
