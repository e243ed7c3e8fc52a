from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record, optional_key
from people.actors import AnyUser
from workbench.scopes import in_scope


class EarmarkQuerySet(models.QuerySet["Earmark"]):
    def open(self) -> EarmarkQuerySet:
        return self.filter(assigned_at=None, released_at=None)

    def visible_to(self, user: AnyUser) -> EarmarkQuerySet:
        """Workers of the area it is meant for."""
        return self.filter(in_scope(user))


class Earmark(models.Model):
    """A donation to 'a person in difficulty' of an area, kept in the county's pool until a worker names the person.

    The donor never learns the name, nor the person the donor's; who is named must be in the area and count as in
    difficulty (`timebank.care_registers`). An open earmark is not for the pool's own grants.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    transfer = models.OneToOneField(
        "timebank.Transfer", models.PROTECT, related_name="earmark", verbose_name=_("donation")
    )
    donor = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("donor"))
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    county = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("county"))
    minutes = models.BigIntegerField(_("minutes"))
    created_at = models.DateTimeField(_("donated at"), default=timezone.now)
    assigned_at = models.DateTimeField(_("passed on at"), null=True, blank=True)
    assigned_by = login_on_record(_("passed on by"))
    payment = optional_key("timebank.Transfer", _("passed on"), field=models.OneToOneField)
    released_at = models.DateTimeField(_("transferred to the pool at"), null=True, blank=True)
    released_by = login_on_record(_("transferred to the pool by"))

    objects = EarmarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("donation to a person in difficulty")
        verbose_name_plural = _("donations to people in difficulty")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(
                fields=["county"], condition=Q(assigned_at=None, released_at=None), name="earmark_open"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="earmark_positive"),
            models.CheckConstraint(
                condition=Q(assigned_at=None, payment=None)
                | Q(assigned_at__isnull=False, payment__isnull=False, released_at=None),
                name="earmark_assigned_is_paid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} · {self.minutes}"
