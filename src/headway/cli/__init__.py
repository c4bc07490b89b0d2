"""The command line: `headway`; commands that need no database never load Django."""
