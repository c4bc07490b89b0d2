"""Pages that keep the list of places; what a place looks like is told by the mission pages."""
