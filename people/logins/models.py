"""The login, and what it may do where."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from workbench.roles import STAFF_ROLES

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
        """Holds any staff role: may enter the workbench, and needs a second factor."""
        return self.is_active and (self.is_superuser or bool(self.roles & set(STAFF_ROLES)))
