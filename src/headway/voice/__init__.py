"""What citizens say: conversations of statements and votes, panels drawn by lottery, and what became of it."""
