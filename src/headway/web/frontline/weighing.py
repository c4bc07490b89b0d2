"""Weighing a control: the form that shows its answer at once, and the answers that were kept."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.briefs import weighing as said
from headway.briefs.rules import rule_brief, weighing_brief
from headway.frontline.actions import rules as actions
from headway.frontline.analysis.weighing import Found, NewWeighing, weighing
from headway.kernel.sentences import Sentence
from headway.look.weighing import weighing_picture
from headway.web import edge
from headway.web.forms import done
from headway.web.frontline.rules import to_rules
from headway.web.frontline.weighing_forms import WeighingForm, weighing_texts
from headway.web.missions.edit import require
from headway.web.people.pages import posted

ask = require_http_methods(["GET", "HEAD", "POST"])


def shown(new: NewWeighing, found: Found) -> dict[str, object]:
    """Return what both pages print of an answer."""
    weighed = found.weighed
    return {
        "answer": said.answer(new, found),
        "guards": bool(found.guards),
        "fit": Sentence(said.FITS[found.fit]),
        "worth": said.worth(new, weighed) if weighed else (),
        "swayed": said.swayed(weighed) if weighed else (),
        "sways": [said.sway_words(each, new.currency) for each in weighed.sways] if weighed else [],
        "picture": weighing_picture(new, weighed, found, key="weighing") if weighed else None,
        "trial": weighed is not None and weighed.trial is not None,
        "draws": weighed.draws if weighed else 0,
    }


@ask
def weigh(request: HttpRequest, slug: str) -> HttpResponse:
    """Fill in what is believed; see sentence and picture at once; keep it as a version."""
    reader = edge.reader(request)
    brief = rule_brief(reader, slug=slug)
    require(brief.may_weigh)
    first = weighing_texts(brief.weighings[0].new) if brief.weighings else {}
    form = WeighingForm(posted(request), initial=first)
    context: dict[str, object] = {"form": form, "brief": brief, "crumbs": pairs(to_rules(brief))}
    if request.POST.get("act") == "keep" and done(form, lambda: keep(request, form, brief.row.key)):
        messages.success(request, _("The weighing was kept with its inputs. Everybody can read it."))
        return redirect("rules:weighing", slug=brief.row.slug, number=form.result)
    if form.is_bound and form.is_valid():
        new = form.weighing(reader.language)
        context |= shown(new, weighing(new, locked=brief.row.lock is not None))
    elif form.is_bound:
        form.status = 422
    return render(request, "frontline/weigh.html", context, status=form.status)


def keep(request: HttpRequest, form: WeighingForm, rule: UUID) -> int:
    """Keep what was filled in."""
    new = form.weighing(edge.reader(request).language)
    return actions.keep_weighing(edge.by(request), rule=rule, new=new)


def pairs(way: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return a way as address and text."""
    return list(zip(way[::2], way[1::2], strict=True))


@require_safe
def kept(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Print one weighing that was kept, with its inputs."""
    brief = weighing_brief(edge.reader(request), slug=slug, number=number)
    new = brief.row.new
    inputs = [
        (Sentence(said.INPUTS[name]), *(round(value, 6) for value in three))
        for name, three in new.inputs.items()
    ]
    context = {"brief": brief, "inputs": inputs, **shown(new, brief.row.found)}
    return render(request, "frontline/weighing.html", context)
