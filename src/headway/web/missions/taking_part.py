"""Taking part in a mission: the form that needs no account."""

import secrets
from uuid import UUID

from django import forms as fields
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from headway.briefs.missions import mission_brief
from headway.flows.offers import make_offer
from headway.kernel.errors import Missing
from headway.missions.analysis import NewOffer
from headway.missions.choices import MissionState, OfferKind
from headway.web import edge
from headway.web.answers import words
from headway.web.forms import Form, done
from headway.web.limits import within
from headway.web.people.pages import posted

OFFERS = 10  # an hour from one connection
ask = require_http_methods(["GET", "HEAD", "POST"])


class OfferForm(Form):
    """What somebody offers; only its kind is public."""

    kind = fields.ChoiceField(
        label=lazy("What do you offer?"),
        choices=[(each.value, text) for each, text in words.OFFERS.items()],
        widget=fields.RadioSelect,
    )
    text = fields.CharField(
        label=lazy("Say in your own words"),
        help_text=lazy(
            "Only those who work on the mission read this. It may be released under freedom of information "
            "law, so say nothing about other people."
        ),
        max_length=3000,
        widget=fields.Textarea(attrs={"rows": 6}),
    )
    name = fields.CharField(
        label=lazy("Your name, if you like"),
        max_length=120,
        required=False,
        widget=fields.TextInput(attrs={"autocomplete": "name"}),
    )
    group = fields.CharField(
        label=lazy("Your group or organisation, if there is one"), max_length=200, required=False
    )
    email = fields.CharField(
        label=lazy("E-mail address, if you want a mail when the answer is there"),
        help_text=lazy("Nobody else gets it, and it goes a year after the answer"),
        max_length=254,
        required=False,
        widget=fields.EmailInput(attrs={"autocomplete": "email"}),
    )
    code = fields.CharField(required=False, widget=fields.HiddenInput)

    def new(self, mission: UUID, language: str) -> NewOffer:
        """Return the offer."""
        values = {name: value for name, value in self.values().items() if name != "code"}
        return NewOffer(mission=mission, **values | {"kind": OfferKind(values["kind"]), "language": language})

    def clean_code(self) -> str:
        """Return the code of the page, or a new one when somebody sent another."""
        code = str(self.cleaned_data["code"])
        known = len(code) == 32 and set(code) <= set("0123456789abcdef")
        return code if known else secrets.token_hex(16)


@ask
def take_part(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer something to a mission, with or without an account."""
    reader = edge.reader(request)
    brief = mission_brief(reader, slug=slug)
    if brief.row.slug != slug:
        return redirect("missions:take-part", slug=brief.row.slug, permanent=True)
    if brief.row.opened_at is None or brief.row.state == MissionState.CLOSED:
        raise Missing
    form = OfferForm(posted(request), initial={"code": secrets.token_hex(16)})
    if form.is_bound and not within(request, "offer", most=OFFERS):
        form.add_error(None, _("Many offers came from your connection. Wait an hour, then send it again."))
        form.status = 429
    elif done(
        form,
        lambda: make_offer(
            edge.by(request),
            new=form.new(brief.row.key, reader.language),
            code=form.cleaned_data["code"],
        ),
    ):
        messages.success(request, _("Your offer was sent. Thank you."))
        return redirect("answers:follow", code=form.cleaned_data["code"])
    context = {"form": form, "brief": brief}
    return render(request, "missions/take_part.html", context, status=form.status)
