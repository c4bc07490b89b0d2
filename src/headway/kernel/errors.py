"""Refusals: each carries its Sentence, and one of five kinds that every door handles in one place."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.sentences import Sentence


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """Nothing was changed; the sentence says why and what to do next."""

    status = 400

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.msgid)
        self.sentence = sentence


class Forbidden(Refused):
    """You may not do this."""

    status = 403

    def __init__(self, sentence: Sentence | None = None) -> None:
        super().__init__(sentence or Sentence(_("You do not have the role that may do this.")))


class Invalid(Refused):
    """What was sent cannot be used; `fields` puts a sentence beside each field."""

    status = 422

    def __init__(self, sentence: Sentence, fields: Mapping[str, Sentence] | None = None) -> None:
        super().__init__(sentence)
        self.fields = dict(fields or {})


class Conflict(Refused):
    """Somebody or something got there first."""

    status = 409


class Gone(Refused):
    """It was here and has been withdrawn or retired."""

    status = 410


class Missing(Refused):
    """There is no such thing, or not for this reader."""

    status = 404

    def __init__(self, sentence: Sentence | None = None) -> None:
        super().__init__(sentence or Sentence(_("There is nothing at this address.")))


class Stale(Conflict):
    """It was changed since you opened it; doors show both versions."""

    def __init__(self, key: UUID, *, yours: int, current: int) -> None:
        super().__init__(Sentence(_("Somebody changed this since you opened it. Compare, then save again.")))
        self.key, self.yours, self.current = key, yours, current


class OutsideActionError(RuntimeError):
    """A step or a lock was used outside an open action: a fault of ours, never of the user."""


class ActionInActionError(RuntimeError):
    """An action called an action: a fault of ours; one act is one action."""
