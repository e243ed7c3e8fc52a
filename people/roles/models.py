"""Role grants: which login holds which role where and for how long."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from people.actors import AnyUser
from workbench.roles import OVERSIGHT_ROLES, Role
from workbench.scopes import in_scope, own_rows


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def not_over(self) -> RoleGrantQuerySet:
        """In force, or to come."""
        return self.filter(ended_at=None).filter(
            Q(valid_until=None) | Q(valid_until__gte=timezone.localdate())
        )

    def current(self) -> RoleGrantQuerySet:
        return self.not_over().filter(valid_from__lte=timezone.localdate())

    def visible_to(self, user: AnyUser) -> RoleGrantQuerySet:
        """One's own, and those within the regions one manages or audits; all to who looks after the installation."""
        if user.is_superuser:
            return self
        return self.filter(own_rows(user, "user") | in_scope(user, "region_id", OVERSIGHT_ROLES))


class RoleGrant(models.Model):
    """A role within a region and everything below it, for a time."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="role_grants", verbose_name=_("login")
    )
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    granted_by = login_on_record(_("granted by"))
    granted_at = models.DateTimeField(_("granted at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = login_on_record(_("ended by"))

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "region", "valid_from"],
                condition=Q(ended_at=None),
                name="role_grant_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="role_grant_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.region}"

    @property
    @admin.display(description=_("who"))
    def holder_name(self) -> str:
        return self.user.display_name

    @property
    @admin.display(description=_("state"))
    def state_label(self) -> str:
        """In force, still to come, or over."""
        if self.is_current:
            return gettext("in force")
        return (
            gettext("to come")
            if self.ended_at is None and self.valid_from > timezone.localdate()
            else gettext("over")
        )

    @property
    def is_current(self) -> bool:
        today = timezone.localdate()
        return (
            self.ended_at is None
            and self.valid_from <= today
            and (self.valid_until is None or self.valid_until >= today)
        )
