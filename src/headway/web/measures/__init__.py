"""Pages that bring figures in, list releases, and keep the cards of indicators."""
