"""Organisation, Office, Team, Account, Role, Invitation, Token, Subscription, BodySetting."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from headway.kernel.declared import History, Privacy
from headway.kernel.keys import new_key
from headway.kernel.workdays import Calendar
from headway.people.choices import AccountState, Family, MailRhythm, TokenScope


class Organisation(models.Model):
    """A body that takes part; the installation's own body is the one with `is_body`."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept; closed organisations keep their date"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, unique=True)
    family = models.CharField(max_length=24, choices=[(family.value, family.value) for family in Family])
    identifier = models.CharField(max_length=80, blank=True)  # org-id, such as GB-LAE-CMD
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_body = models.BooleanField(default=False)
    calendar = models.CharField(  # whose bank holidays its offices keep
        max_length=20,
        default=Calendar.ENGLAND_AND_WALES,
        choices=[(calendar.value, calendar.value) for calendar in Calendar],
    )
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["is_body"], condition=Q(is_body=True), name="one_body"),
        ]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A post that owes and decides, whoever holds it."""

    privacy = Privacy.PUBLIC
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    # The director who answers for it in public while fewer than five people hold it; a director's is itself.
    accountable = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "name"], name="office_name")]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People who work together; never listed or compared."""

    privacy = Privacy.MEMBERS
    history = History.DATED
    retention = "kept"

    thing = models.OneToOneField("kernel.Thing", primary_key=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "name"], name="team_name")]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up by their address, whatever its letters' case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who signs in. Not a Thing: a Thing's label is public, a name is personal."""

    privacy = Privacy.PERSONAL
    history = History.DATED
    retention = "name and address blanked 2 years after the account is left"

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12, default="en-gb")
    state = models.CharField(
        max_length=8,
        default=AccountState.INVITED,
        choices=[(state.value, state.value) for state in AccountState],
    )
    today_rhythm = models.CharField(
        max_length=8,
        default=MailRhythm.WEEKLY,
        choices=[(rhythm.value, rhythm.value) for rhythm in MailRhythm],
    )
    today_until = models.DateField(null=True, blank=True)  # the last day that a mail of Today has covered
    created_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=AccountState.LEFT, left_at__isnull=False)
                | ~Q(state=AccountState.LEFT) & Q(left_at__isnull=True),
                name="account_left_has_date",
            )
        ]

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether the account may sign in."""
        return self.state == AccountState.ACTIVE

    def __str__(self) -> str:
        return str(self.key)

    def get_full_name(self) -> str:
        return self.name


class Role(models.Model):
    """A role somebody holds, from a day to a day, for the body or for one scope, with powers written down."""

    privacy = Privacy.PERSONAL
    history = History.DATED
    retention = "as long as its account"

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    scope = models.ForeignKey(
        "kernel.Thing", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    powers = models.TextField(blank=True)  # what may be decided under it, in words
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # last day it holds
    granted_by = models.UUIDField(null=True)
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "starts_on"], name="role_account")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="role_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.account_id}"


class Invitation(models.Model):
    """An account that waits for its person; the link is signed, not stored."""

    privacy = Privacy.PERSONAL
    history = History.DATED
    retention = "30 days after it was accepted, withdrawn or ran out"

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    sent_by = models.UUIDField(null=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.key)


class Token(models.Model):
    """A key for a program that acts for an account; only its hash is kept."""

    privacy = Privacy.SECRET
    history = History.DATED
    retention = "hash blanked when it ends"

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=80)
    hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=8, choices=[(scope.value, scope.value) for scope in TokenScope])
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label


class Subscription(models.Model):
    """Somebody who wants to hear when a mission or an indicator changes."""

    privacy = Privacy.PERSONAL
    history = History.DATED
    retention = "deleted with the name and address of its account"

    key = models.UUIDField(default=new_key, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey("kernel.Thing", on_delete=models.PROTECT, related_name="+")
    rhythm = models.CharField(max_length=8, choices=[(rhythm.value, rhythm.value) for rhythm in MailRhythm])
    since = models.DateTimeField()
    told_until = models.DateField()  # the last day that a digest has covered
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "about"], condition=Q(ended_at__isnull=True), name="subscription_once"
            ),
            models.CheckConstraint(condition=~Q(rhythm=MailRhythm.NEVER), name="subscription_has_a_rhythm"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class BodySetting(models.Model):
    """Name, logo, colours, thresholds, which questions are opened: one row a change."""

    privacy = Privacy.PUBLIC
    history = History.INTERVAL
    retention = "kept for ever: what was set when"

    name = models.CharField(max_length=60)
    value = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    set_by = models.UUIDField(null=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(known_to__isnull=True), name="setting_current"
            ),
        ]

    def __str__(self) -> str:
        return self.name
