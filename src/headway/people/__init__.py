"""Who: organisations with families, offices, teams, accounts, roles with scope, dates and delegated powers.

Words: organisation, family, office, team, account, role, invitation, token, setting (of the body).
"""
