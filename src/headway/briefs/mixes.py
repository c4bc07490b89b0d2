"""What the bench says of one place beside its mix of others: the effect, how sure, what it stands on."""

from django.utils.translation import gettext_noop as _

from headway.briefs.study_words import LEVEL, Ground, chance_of, figure_of
from headway.kernel.sentences import Figure, Sentence, Value
from headway.learning.analysis import MixFound, NewMix

NAMED = 0.005  # a smaller share of the mix is not named
MOST_NAMED = 5
ENOUGH = 19  # others, for a chance of 1 in 20
EARLY = 0.5  # how large an effect of nothing may be, beside the effect


def headline(asked: NewMix, found: MixFound) -> Sentence:
    """Say the effect, and how many others went as far."""
    numbers: dict[str, Value] = {
        "place": asked.treated,
        "outcome": asked.outcome,
        "size": figure_of(abs(found.effect), asked.unit_of_outcome),
        "lower": figure_of(found.lower),
        "upper": figure_of(found.upper),
        "times": len(found.times) - found.start,
    }
    higher = _(
        "In %(place)s, %(outcome)s was higher by %(size)s than in its mix of others, over %(times)s points "
        "in time; mixes that fit nearly as well say %(lower)s to %(upper)s."
    )
    lower = _(
        "In %(place)s, %(outcome)s was lower by %(size)s than in its mix of others, over %(times)s points "
        "in time; mixes that fit nearly as well say %(lower)s to %(upper)s."
    )
    return Sentence(higher if found.effect >= 0 else lower, numbers)


def sure(asked: NewMix, found: MixFound) -> tuple[Sentence, ...]:
    """Say how it was worked out, and what the others and the other method say."""
    said = _(
        "Worked out by synthetic control: the shares of %(n)s others are chosen so that the mix moves as "
        "%(place)s did before."
    )
    rank = _(
        "Of %(ranked)s others, treated as if they had it, %(far)s went as far from their mix. The chance is "
        "%(p)s, and cannot be under %(least)s with so many."
    )
    ranked: dict[str, Value] = {
        "ranked": found.ranked,
        "far": found.as_far,
        "p": Figure(found.p, "", 3),
        "least": Figure(1.0 / (found.ranked + 1), "", 3),
    }
    other = _("Synthetic difference in differences says %(other)s.")
    return (
        Sentence(said, {"n": len(found.others), "place": asked.treated}),
        shares(found),
        Sentence(rank, ranked),
        interval(found),
        Sentence(other, {"other": figure_of(found.sdid)}),
    )


def interval(found: MixFound) -> Sentence:
    """Say which effects the others do not rule out."""
    if found.interval is not None:
        ends: dict[str, Value] = {
            "lower": figure_of(found.interval[0]),
            "upper": figure_of(found.interval[1]),
        }
        return Sentence(
            _("95%% interval: steady effects from %(lower)s to %(upper)s are not ruled out by the others."),
            ends,
        )
    if found.ranked < ENOUGH:
        few = _("With fewer than %(least)s others that can be ranked there is no 95%% interval.")
        return Sentence(few, {"least": ENOUGH})
    return Sentence(_("The effect changed too much over time for a 95%% interval of one steady effect."))


def shares(found: MixFound) -> Sentence:
    """Name what the mix is made of."""
    used = [each for each in found.others if each.weight >= NAMED]
    told: Value = ""
    for each in used[:MOST_NAMED]:
        one = Sentence(
            _("%(name)s %(share)s"), {"name": each.name, "share": Figure(round(100 * each.weight), "%", 0)}
        )
        told = Sentence(_("%(before)s, %(after)s"), {"before": told, "after": one}) if told else one
    more = len(used) - MOST_NAMED
    if more > 0:
        return Sentence(_("The mix: %(shares)s, and %(more)s more."), {"shares": told, "more": more})
    return Sentence(_("The mix: %(shares)s."), {"shares": told})


def grounds(found: MixFound) -> tuple[Ground, ...]:
    """Return the assumptions that were tested, in words beside the estimate."""
    return (fit(found), placebos(found), near(found), *without(found), *early(found))


def fit(found: MixFound) -> Ground:
    """Whether the mix moved as the place did before."""
    numbers: dict[str, Value] = {"off": figure_of(found.before_rmspe), "moved": figure_of(found.moved)}
    said = (
        _("Before, the mix is %(off)s off on average, while the place itself moved by %(moved)s.")
        if found.alike
        else _(
            "Before, the mix is %(off)s off on average and the place itself moved by only %(moved)s: no mix "
            "moves as it did."
        )
    )
    return Ground(found.alike, Sentence(said, numbers))


def placebos(found: MixFound) -> Ground:
    """Whether few of the others went as far."""
    rare = found.p <= LEVEL
    said = (
        _("Others without it rarely go as far from their mixes (p %(p)s).")
        if rare
        else _("Others without it go as far from their mixes often enough (p %(p)s).")
    )
    return Ground(rare, Sentence(said, {"p": chance_of(found.p)}))


def near(found: MixFound) -> Ground:
    """Whether mixes that fit nearly as well agree on the direction."""
    same = not found.lower <= 0.0 <= found.upper
    said = (
        _("All mixes that fit nearly as well point the same way.")
        if same
        else _("Mixes that fit nearly as well point different ways.")
    )
    return Ground(same, Sentence(said))


def without(found: MixFound) -> list[Ground]:
    """Whether the effect hangs on one of the mixed places."""
    if found.without is None:
        return []
    low, high = found.without
    said = _("Without any one place of the mix, the effect lies between %(lower)s and %(upper)s.")
    ends: dict[str, Value] = {"lower": figure_of(low), "upper": figure_of(high)}
    return [Ground(not low <= 0.0 <= high, Sentence(said, ends))]


def early(found: MixFound) -> list[Ground]:
    """Whether nothing was seen before it began."""
    if found.early is None:
        return []
    one = _("As if it had begun one point in time earlier, the effect is %(att)s; it should be about nought.")
    many = _(
        "As if it had begun %(lead)s points in time earlier, the effect is %(att)s; it should be about "
        "nought."
    )
    numbers: dict[str, Value] = {"lead": found.lead, "att": figure_of(found.early)}
    held = abs(found.early) <= EARLY * abs(found.effect)
    return [Ground(held, Sentence(one, numbers, many, "lead"))]


def cautions(found: MixFound) -> tuple[Sentence, ...]:
    """Return what is to be said beside it."""
    told = []
    if found.left:
        told.append(
            Sentence(
                _("%(n)s other place lacks a figure at some time and was left out."),
                {"n": found.left},
                _("%(n)s other places lack a figure at some time and were left out."),
                "n",
            )
        )
    if len(found.others) >= found.start:
        told.append(
            Sentence(
                _(
                    "There are as many others as points in time before it began: a mix that fits well may do "
                    "so by chance."
                )
            )
        )
    return tuple(told)
