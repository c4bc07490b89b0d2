"""Pages of stories, circles, and who knows how."""
