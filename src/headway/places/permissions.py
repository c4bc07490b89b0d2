"""Who may do what about places: one table; reading is for everybody."""

from collections.abc import Mapping

from headway.kernel.actors import Actor, RoleName

KEEPERS = frozenset({RoleName.ADMINISTRATOR, RoleName.ANALYST})

GUARDIANS = frozenset({RoleName.ADMINISTRATOR, RoleName.STEWARD})  # as the monitoring officer asks

TABLE: Mapping[str, frozenset[RoleName]] = {
    "add_place": KEEPERS,
    "choose_peers": KEEPERS,
    "end_peers": KEEPERS,
    "import_places": KEEPERS,
    "load_uk_places": KEEPERS,
    "relate_places": KEEPERS,
    "record_change_of_control": GUARDIANS,
    "retire_place": KEEPERS,
    "set_pre_election_period": GUARDIANS,
    "withdraw_change_of_control": GUARDIANS,
    "withdraw_pre_election_period": GUARDIANS,
}


def may(actor: Actor, act: str) -> bool:
    """Whether a role of the actor for the whole body allows the act."""
    return actor.system or any(actor.has(role) for role in TABLE[act])
