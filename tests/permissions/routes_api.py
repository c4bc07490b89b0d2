"""The written matrix of the API: who speaks to it is said by a token, never by a cookie.

Reads answer everybody with what that reader may see; writes are walked role by role in
`tests/doors/api/test_permissions.py`.
"""

from tests.permissions.routes import ALL, SIGNED_IN, Rule

PAGES = ("openapi-view", "openapi-json")
READS = (
    "compare_places",
    "export_figures",
    "export_mission_figures",
    "list_answers",
    "list_charters",
    "list_check_changes",
    "list_checks",
    "list_forecasts",
    "list_inbox",
    "list_indicators",
    "list_initiatives",
    "list_maps",
    "list_missions",
    "list_organisations",
    "list_past_clock",
    "list_places",
    "list_releases",
    "list_revisions",
    "list_series",
    "read_answer",
    "read_audit_head",
    "read_checks",
    "read_indicator",
    "read_initiative",
    "read_map",
    "read_map_as_geojson",
    "read_map_as_hexjson",
    "read_mission",
    "read_observations",
    "read_place",
    "read_provenance",
    "read_release",
    "read_target",
)
WRITES = (
    "accept_answer",
    "acknowledge_answer",
    "add_indicator",
    "add_outcome",
    "agree_trajectory",
    "amend_card",
    "begin_initiative",
    "bring_in_figures",
    "bring_in_file",
    "change_initiative",
    "change_target",
    "choose_measure",
    "confirm_answer",
    "contest_answer",
    "draft_mission",
    "drop_measure",
    "give_answer",
    "give_answers",
    "move_initiative",
    "offer_to_mission",
    "open_mission",
    "reopen_answer",
    "retire_outcome",
    "route_answer",
    "set_chart",
    "set_check_threshold",
    "set_target",
    "switch_check_off",
    "switch_check_on",
    "undo_release",
    "withdraw_answer",
    "write_charter",
)
PUBLIC = Rule(ALL, elsewhere="public reads: tests/doors/api/test_reads.py")
BY_TOKEN = Rule(SIGNED_IN, elsewhere="role by role with tokens: tests/doors/api/test_permissions.py")
NOTHING = Rule(frozenset(), elsewhere="answers 404 to everybody: tests/doors/api/test_problems.py")

ROUTES = {
    **{f"api-1.0.0:{name}": Rule(ALL) for name in PAGES},
    **{f"api-1.0.0:{name}": PUBLIC for name in READS},
    **{f"api-1.0.0:{name}": BY_TOKEN for name in WRITES},
    "api-in-welsh": Rule(ALL),
    "api-1.0.0:api-root": NOTHING,
    "api-missing": NOTHING,
}
