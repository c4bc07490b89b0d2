"""What every app shares.

Thing (the identity of every noun), Actor, By and Reader (who acts or reads, when, how),
the `action` decorator with its one log entry, steps, locks, reactions, Sentence (words with
their numbers), Translation, refusals, canonical form (what is hashed), privacy classes.
"""
