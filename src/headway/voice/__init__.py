"""What citizens say: conversations of statements and votes, panels drawn by lottery, and what became of it.

A conversation asks one question. Whoever takes part votes on statements under a pseudonym and adds what is
missing; the statements that stand for a group are owed an answer, and those who are concerned say whether
what was promised happened.
"""
