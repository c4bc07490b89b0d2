"""Values, card, goal and path in; what the engine says of them out. Never touches the database."""
