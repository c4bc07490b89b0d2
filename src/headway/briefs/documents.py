"""Drafts of what a public body must write down before it opens: its own words begin from true ones.

What is said about records comes from the records themselves; what the body answered at set-up is put in; what
only the body can know is asked for in square brackets.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from headway.kernel.actors import Reader
from headway.kernel.declared import Declared, Privacy, declared
from headway.kernel.sentences import Sentence
from headway.people.analysis import BodySettings
from headway.people.choices import BLANKED_AFTER_DAYS, INVITATION_DAYS, TOKEN_DAYS
from headway.people.queries import body_settings


class DocumentName(StrEnum):
    """The drafts."""

    DATA_PROTECTION = "data-protection-assessment"
    PRIVACY = "privacy-notice"
    ACCESSIBILITY = "accessibility-statement"
    RETENTION = "retention-table"
    SECURITY = "security-answer"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its paragraphs, and records where the section is a table of them."""

    heading: Sentence
    paragraphs: tuple[Sentence, ...] = ()
    records: tuple[Declared, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One draft, ready to be drawn as a page or as a file."""

    name: DocumentName
    title: Sentence
    sections: tuple[Section, ...]
    missing: int  # answers of the body that are asked for in square brackets


TITLES: Mapping[DocumentName, str] = {
    DocumentName.DATA_PROTECTION: _("Data protection impact assessment"),
    DocumentName.PRIVACY: _("Privacy notice"),
    DocumentName.ACCESSIBILITY: _("Accessibility statement"),
    DocumentName.RETENTION: _("How long records are kept"),
    DocumentName.SECURITY: _("How Headway is kept secure"),
}


def documents(reader: Reader) -> tuple[Document, ...]:
    """Return every draft with what the body has answered so far."""
    body = body_settings(reader)
    return tuple(_drawn(name, body) for name in DocumentName)


def document(reader: Reader, *, name: DocumentName) -> Document:
    """Return one draft."""
    return _drawn(name, body_settings(reader))


def _drawn(name: DocumentName, body: BodySettings) -> Document:
    sections = WRITERS[name](body)
    told = [value for each in sections for said in each.paragraphs for value in said.values.values()]
    asked = {value.msgid for value in told if isinstance(value, Sentence)}
    return Document(name, Sentence(TITLES[name]), sections, missing=len(asked))


def _said(text: str, **values: str | int | Sentence) -> Sentence:
    return Sentence(text, values)


def _or_asked(value: str, asked: str) -> str | Sentence:
    """Return an answer of the body, or the question in square brackets."""
    return value or Sentence(asked)


def _contact(body: BodySettings) -> str | Sentence:
    return _or_asked(body.data_protection_contact, _("[the address of your data protection contact]"))


def _hosting(body: BodySettings) -> str | Sentence:
    return _or_asked(body.hosting, _("[where the server stands and who runs it]"))


def _personal() -> tuple[Declared, ...]:
    return tuple(each for each in declared() if each.privacy in {Privacy.PERSONAL, Privacy.SECRET})


def _data_protection(body: BodySettings) -> tuple[Section, ...]:
    return (
        Section(
            Sentence(_("What is done, and why")),
            (
                _said(
                    _(
                        "%(body)s runs its missions in Headway: it publishes goals, figures and decisions, "
                        "and people who work on them sign in to keep them up to date."
                    ),
                    body=body.name,
                ),
                _said(_("The server: %(hosting)s."), hosting=_hosting(body)),
                Sentence(
                    _("The lawful basis is a task in the public interest. [Check this with your adviser.]")
                ),
            ),
        ),
        Section(
            Sentence(_("Personal data")),
            (
                Sentence(
                    _(
                        "Names and e-mail addresses of people who sign in, the roles they hold, and the "
                        "offers and contacts that people send. The list below is read from the software "
                        "itself."
                    )
                ),
            ),
            _personal(),
        ),
        Section(
            Sentence(_("What could go wrong, and what is done about it")),
            (
                Sentence(
                    _(
                        "Somebody reads what they may not: every page and every program has a rule for who "
                        "may see it, and each rule has a test."
                    )
                ),
                Sentence(
                    _(
                        "A person can be made out in small numbers: small groups stay as the publisher "
                        "suppressed them, and no page lists or ranks members of staff."
                    )
                ),
                Sentence(
                    _(
                        "The record of who did what is changed afterwards: it can only be added to, each "
                        "entry is sealed to the one before, and it holds no names and no free text."
                    )
                ),
                Sentence(_("[What is left, who accepts it, and the date]")),
            ),
        ),
    )


def _privacy(body: BodySettings) -> tuple[Section, ...]:
    years = BLANKED_AFTER_DAYS // 365
    return (
        Section(
            Sentence(_("Who we are")),
            (
                _said(
                    _("%(body)s decides how your data are used. Write to %(contact)s."),
                    body=body.name,
                    contact=_contact(body),
                ),
            ),
        ),
        Section(
            Sentence(_("What we hold, and how long")),
            (
                Sentence(_("If you only read these pages, we keep nothing that says who you are.")),
                _said(
                    _(
                        "If you sign in, we hold your name, your e-mail address and your roles. Your name "
                        "and address are blanked %(years)s years after you leave."
                    ),
                    years=years,
                ),
                Sentence(
                    _(
                        "We set one cookie when you sign in and one that protects forms. None of them "
                        "follows you."
                    )
                ),
            ),
        ),
        Section(
            Sentence(_("Your rights")),
            (
                _said(
                    _(
                        "You can ask for a copy of your data, to have them corrected or erased, or object. "
                        "Write to %(contact)s. You can also complain to the Information Commissioner."
                    ),
                    contact=_contact(body),
                ),
                Sentence(
                    _(
                        "Anonymous means Headway keeps nothing that says who you are; your words, your "
                        "network or a small team may still give you away."
                    )
                ),
            ),
        ),
    )


def _accessibility(body: BodySettings) -> tuple[Section, ...]:
    contact = _or_asked(body.contact_email, _("[an address for people who cannot use a page]"))
    return (
        Section(
            Sentence(_("How accessible this website is")),
            (
                _said(_("%(body)s wants as many people as possible to be able to use it."), body=body.name),
                Sentence(
                    _(
                        "Every kind of page is checked by a program against WCAG 2.2, level AA, at three "
                        "widths, with each release. Pages work without a mouse, without script and at 320 "
                        "pixels."
                    )
                ),
                Sentence(
                    _("Tests with disabled people: not yet done. [Say when you will, or what they found.]")
                ),
            ),
        ),
        Section(
            Sentence(_("If you cannot use a page")),
            (
                _said(
                    _("Write to %(contact)s and say what you need: large print, Easy Read, audio, a call."),
                    contact=contact,
                ),
                Sentence(_("[Your duties and your enforcement body; the date of this statement]")),
            ),
        ),
    )


def _retention(body: BodySettings) -> tuple[Section, ...]:
    return (
        Section(
            Sentence(_("Every kind of record")),
            (_said(_("%(body)s keeps its records as follows."), body=body.name),),
            tuple(declared()),
        ),
    )


def _security(body: BodySettings) -> tuple[Section, ...]:
    return (
        Section(
            Sentence(_("Access")),
            (
                Sentence(
                    _(
                        "People sign in with a password of 12 characters or more, a passkey, or the sign-on "
                        "of their body; a second step can be set up."
                    )
                ),
                _said(
                    _("An invitation works for %(days)s days, a key for programs for %(key)s days at most."),
                    days=INVITATION_DAYS,
                    key=TOKEN_DAYS,
                ),
                Sentence(_("Roles have dates and scopes; the last administrator cannot be removed.")),
            ),
        ),
        Section(
            Sentence(_("Data")),
            (
                _said(_("The server: %(hosting)s."), hosting=_hosting(body)),
                Sentence(
                    _(
                        "A backup holds database, files and the head of the log, and is checked when it is "
                        "restored. [How often, where it lies, who tried to restore it last]"
                    )
                ),
            ),
        ),
        Section(
            Sentence(_("The log")),
            (
                Sentence(
                    _(
                        "Every act is written to a log that can only be added to; each entry is sealed to "
                        "the one before, and its head is published each day."
                    )
                ),
            ),
        ),
        Section(
            Sentence(_("The software")),
            (
                Sentence(
                    _(
                        "Headway is open source under the Apache License 2.0. Its libraries are pinned with "
                        "their hashes. Faults are reported as its security policy says."
                    )
                ),
            ),
        ),
    )


WRITERS: Mapping[DocumentName, Callable[[BodySettings], tuple[Section, ...]]] = {
    DocumentName.DATA_PROTECTION: _data_protection,
    DocumentName.PRIVACY: _privacy,
    DocumentName.ACCESSIBILITY: _accessibility,
    DocumentName.RETENTION: _retention,
    DocumentName.SECURITY: _security,
}
