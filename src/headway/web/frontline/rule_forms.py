"""Forms about rules and freedoms."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.frontline.analysis import Granting, NewFreedom, NewRule, Refusing, Reviewing, RuleChange
from headway.frontline.choices import Expiry, Lock, Officer, RuleKind, RuleState
from headway.frontline.queries.freedoms import FreedomRow
from headway.frontline.queries.rules import RuleRow
from headway.kernel.actors import Reader
from headway.places.queries import place
from headway.web.forms import DayField, Form
from headway.web.frontline import rule_words as words
from headway.web.missions.forms import lines

Named = Sequence[tuple[str, str]]


def prose(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = False) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=lines(rows), max_length=5000
    )


def of(table: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """Return the words of an enumeration as choices."""
    return [(each.value, text) for each, text in table.items()]


class RuleForm(Form):
    """A rule as the register keeps it."""

    title = forms.CharField(label=_("Name of the rule"), max_length=200)
    kind = forms.ChoiceField(label=_("What sort of rule is it?"), choices=of(words.KINDS))
    owner = forms.ChoiceField(
        label=_("Which office owns it?"),
        help_text=_("It can change the rule, and owes an answer to who asks for a freedom from it"),
    )
    clause = forms.CharField(
        label=_("Where is it written down?"), help_text=_("For example: payments policy, section 4.2"),
        max_length=300,
    )  # fmt: skip
    text = prose(_("What does it ask, in plain words?"), required=True)
    lock = forms.ChoiceField(
        label=_("Can a freedom from it be granted here?"), required=False, choices=[("", _("Yes")), *(
            (each.value, text) for each, text in words.LOCKS.items()
        )],
        help_text=_("A locked rule blocks every freedom from it"),
    )  # fmt: skip
    lock_reason = prose(_("If it is locked: why?"), rows=2)

    def __init__(self, *args: Any, offices: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = list(offices)  # type: ignore[attr-defined]

    def rule(self, language: str) -> NewRule:
        """Return what was filled in."""
        values = self.values()
        lock = Lock(values["lock"]) if values["lock"] else None
        return NewRule(
            title=values["title"],
            kind=RuleKind(values["kind"]),
            owner=UUID(values["owner"]),
            clause=values["clause"],
            text=values["text"],
            lock=lock,
            lock_reason=values["lock_reason"],
            language=language,
        )


def rule_texts(row: RuleRow) -> dict[str, Any]:
    """Return the stored record as the first content of its form."""
    names = ("title", "clause", "text", "lock_reason")
    stored = {name: getattr(row, name) for name in names}
    return stored | {"kind": row.kind.value, "owner": str(row.owner), "lock": row.lock or ""}


class ChangeForm(Form):
    """How a rule changes for everybody."""

    state = forms.ChoiceField(
        label=_("What happens to the rule?"),
        choices=[
            (RuleState.CHANGED.value, _("It reads differently from now on")),
            (RuleState.REMOVED.value, _("It is taken away")),
        ],
        widget=forms.RadioSelect,
    )
    since = DayField(label=_("From which day?"))
    text = prose(_("How does it read then, in plain words?"), _("Leave empty if it is taken away"))
    clause = forms.CharField(
        label=_("Where is that written down?"), help_text=_("Leave empty if it stands where it stood"),
        max_length=300, required=False,
    )  # fmt: skip
    note = prose(_("Why?"), required=True)

    def change(self) -> RuleChange:
        """Return what was filled in."""
        values = self.values()
        return RuleChange(
            RuleState(values["state"]), values["since"], values["note"], values["text"], values["clause"]
        )


class FreedomForm(Form):
    """What is asked for."""

    rule = forms.ChoiceField(label=_("From which rule?"))
    title = forms.CharField(label=_("Name of the freedom"), max_length=200)
    allows = prose(_("What would you be allowed to do?"), required=True)
    who = forms.CharField(
        label=_("Who may use it?"), help_text=_("A team or a kind of work, never a person’s name"),
        max_length=300,
    )  # fmt: skip
    place = forms.ChoiceField(label=_("In which place?"), required=False)
    mission = forms.ChoiceField(label=_("For which mission?"), required=False)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"), help_text=_("There is no freedom without one. Two years at most.")
    )
    conditions = prose(
        _("What guards it?"),
        _("For example: an upper limit, a sample that is read each month"),
        required=True,
    )
    watch = forms.MultipleChoiceField(
        label=_("Which indicators would show harm?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At least one. Everybody can see them while it runs."),
    )
    test = forms.ChoiceField(
        label=_("Which registered test studies it?"),
        required=False,
        help_text=_("With places to compare, a test says more than the figures of one place"),
    )
    answers_for = forms.ChoiceField(
        label=_("Who answers for it if it goes wrong?"),
        required=False,
        help_text=_("Not the people who use it. Leave empty for the office that owns the rule."),
    )

    def __init__(
        self, *args: Any, rules: Named, places: Named, missions: Named, offices: Named, indicators: Named,
        tests: Named, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for name, empty, named in (
            ("place", _("Everywhere"), places),
            ("mission", _("None in particular"), missions),
            ("test", _("None yet"), tests),
            ("answers_for", _("The office that owns the rule"), offices),
        ):
            self.fields[name].choices = [("", empty), *named]  # type: ignore[attr-defined]
        self.fields["rule"].choices = list(rules)  # type: ignore[attr-defined]
        self.fields["watch"].choices = list(indicators)  # type: ignore[attr-defined]

    def freedom(
        self, reader: Reader, *, barrier: UUID | None = None, weighing: int | None = None
    ) -> NewFreedom:
        """Return what was filled in."""
        values = self.values()
        keys = {name: UUID(values[name]) if values[name] else None for name in ("mission", "answers_for")}
        return NewFreedom(
            rule=UUID(values["rule"]),
            title=values["title"],
            allows=values["allows"],
            who=values["who"],
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
            conditions=values["conditions"],
            watch=tuple(UUID(key) for key in values["watch"]),
            barrier=barrier,
            weighing=weighing,
            language=reader.language,
            place=place(reader, code=values["place"]).key if values["place"] else None,
            **keys,
        )


def freedom_texts(row: FreedomRow) -> dict[str, Any]:
    """Return what is asked as the first content of its form."""
    names = ("title", "allows", "who", "starts_on", "ends_on", "conditions")
    stored: dict[str, Any] = {name: getattr(row, name) for name in names}
    return stored | {
        "rule": str(row.rule.key),
        "place": row.place_code,
        "mission": str(row.mission or ""),
        "answers_for": str(row.answers_for),
        "test": str(row.test.key) if row.test else "",
        "watch": [str(each.key) for each in row.watch],
    }


class LinkTestForm(Form):
    """Which registered test studies a freedom."""

    test = forms.ChoiceField(label=_("Test"), required=False)

    def __init__(self, *args: Any, tests: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["test"].choices = [("", _("None")), *tests]  # type: ignore[attr-defined]


class GrantForm(Form):
    """What must be said before a freedom is granted."""

    decision = forms.ChoiceField(label=_("By which decision?"))
    reason = prose(_("Why is it granted?"), required=True)
    equality_effect = prose(
        _("Who may gain or lose?"),
        _("By age, disability, sex, race and the other protected characteristics"),
        required=True,
    )
    equality_evidence = prose(_("What evidence does this rest on?"), rows=2, required=True)
    equality_considered_by = forms.CharField(
        label=_("Who considered it before deciding?"), help_text=_("An office or a body, not a person"),
        max_length=200,
    )  # fmt: skip
    equality_considered_on = DayField(label=_("On which day?"))
    legal_check = prose(
        _("What did the legal check find?"), _("The rule is law, so a check is needed"), required=True
    )
    legal_checked_by = forms.CharField(label=_("Which office checked it?"), max_length=200)

    def __init__(self, *args: Any, decisions: Named, law: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if decisions:
            self.fields["decision"].choices = list(decisions)  # type: ignore[attr-defined]
        else:
            del self.fields["decision"]
        if not law:
            del self.fields["legal_check"], self.fields["legal_checked_by"]

    def granting(self) -> Granting:
        """Return what was filled in."""
        return Granting(**{name: value for name, value in self.values().items() if name != "decision"})


class RefuseForm(Form):
    """Why not, and what can be done instead."""

    reason = prose(_("Why not?"), required=True)
    instead = prose(_("What can be done instead?"), required=True)
    officer = forms.ChoiceField(
        label=_("Do you refuse by a duty of your own?"),
        required=False,
        choices=[("", _("No")), *((each.value, text) for each, text in words.OFFICERS.items())],
        help_text=_("Such a refusal can be contested, and a board cannot overrule it"),
    )

    def refusing(self) -> Refusing:
        """Return what was filled in."""
        values = self.values()
        officer = Officer(values["officer"]) if values["officer"] else None
        return Refusing(values["reason"], values["instead"], officer)


class ReviewForm(Form):
    """What a board decided about a freedom that runs."""

    decision = forms.ChoiceField(label=_("By which decision?"))
    expiry = forms.ChoiceField(
        label=_("What becomes of it?"), choices=of(words.EXPIRIES), widget=forms.RadioSelect
    )
    note = prose(_("What was seen while it ran, and why does this follow?"), required=True)
    ends_on = DayField(label=_("If it goes on: the next last day"), required=False)
    who = forms.CharField(
        label=_("If it spreads: who may use it from then on?"), max_length=300, required=False
    )
    rule_text = prose(_("If the rule changes: how does it read from then on?"), rows=3)
    clause = forms.CharField(
        label=_("If the rule changes: where is that written down?"), max_length=300, required=False
    )

    def __init__(self, *args: Any, decisions: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = list(decisions)  # type: ignore[attr-defined]

    def reviewing(self) -> Reviewing:
        """Return what was filled in."""
        values = self.values()
        return Reviewing(
            Expiry(values["expiry"]),
            values["note"],
            values["ends_on"],
            values["who"],
            values["rule_text"],
            values["clause"],
        )
