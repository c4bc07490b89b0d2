"""Pages about people: who may do what, invitations, one's own account, the body's settings."""
