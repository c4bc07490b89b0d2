"""The shell in a real browser: WCAG by axe at three widths, keyboard, no script, no refusal by the policy."""

from datetime import date

import pytest
from django import forms as django_forms
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from playwright.sync_api import expect

from headway.config.urls import handler400, handler403, handler404, handler500  # noqa: F401 - Django reads them
from headway.config.urls import urlpatterns as product
from headway.look.charts.model import Picture, Table
from headway.web import forms

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 100" role="img" aria-label="A line">'
    '<path d="M0 90 640 10" stroke="#5b2a86"/></svg>'
)
PICTURE = Picture(
    SVG, "Share of adults", "It rises.", Table("Share of adults", ("Period", "%"), (("2024", 71.3),))
)
PAGE = """{% extends "base.html" %}{% load headway %}{% block title %}Try{% endblock %}
{% block breadcrumbs %}{% breadcrumbs "/" "Missions" %}{% endblock %}
{% block content %}<div class="text">{% error_summary form %}<h1 class="govuk-heading-l">Every part</h1>
<form method="post" enctype="multipart/form-data" novalidate>{% csrf_token %}{{ form }}{% button "Save" %}</form>
{% as_of %}{% pagination previous="/a/" following="/b/" %}{% tag "Behind" colour="orange" %}
{% inset %}<p>Apart</p>{% endinset %}{% details "More" %}<p>Inside</p>{% enddetails %}
{% notification %}<p class="govuk-notification-banner__heading">Heads up.</p>{% endnotification %}
{% summary_list rows %}</div>{% picture picture source="Publisher, 2 March 2026" %}{% endblock %}"""


class Everything(forms.Form):
    name = django_forms.CharField(label="Name", help_text="As the charter says it.")
    text = django_forms.CharField(label="What it is for", widget=django_forms.Textarea)
    way = django_forms.ChoiceField(
        label="Which way?", choices=[("u", "Up"), ("d", "Down")], widget=django_forms.RadioSelect
    )
    places = django_forms.MultipleChoiceField(
        label="Places",
        choices=[("a", "Ambledon"), ("b", "Bexwell")],
        widget=django_forms.CheckboxSelectMultiple,
    )
    unit = django_forms.ChoiceField(label="Unit", choices=[("", "Choose a unit"), ("%", "Percent")])
    start = forms.DayField(label="Start", help_text="For example, 27 3 2026")
    figures = django_forms.FileField(label="Figures")
    read = django_forms.BooleanField(label="I have read it", help_text="All of it.")


def everything(request: HttpRequest) -> HttpResponse:
    form = Everything(request.POST or None, request.FILES or None)
    forms.done(form, lambda: None)
    rows = [("Lead", "Director of Public Health", "/x/", "Change", "lead"), ("Until", date(2030, 12, 31))]
    template = engines["django"].from_string(PAGE)
    return HttpResponse(
        template.render({"form": form, "rows": rows, "picture": PICTURE}, request), status=form.status
    )


urlpatterns = [*i18n_patterns(path("everything/", everything), prefix_default_language=False), *product]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.mark.parametrize(
    "address", ["/about/", "/cy/accessibility/", "/account/login/", "/about/?on=2026-01-01", "/everything/"]
)
def test_a_page_meets_the_guidelines_at_every_width(page, live_server, accessible, address):
    page.goto(live_server.url + address)

    accessible()


def test_an_error_page_meets_the_guidelines(page, live_server, accessible, console_errors):
    page.goto(f"{live_server.url}/nothing/")

    accessible()
    assert all("404" in said for said in console_errors)
    console_errors.clear()


def test_a_form_with_errors_meets_the_guidelines_and_its_summary_leads_to_the_field(
    page, live_server, accessible, console_errors
):
    page.goto(f"{live_server.url}/everything/")
    page.get_by_role("button", name="Save").click()

    accessible()
    page.get_by_role("link", name="“Which way?” needs an answer.").click()

    expect(page.locator("#id_way_0")).to_be_focused()
    assert page.title().startswith("Error:")
    assert all("422" in said for said in console_errors)
    console_errors.clear()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page, live_server):
    page.goto(f"{live_server.url}/about/")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")

    expect(page.locator("#main-content")).to_be_focused()


def test_pages_work_without_script(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{live_server.url}/about/")
    page.get_by_role("link", name="Cymraeg").click()

    assert page.url.endswith("/cy/about/")
    assert page.get_by_role("navigation", name="Iaith").is_visible()
    context.close()
