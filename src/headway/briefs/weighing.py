"""What weighing a control says: sentences with their numbers, from what the engine found."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from headway.frontline.analysis.weighing import (
    Compared,
    Fit,
    Found,
    Guard,
    NewWeighing,
    Option,
    Sway,
    Verdict,
    Weighed,
)
from headway.kernel.sentences import Figure, Sentence

SURE = 0.995  # beyond it a chance is said as 'over 99 in 100'

INPUTS: Mapping[str, str] = {
    "cases": _("Cases a year"),
    "front_minutes": _("Minutes of the front line, per case"),
    "front_rate": _("What an hour of the front line costs"),
    "checker_minutes": _("Minutes of those who check, per case"),
    "checker_rate": _("What an hour of those who check costs"),
    "days": _("Days of delay, per case"),
    "day_value": _("What a day of delay costs who waits"),
    "misuse": _("Share of cases misused without the check"),
    "deterred": _("Share of misuse that the check stops or deters"),
    "observable": _("How far what matters can be seen"),
    "verifiable": _("How far a third party can confirm it"),
    "loss": _("What one misuse loses"),
    "stopped": _("Share of right cases that it stops or bends"),
    "stopped_value": _("What is lost when a right case is stopped"),
}
OPTIONS: Mapping[Option, str] = {
    Option.KEEP: _("Keep it as it is"),
    Option.THRESHOLD: _("Check above a threshold"),
    Option.SAMPLE: _("Check a sample drawn by lot"),
    Option.REPLACE: _("Put another control in its place"),
    Option.RELAX: _("Do without it for a time"),
}
GUARDS: Mapping[Guard, str] = {
    Guard.STATUTORY: _("The rule is locked by law."),
    Guard.CATASTROPHE: _("One misuse may lose more than the level that must never be risked."),
    Guard.IRREVERSIBLE: _("The harm cannot be undone."),
}
FITS: Mapping[Fit, str] = {
    Fit.TARGETS: _(
        "What matters here can be seen, and a third party can confirm it: targets and contracts can do."
    ),
    Fit.OUTCOMES: _(
        "What matters can be confirmed but hardly seen as it happens: judge verified outcomes, and leave the "
        "method free."
    ),
    Fit.PEERS: _(
        "What matters can be seen but hardly confirmed by a third party: review by peers and professional "
        "standards do better than checks."
    ),
    Fit.JUDGEMENT: _(
        "What matters can hardly be seen or confirmed: a clear mission, peers and the voice of citizens do "
        "better than checks."
    ),
}
TRIALS: Mapping[Option, str] = {
    Option.THRESHOLD: _("Trial a threshold of %(threshold)s for %(months)s months; watch for harm."),
    Option.SAMPLE: _(
        "Trial checking %(share)s of cases, drawn by lot, for %(months)s months; watch for harm."
    ),
    Option.REPLACE: _("Trial the other control for %(months)s months; watch for harm."),
    Option.RELAX: _("Trial doing without the check for %(months)s months; watch for harm."),
}


def money(value: float, currency: str) -> Sentence:
    """Write an amount to three significant digits: 92p, £39.40, £154,000."""
    shown = float(f"{value:.3g}")
    size = abs(shown)
    if currency == "GBP" and 0 < size < 1:
        words, figure = _("%(amount)sp"), Figure(size * 100, places=0)
    else:
        words = _("£%(amount)s") if currency == "GBP" else _("%(amount)s %(currency)s")
        figure = Figure(size, places=2 if size < 100 and size != int(size) else 0)
    said = Sentence(words, {"amount": figure, "currency": currency})
    return Sentence("−\u2060%(said)s", {"said": said}) if shown < 0 else said  # no break after the minus


def thousand(share: float) -> Figure:
    """Write a share as so many in 1,000, to three significant digits."""
    each = float(f"{1_000 * share:.3g}")
    return Figure(each, places=0 if each >= 10 or each == int(each) else 1)


def per_hundred(chance: float) -> Sentence:
    """Write a probability as people say it."""
    if chance < 1 - SURE:
        return Sentence(_("under 1 in 100"))
    if chance > SURE:
        return Sentence(_("over 99 in 100"))
    return Sentence(_("about %(n)s in 100"), {"n": Figure(max(1.0, min(99.0, 100 * chance)), places=0)})


def guarded(found: Found) -> tuple[Sentence, ...]:
    """Say why a sum does not decide; empty where it may."""
    if not found.guards:
        return ()
    why = tuple(Sentence(GUARDS[guard]) for guard in found.guards)
    return (Sentence(_("This is not a trade-off that this tool decides.")), *why)


def answer(new: NewWeighing, found: Found) -> tuple[Sentence, ...]:
    """Return the answer first: what a check costs and prevents, and what would be worth a trial."""
    costs = found.costs
    first = Sentence(
        _("Each check costs %(cost)s in time, delay and lost help and prevents %(saved)s of misuse."),
        {"cost": money(costs.cost, new.currency), "saved": money(costs.saved, new.currency)},
    )
    if found.weighed is None:
        return (*guarded(found), first)
    return (first, must_stop(new, found), *advice(new, found.weighed))


def must_stop(new: NewWeighing, found: Found) -> Sentence:
    """Say how much misuse there would be, and how much the check would have to stop."""
    misused, needed = new.inputs["misuse"][1], found.costs.break_even
    values = {"misused": thousand(misused), "needed": thousand(needed)}
    if needed > 1.0:
        return Sentence(
            _(
                "%(misused)s in 1,000 cases would be misused without it; it costs more than it could save if "
                "every case were misused."
            ),
            values,
        )
    if needed > misused:
        return Sentence(
            _(
                "Only %(misused)s in 1,000 cases would be misused without it; to pay for itself it would "
                "have to stop %(needed)s."
            ),
            values,
        )
    return Sentence(
        _(
            "%(misused)s in 1,000 cases would be misused without it; to pay for itself it has to stop "
            "%(needed)s."
        ),
        values,
    )


def advice(new: NewWeighing, weighed: Weighed) -> tuple[Sentence, ...]:
    """Say what follows: keep it, find out more, or a trial; never that it should go."""
    if weighed.verdict is Verdict.KEEP:
        return (Sentence(_("Keep it: it is worth more than it costs.")),)
    if weighed.verdict is Verdict.FIND_OUT or weighed.trial is None:
        return (Sentence(_("The sum does not decide. Find out first what sways the answer most.")),)
    return (trial_words(weighed.trial, new.compared, new.currency),)


def trial_words(option: Option, given: Compared, currency: str) -> Sentence:
    """Name a trial."""
    return Sentence(
        TRIALS[option],
        {
            "threshold": money(given.threshold or 0.0, currency),
            "share": Figure(100 * (given.share or 0.0), "%", places=0),
            "months": given.months,
        },
    )


def worth(new: NewWeighing, weighed: Weighed) -> tuple[Sentence, ...]:
    """Say what keeping is worth a year, how surely, and in cash alone."""
    keep, cash = weighed.keep, weighed.cash
    worse, better = (keep.low, keep.high) if keep.net >= 0 else (-keep.high, -keep.low)
    values = {
        "net": money(abs(keep.net), new.currency),
        "low": money(worse, new.currency),
        "high": money(better, new.currency),
    }
    more = _("Keeping it is worth %(net)s a year more than it costs (8 in 10 draws: %(low)s to %(high)s).")
    less = _("Keeping it costs %(net)s a year more than it prevents (8 in 10 draws: %(low)s to %(high)s).")
    return (
        Sentence(more if keep.net >= 0 else less, values),
        Sentence(_("The chance that keeping it pays is %(chance)s."), {"chance": per_hundred(keep.pays)}),
        Sentence(
            _("In cash alone, without delay and lost help: %(net)s a year."),
            {"net": money(cash.net, new.currency)},
        ),
    )


def swayed(weighed: Weighed) -> tuple[Sentence, ...]:
    """Name the two inputs that sway the answer most; empty where all are known exactly."""
    first = weighed.sways[:2]
    if len(first) < 2:
        return ()
    return (
        Sentence(
            _("Two things sway it most: “%(first)s” and “%(second)s”."),
            {"first": Sentence(INPUTS[first[0].name]), "second": Sentence(INPUTS[first[1].name])},
        ),
    )


def sway_words(sway: Sway, currency: str) -> Sentence:
    """Say how far one input moves the answer, and whether it turns it."""
    values = {"input": Sentence(INPUTS[sway.name]), "swing": money(sway.swing, currency)}
    if sway.flips:
        return Sentence(_("%(input)s: moves it by %(swing)s a case, and can turn the answer."), values)
    return Sentence(_("%(input)s: moves it by %(swing)s a case."), values)
