"""Pages about the site itself, and the account pages of allauth in our shell."""
