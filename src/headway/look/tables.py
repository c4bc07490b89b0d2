"""The table under a picture: the same numbers for those who read rather than look."""

from collections.abc import Sequence

from headway.look.charts.model import Cell, Numbers, Table, plain_number
from headway.look.charts.svg import element, words


def table_html(table: Table, number: Numbers = plain_number, missing: str = "no figure") -> str:
    """Write a table as HTML in the shape of the GOV.UK table component.

    Columns that hold nothing at all are left out; a missing figure is said in words, never as zero.
    Every text is escaped, so the result may be marked safe.
    """
    kept = [
        i for i in range(len(table.columns)) if i == 0 or any(row[i] not in {None, ""} for row in table.rows)
    ]
    numeric = {i for i in kept if i > 0 and not any(isinstance(row[i], str) for row in table.rows)}
    head = "".join(_head(table.columns[i], numeric=i in numeric) for i in kept)
    body = "".join(
        element(
            "tr",
            *(_cell(row, i, number, missing, numeric=i in numeric) for i in kept),
            class_="govuk-table__row",
        )
        for row in table.rows
    )
    return element(
        "table",
        element("caption", words(table.caption), class_="govuk-table__caption govuk-table__caption--s"),
        element("thead", element("tr", head, class_="govuk-table__row"), class_="govuk-table__head"),
        f'<tbody class="govuk-table__body">{body}</tbody>',
        class_="govuk-table",
    )


def _head(text: str, *, numeric: bool) -> str:
    kind = "govuk-table__header" + (" govuk-table__header--numeric" if numeric else "")
    return f'<th scope="col" class="{kind}">{words(text)}</th>'


def _cell(row: Sequence[Cell], i: int, number: Numbers, missing: str, *, numeric: bool) -> str:
    cell = row[i]
    said = missing if cell is None else words(cell) if isinstance(cell, str) else words(number(cell))
    if i == 0:
        return f'<th scope="row" class="govuk-table__header">{said}</th>'
    kind = "govuk-table__cell" + (" govuk-table__cell--numeric" if numeric else "")
    return f'<td class="{kind}">{said if cell is not None else words(missing)}</td>'
