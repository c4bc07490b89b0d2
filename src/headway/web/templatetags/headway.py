"""Parts of pages as plain tags: each prints the markup of one component of GOV.UK Frontend."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape
from typing import Protocol

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from headway.kernel.sentences import Figure, Sentence, figure, spoken
from headway.kernel.translations import Text
from headway.look.charts.model import Cell, Picture, Table

register = template.Library()


class Said(Protocol):
    """Anything with words: a Sentence, or what an app made of one."""

    def text(self) -> str: ...


# --- filters ---


@register.filter
def say(sentence: Said | str | None) -> str:
    """Write a Sentence in the language of the page."""
    if sentence is None:
        return ""
    return sentence if isinstance(sentence, str) else sentence.text()


@register.filter
def words(text: Text | str | None) -> SafeString | str:
    """Print a text that people wrote; where it is in another language, say which to the machine."""
    if isinstance(text, Text) and text.lang:
        return format_html('<span lang="{}">{}</span>', text.lang, text.text)
    return "" if text is None else str(text)


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a date: 2 March 2026."""
    return "" if value is None else spoken(value)


@register.filter
def iso(value: date | datetime | None) -> str:
    """Write a date for <time datetime>."""
    return "" if value is None else value.isoformat()


@register.filter
def period(start: date, grain: str) -> str:
    """Write the period that starts on a date: 2024, April to June 2024, April 2024, 2 April 2024."""
    if grain == "year":
        return str(start.year)
    if grain == "quarter":
        last = start.replace(day=1, month=min(start.month + 2, 12))
        return _("%(first)s to %(last)s") % {
            "first": formats.date_format(start, "F"),
            "last": formats.date_format(last, "F Y"),
        }
    return formats.date_format(start, "F Y") if grain == "month" else spoken(start)


@register.filter(name="figure")
def figure_of(value: float | None, unit: str = "") -> str:
    """Write a number as people read it, with its unit; a missing one stays missing."""
    return _("no figure") if value is None else figure(Figure(float(value), unit))


# --- components ---


@register.simple_tag
def button(text: str, href: str = "", kind: str = "", name: str = "", value: str = "") -> SafeString:
    """A button that sends the form it stands in, or, with `href`, a link that looks like one.

    `kind` is "", "secondary", "warning" or "start".
    """
    look = "govuk-button" + (f" govuk-button--{kind}" if kind else "")
    if href:
        return format_html(
            '<a href="{}" role="button" draggable="false" class="{}" data-module="govuk-button">{}</a>',
            href,
            look,
            text,
        )
    named = format_html(' name="{}"', name) if name else ""
    valued = format_html(' value="{}"', value) if value else ""
    return format_html(
        '<button type="submit"{}{} data-prevent-double-click="true" class="{}"'
        ' data-module="govuk-button">{}</button>',
        valued,
        named,
        look,
        text,
    )


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """A short state; `colour` is one of GOV.UK Frontend (grey, green, red, …) and never says it alone."""
    look = "govuk-tag" + (f" govuk-tag--{colour}" if colour else "")
    return format_html('<strong class="{}">{}</strong>', look, text)


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """A paragraph that stands apart."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def details(content: str, summary: str) -> SafeString:
    """Something that opens when asked for."""
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        summary,
        content,
    )


@register.simple_block_tag
def notification(content: str, kind: str = "") -> SafeString:
    """A banner about this page; kind "success" is read out at once."""
    good = kind == "success"
    return format_html(
        '<div class="govuk-notification-banner{}" role="{}" aria-labelledby="govuk-notification-banner-title"'
        ' data-module="govuk-notification-banner"><div class="govuk-notification-banner__header">'
        '<h2 class="govuk-notification-banner__title" id="govuk-notification-banner-title">{}</h2></div>'
        '<div class="govuk-notification-banner__content">{}</div></div>',
        " govuk-notification-banner--success" if good else "",
        "alert" if good else "region",
        _("Success") if good else _("Important"),
        content,
    )


@register.simple_tag
def breadcrumbs(*pairs: str) -> SafeString:
    """The way here: address, text, address, text and so on."""
    items = format_html_join(
        "",
        '<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="{}">{}</a></li>',
        zip(pairs[::2], pairs[1::2], strict=True),
    )
    return format_html(
        '<nav class="govuk-breadcrumbs" aria-label="{}"><ol class="govuk-breadcrumbs__list">{}</ol></nav>',
        _("Breadcrumb"),
        items,
    )


@register.simple_tag
def summary_list(rows: Iterable[Sequence[object]]) -> SafeString:
    """Facts as pairs: (key, value) or (key, value, address, text of the link, hidden rest of the text)."""
    listed = list(rows)
    linked = any(len(row) > 2 for row in listed)
    return format_html(
        '<dl class="govuk-summary-list">{}</dl>',
        format_html_join("", "{}", ((summary_row(row, linked=linked),) for row in listed)),
    )


def summary_row(row: Sequence[object], *, linked: bool) -> SafeString:
    key, value, *link = row
    action = ""
    if link:
        href, text, hidden = (*link, "", "")[:3]
        rest = format_html('<span class="govuk-visually-hidden"> {}</span>', hidden) if hidden else ""
        action = format_html(
            '<dd class="govuk-summary-list__actions"><a class="govuk-link" href="{}">{}{}</a></dd>',
            href,
            text,
            rest,
        )
    return format_html(
        '<div class="govuk-summary-list__row{}"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd>{}</div>',
        " govuk-summary-list__row--no-actions" if linked and not link else "",
        key,
        shown(value),
        action,
    )


def shown(value: object) -> str:
    """Write what stands in a cell: sentences, dates and numbers in the language of the page."""
    if isinstance(value, Text):
        return words(value)
    if isinstance(value, Sentence | Figure | date | float | int):
        return spoken(value)
    return conditional_escape(str(value) if not isinstance(value, str) else value)


@register.simple_tag
def data_table(table: Table) -> SafeString:
    """The rows of a chart or a list as a table that scrolls inside its own region."""
    numeric = tuple(
        any(isinstance(row[place], float | int) for row in table.rows) for place in range(len(table.columns))
    )
    head = format_html_join(
        "",
        '<th scope="col" class="govuk-table__header{}">{}</th>',
        (
            (" govuk-table__header--numeric" if right else "", text)
            for text, right in zip(table.columns, numeric, strict=True)
        ),
    )
    body = mark_safe("".join(table_rows(table, numeric)))  # noqa: S308 - every cell is escaped there
    return format_html(
        '<div class="scroll" role="region" tabindex="0" aria-label="{}"><table class="govuk-table">'
        '<caption class="govuk-table__caption govuk-table__caption--s">{}</caption>'
        '<thead class="govuk-table__head"><tr class="govuk-table__row">{}</tr></thead>'
        '<tbody class="govuk-table__body">{}</tbody></table></div>',
        table.caption,
        table.caption,
        head,
        body,
    )


def table_rows(table: Table, numeric: Sequence[bool]) -> Iterable[str]:
    """The rows as markup; the first cell of each is its header. Plain strings: a page has 1,000 cells."""
    nothing = escape(_("no figure"))
    first, rest = '<th scope="row" class="govuk-table__header">', '<td class="govuk-table__cell{}">'
    opened = [rest.format(" govuk-table__cell--numeric" if right else "") for right in numeric]
    for row in table.rows:
        head, *others = (cell(value, nothing) for value in row)
        cells = "".join(f"{tag}{text}</td>" for tag, text in zip(opened[1:], others, strict=True))
        yield f'<tr class="govuk-table__row">{first}{head}</th>{cells}</tr>'


def cell(value: Cell, nothing: str) -> str:
    """Write one value, escaped."""
    if value is None:
        return nothing
    return escape(value if isinstance(value, str) else figure(Figure(float(value))))


@register.simple_tag
def picture(wide: Picture, narrow: Picture | None = None, source: str = "") -> SafeString:
    """A chart at two widths, the figures behind it, and where they come from."""
    drawings = [("wide", wide.svg), ("narrow", (narrow or wide).svg)]
    svgs = format_html_join(
        "",
        '<div class="chart-{}">{}</div>',
        ((width, mark_safe(svg)) for width, svg in drawings),  # noqa: S308 - look.charts escapes every word
    )
    line = format_html('<p class="source">{}</p>', source) if source else ""
    return format_html(
        '<figure class="chart"><figcaption>{}</figcaption>'
        '<div class="scroll" role="region" tabindex="0" aria-label="{}">{}</div>{}'
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details></figure>',
        wide.title,
        _("Chart: %(title)s") % {"title": wide.title},
        svgs,
        line,
        _("The figures as a table"),
        data_table(wide.table),
    )


@register.simple_tag
def pagination(previous: str = "", following: str = "") -> SafeString | str:
    """Links to the page before and the page after."""
    if not (previous or following):
        return ""
    return mark_safe(  # noqa: S308 - a template of ours, which escapes
        render_to_string("parts/pagination.html", {"previous": previous, "following": following})
    )


@register.simple_tag
def error_summary(form: BaseForm | str) -> SafeString | str:
    """Everything that needs correcting, each linked to its field; nothing where a page has no form."""
    if isinstance(form, str) or not form.errors:
        return ""
    found = [("", error) for error in form.non_field_errors()]
    found += [(f"#{target(field)}", error) for field in form for error in field.errors]
    return mark_safe(  # noqa: S308 - a template of ours, which escapes
        render_to_string("parts/error_summary.html", {"found": found})
    )


def target(field: BoundField) -> str:
    """Return the id of the first control of a field."""
    first = getattr(field.field.widget, "first_id", None)
    if first is not None:
        return str(first(field.id_for_label or field.auto_id))
    return field.subwidgets[0].id_for_label if field.use_fieldset and field.subwidgets else field.id_for_label


@register.inclusion_tag("parts/as_of.html", takes_context=True)
def as_of(context: template.Context) -> dict[str, object]:
    """The control that goes back in time on this page."""
    return {"shell": context["shell"]}
