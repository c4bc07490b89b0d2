"""What the body has set about itself, and when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at
from headway.people import analysis
from headway.people.analysis import BodySettings, SettingValue
from headway.people.choices import SettingName
from headway.people.models import BodySetting, Organisation

PAGE = 500


def body_settings(reader: Reader) -> BodySettings:
    """Return the body's settings as known at the reader's moment; one query."""
    rows = BodySetting.objects.filter(known_at(reader.at)).values_list("name", "value")
    return analysis.body(dict(rows))


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as it was set; `known_to` is None while it holds."""

    name: SettingName
    value: SettingValue
    reason: str
    set_by: UUID | None
    known_from: datetime
    known_to: datetime | None


def settings_history(reader: Reader) -> tuple[SettingRow, ...]:
    """Return what was set when, newest first."""
    rows = BodySetting.objects.filter(known_from__lte=reader.at).order_by("-known_from", "name")[:PAGE]
    return tuple(
        SettingRow(SettingName(row.name), row.value, row.reason, row.set_by, row.known_from, row.known_to)
        for row in rows
    )


def body_key(reader: Reader) -> UUID | None:
    """Return the key of the body's own organisation, or None before set-up."""
    return (
        Organisation.objects.filter(is_body=True, thing__born_on__lte=reader.at)
        .values_list("thing__key", flat=True)
        .first()
    )
