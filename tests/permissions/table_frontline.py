"""Who may do what about what is in the way; each noun keeps its rows in a file of its own."""

from tests.permissions import table_barriers, table_rules

ROWS = [*table_barriers.ROWS, *table_rules.ROWS]
