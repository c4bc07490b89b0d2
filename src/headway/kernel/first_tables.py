"""The first tables of an app, made in one go.

Django renders every related model again after each operation on the state. Everything here is related to
Thing, so a first migration of n tables would render them n times; taken together they are rendered once.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState


class FirstTables(Operation):
    """Make the tables of these operations as they are after the last of them.

    What else is among the operations (a column, a constraint, an index) is of a table that is made here.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations
        self.made = [each for each in operations if isinstance(each, CreateModel)]
        names = {each.name_lower for each in self.made}
        strangers = [each for each in operations if getattr(each, "model_name_lower", "") not in names | {""}]
        if strangers:
            message = f"they change tables that are not made here: {strangers}"
            raise ValueError(message)

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return self.__class__.__qualname__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: "ProjectState") -> None:
        state.__dict__.pop("apps", None)  # rendered once, when the tables are made
        for each in self.operations:
            each.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: "BaseDatabaseSchemaEditor",
        from_state: "ProjectState",
        to_state: "ProjectState",
    ) -> None:
        for each in self.made:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: "BaseDatabaseSchemaEditor",
        from_state: "ProjectState",
        to_state: "ProjectState",
    ) -> None:
        for each in reversed(self.made):
            each.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Make {len(self.made)} tables"
