"""Pages about the checks: those of one mission, the rules and what the steward set."""
