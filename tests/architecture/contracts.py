"""Our own kinds of import contract, for import-linter."""

import re
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


def as_regex(pattern: str) -> re.Pattern[str]:
    """Return the regex of a pattern: `*` is one part of a name, `**` is any further parts."""
    parts = {"**": r"(?:\.[^.]+)*", "*": r"(?P<app>[^.]+)"}
    out = ""
    for part in pattern.split("."):
        text = parts.get(part, re.escape(part))
        out += text if part == "**" or not out else r"\." + text
    # Only the first star names the app; a second is any name.
    first, star, rest = out.partition("(?P<app>")
    return re.compile(first + star + rest.replace("(?P<app>", "(?:"))


class PrivateKindContract(Contract):
    """A kind of module may be imported by the named importers alone.

    ``guarded`` and ``importers`` hold patterns of module names. In ``importers``, ``{app}``
    stands for what the first ``*`` of the guarded pattern matched. Modules named ``apart`` are not
    of this kind, whatever they are called. Function-level imports count.
    """

    type_name = "private_kind"

    guarded = fields.SetField(subfield=fields.StringField())
    importers = fields.SetField(subfield=fields.StringField())
    apart = fields.SetField(subfield=fields.StringField(), required=False, default=set())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        guards = [as_regex(str(pattern)) for pattern in self.guarded]
        breaches = []
        for module in sorted(graph.modules - {str(name) for name in self.apart}):
            match = next(filter(None, (guard.fullmatch(module) for guard in guards)), None)
            if match:
                allowed = self._allowed(match.groupdict().get("app", ""))
                importers = sorted(graph.find_modules_that_directly_import(module))
                outside = [name for name in importers if not any(ok.fullmatch(name) for ok in allowed)]
                breaches += [
                    detail
                    for name in outside
                    for detail in graph.get_import_details(importer=name, imported=module)
                ]
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def _allowed(self, app: str) -> list[re.Pattern[str]]:
        return [as_regex(str(pattern).replace("{app}", app)) for pattern in self.importers]

    def render_broken_contract(self, check: "ContractCheck") -> None:
        breaches: list[dict[str, Any]] = check.metadata["breaches"]
        for breach in breaches:
            line = f"{breach['importer']}:{breach['line_number']}: {breach['line_contents']}"
            output.print_error(f"{line}  (imports {breach['imported']})", bold=False)
