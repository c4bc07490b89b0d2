"""Where: places with their code, tier (data, not an enumeration), dated relations and predecessors.

Words: place, tier, relation (within, best-fit, overlaps), predecessor, tile.
"""
