"""The login, and what it may do where."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.actors import AnyUser
from people.logins.enums import IdentityCheck, PhoneChangeState
from workbench.roles import WORKBENCH_ROLES, WORKER_ROLES
from workbench.scopes import in_scope

if TYPE_CHECKING:
    from people.roles.models import RoleGrant


def random_username() -> str:
    """Nobody types a username here: it only has to be unique and say nothing about the person."""
    return uuid.uuid4().hex


class User(AbstractUser):
    """A login by phone and SMS code. One login serves portal and workbench."""

    username = models.CharField(max_length=150, unique=True, default=random_username)
    phone = models.CharField(
        _("mobile phone"),
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        help_text=_("E.164, such as +8613900000000"),
    )
    phone_verified = models.BooleanField(_("phone verified"), default=False)

    class Meta:
        verbose_name = _("login")
        verbose_name_plural = _("logins")

    def __str__(self) -> str:
        return self.display_name

    def set_password(self, raw_password: str | None) -> None:
        """There are no passwords here: whoever set one first could keep it after the number changed hands."""
        self.set_unusable_password()

    def check_password(self, raw_password: str | None) -> bool:
        return False

    def has_usable_password(self) -> bool:
        return False

    @property
    def display_name(self) -> str:
        """The person's name, else the phone's last four digits."""
        if name := self.get_full_name():
            return name
        return f"…{self.phone[-4:]}" if self.phone else self.username[:8]

    def get_full_name(self) -> str:
        """Chinese order, no blank: 张三."""
        return f"{self.last_name}{self.first_name}".strip()

    @cached_property
    def current_grants(self) -> list[RoleGrant]:
        """Role grants in force today; one query a request."""
        return list(self.role_grants.current().select_related("region"))

    def forget_grants(self) -> None:
        """Read the grants anew at the next question: they have changed."""
        self.__dict__.pop("current_grants", None)

    @property
    def roles(self) -> set[str]:
        return {grant.role for grant in self.current_grants}

    @property
    def is_worker(self) -> bool:
        """Holds any role: may enter the workbench, whose pages ask for theirs, and needs a second factor."""
        return self.is_active and (self.is_superuser or bool(self.roles & set(WORKBENCH_ROLES)))


class KnownDevice(models.Model):
    """A browser in which somebody has logged in before: what it has done is counted by itself, and is no news.

    `token_hash` is a keyed hash of a cookie; the cookie opens nothing.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="known_devices")
    token_hash = models.CharField(max_length=64)
    first_seen_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("known device")
        verbose_name_plural = _("known devices")
        constraints = [models.UniqueConstraint(fields=["user", "token_hash"], name="known_device_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.first_seen_at:%Y-%m-%d}"


class PhoneChangeQuerySet(models.QuerySet["PhoneChange"]):
    def waiting(self) -> PhoneChangeQuerySet:
        return self.filter(state=PhoneChangeState.WAITING)

    def in_queue_of(self, user: AnyUser) -> PhoneChangeQuerySet:
        """Those about the people of the regions in which `user` works with files."""
        return self.filter(in_scope(user, "person__region_id", WORKER_ROLES))


class PhoneChange(models.Model):
    """Somebody logs in with another number: by a code to the old one, or asked by one worker and decided by another.

    Both numbers, who asked and who decided stay on record. `user` is None where the person had no log-in when it was
    asked, and `old_phone` then is the number in the file.
    """

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="phone_changes", verbose_name=_("person")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="phone_changes",
        verbose_name=_("login"),
    )
    old_phone = models.CharField(_("old number"), max_length=20, blank=True)
    new_phone = models.CharField(_("new number"), max_length=20)
    state = models.CharField(
        _("state"), max_length=10, choices=PhoneChangeState.choices, default=PhoneChangeState.WAITING
    )
    checked = models.CharField(
        _("how the identity was checked"), max_length=10, choices=IdentityCheck.choices, blank=True
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = PhoneChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a log-in's number")
        verbose_name_plural = _("changes of log-ins' numbers")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state="waiting"), name="phone_change_waiting")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="waiting"), name="phone_change_one_waiting"
            ),
            # Nobody decides about what she asked for herself; by a code to the old number nobody else is needed.
            models.CheckConstraint(
                condition=~Q(decided_by=F("asked_by")) | ~Q(state="approved"), name="phone_change_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.get_state_display()}"
