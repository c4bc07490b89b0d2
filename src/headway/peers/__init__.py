"""People who do the work, among themselves: stories of impact, circles, and who knows how.

Words: story, consent, review (of a story), draw (who sees a story first), circle, note (of a circle),
offer of help. Nothing of it is reported upward: nobody is counted, listed or compared.
"""
