"""Corrections of published figures: which hold, declaring one, ending one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from headway.kernel.errors import Forbidden, Missing
from headway.measures import actions, queries
from headway.measures.analysis.corrections import NewCorrection
from headway.measures.choices import CorrectionKind
from headway.measures.permissions import may_correct, may_import
from headway.measures.queries import CardRow, CorrectionRow, Wanted, corrections, series_of
from headway.places.queries import places
from headway.web import edge
from headway.web.forms import DayField, Form, done
from headway.web.measures import words
from headway.web.measures.forms import sent
from headway.web.measures.indicators import ask, find


class CorrectionForm(Form):
    """What is wrong with one published figure, and what is done about it."""

    series = forms.ChoiceField(label=gettext_lazy("Which series?"))
    start = DayField(
        label=gettext_lazy("First day of the period"),
        help_text=gettext_lazy("For the year 2024: 1 1 2024"),
    )
    expect = forms.FloatField(
        label=gettext_lazy("What does the publisher say now?"),
        help_text=gettext_lazy(
            "As long as the publisher says this, the correction applies. Once it says anything else, "
            "figures do not come in until somebody has looked."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What should be done with it?"),
        choices=words.pairs(words.CORRECTIONS),
        widget=forms.RadioSelect,
    )
    amount = forms.FloatField(
        label=gettext_lazy("The value instead, or the factor"),
        help_text=gettext_lazy("Empty when it is left out or only marked"),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("What is wrong with it?"),
        help_text=gettext_lazy("Everybody can read this"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    told = forms.CharField(
        label=gettext_lazy("Who at the publisher was told, and when?"), max_length=200, required=False
    )

    def __init__(self, *args: Any, series: dict[str, tuple[Wanted, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = {key: wanted for key, (wanted, _name) in series.items()}
        self.fields["series"].choices = [  # type: ignore[attr-defined]
            (key, name) for key, (_wanted, name) in series.items()
        ]

    def correction(self) -> tuple[Wanted, NewCorrection]:
        """Return what the form says."""
        given = self.values()
        wanted = self.wanted[given.pop("series")]
        return wanted, NewCorrection(**given | {"kind": CorrectionKind(given["kind"])})


class EndForm(Form):
    """Why a correction ends."""

    reason = forms.CharField(
        label=gettext_lazy("Why does it end?"),
        help_text=gettext_lazy("Such as: the publisher corrected the figure on 3 March"),
        max_length=300,
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List every correction that holds; everybody may read it."""
    reader = edge.reader(request)
    may_manage = may_import(reader.actor) and not reader.past
    rows = [(row, words.correction_text(row)) for row in corrections(reader)]
    return render(request, "measures/corrections.html", {"rows": rows, "may_manage": may_manage})


def of(request: HttpRequest, slug: str) -> CardRow:
    """Return an indicator whose figures may be corrected by who asks."""
    row = find(request, slug)
    if not may_correct(edge.actor(request), indicator=row.indicator):
        raise Forbidden
    return row


@ask
def declare(request: HttpRequest, slug: str) -> HttpResponse:
    row = of(request, slug)
    reader = edge.reader(request)
    names = {each.key: (each.code, each.name) for each in places(reader)}
    known = [each for each in series_of(reader, indicators={row.indicator}) if each.place in names]
    series = {
        f"{names[each.place][0]} {each.breakdown}".strip(): (
            each,
            f"{names[each.place][1]} ({each.breakdown})" if each.breakdown else names[each.place][1],
        )
        for each in known
    }
    form = CorrectionForm(sent(request), series=dict(sorted(series.items(), key=lambda item: item[1][1])))
    if done(form, lambda: declared(request, form)):
        messages.success(request, _("The correction is declared. It applies to figures that come in next."))
        return redirect("measures:corrections")
    return render(request, "measures/correct.html", {"form": form, "row": row}, status=form.status)


def declared(request: HttpRequest, form: CorrectionForm) -> None:
    series, new = form.correction()
    actions.declare_correction(edge.by(request), series=series, correction=new)


@ask
def end(request: HttpRequest, slug: str) -> HttpResponse:
    row = of(request, slug)
    found = standing(request, row)
    form = EndForm(sent(request))
    if done(
        form,
        lambda: actions.end_correction(
            edge.by(request), series=found.series, start=found.correction.start, **form.values()
        ),
    ):
        messages.success(request, _("The correction has ended. It stays in the history."))
        return redirect("measures:corrections")
    context = {"form": form, "row": row, "found": found, "said": words.correction_text(found)}
    return render(request, "measures/correction_end.html", context, status=form.status)


def standing(request: HttpRequest, row: CardRow) -> CorrectionRow:
    """Return the correction that the address names."""
    asked = tuple(request.GET.get(name, "") for name in ("place", "group", "start"))
    for found in queries.corrections(edge.reader(request), indicators={row.indicator}):
        if (found.place_code, found.series.breakdown, found.correction.start.isoformat()) == asked:
            return found
    raise Missing
