"""People who do the work, among themselves: stories of impact, circles, and who knows how.

Nothing of it is reported upward.
"""
