"""What the body has set about itself: read by everybody, changed by the steward with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.kernel.errors import Missing
from headway.people import actions, permissions, queries
from headway.people.choices import SettingName
from headway.web import edge
from headway.web.forms import done
from headway.web.people import forms, words
from headway.web.people.pages import FormPage, form_page, posted, require

SHOWN = tuple(name for name in SettingName if name != SettingName.LOGO_FILE)  # files bring their own page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    reader = edge.reader(request)
    body = queries.body_settings(reader)
    may_change = permissions.may(reader.actor, "set_setting") and reader.past is None
    facts = [
        (
            str(words.SETTINGS[name]),
            words.setting_text(name, getattr(body, name.value)),
            *(
                (reverse("people:setting", args=[name.value]), _("Change"), str(words.SETTINGS[name]))
                if may_change
                else ()
            ),
        )
        for name in SHOWN
    ]
    ready = queries.body_key(reader) is not None
    return render(request, "people/settings.html", {"facts": facts, "may_change": may_change, "ready": ready})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, name: str) -> HttpResponse:
    require(request, "set_setting")
    reader = edge.reader(request)
    key = queries.body_key(reader)
    if name not in set(SHOWN) or key is None:
        raise Missing
    setting = SettingName(name)
    seen = queries.organisation(reader, key=key)
    stored = getattr(queries.body_settings(reader), name)
    form = forms.SettingForm(
        posted(request),
        name=setting,
        version=seen.version,
        initial={"value": list(stored) if isinstance(stored, tuple) else stored},
    )
    if done(
        form,
        lambda: actions.set_setting(edge.by(request), name=setting, version=form.expected, **form.values()),
    ):
        messages.success(request, _("The setting was changed."))
        return redirect("people:settings")
    page = FormPage(
        _("Change: %(setting)s") % {"setting": words.SETTINGS[setting]},
        _("Save"),
        crumbs=(reverse("people:settings"), _("Settings of the body")),
    )
    return form_page(request, form, page)


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    reader = edge.reader(request)
    rows = [
        (row, words.SETTINGS[row.name], words.setting_text(row.name, row.value))
        for row in queries.settings_history(reader)
    ]
    return render(request, "people/settings_history.html", {"rows": rows})
