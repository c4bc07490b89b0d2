"""The first days: what is set up, what comes next, and the drafts that a public body needs."""
