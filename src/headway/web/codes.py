"""Return codes: the page where one is typed, and pages that only a code opens."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from headway.kernel.errors import Missing
from headway.web.limits import within

CODE = re.compile(r"[0-9a-f]{32}")
TRIES = 60  # an hour: a code has 128 bits, so this only spares the server


class CodeForm(forms.Form):
    """A return code, as it was written down."""

    code = forms.CharField(
        label=lazy("Your code"),
        help_text=lazy("32 letters and digits; spaces do not matter"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """Return the code without spaces."""
        code = "".join(str(self.cleaned_data["code"]).split()).lower()
        if not CODE.fullmatch(code):
            raise ValidationError(_("A code has 32 letters from a to f and digits. Check it and try again."))
        return code


def typed(request: HttpRequest, template: str, *, to: str) -> HttpResponse:
    """Ask for a code, and lead to what it opens."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect(to, code=form.cleaned_data["code"])
    return render(request, template, {"form": form})


def require_code(request: HttpRequest, code: str, kind: str) -> None:
    """Raise Missing for what is no code, and for who tries too many."""
    if not CODE.fullmatch(code) or not within(request, kind, most=TRIES):
        raise Missing


def private(response: HttpResponse) -> HttpResponse:
    """Keep a page that only a code opens out of every store and every search."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
