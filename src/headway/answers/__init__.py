"""Who owes whom an answer, and by when.

An answer is owed by an office (whoever holds it) about a Thing: owed, acknowledged, routed, given,
confirmed by who asked, reopened. Clocks count working days and are paused only in public.
"""
