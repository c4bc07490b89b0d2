"""Pages on which a team looks at what it is able to do; for its members alone."""
