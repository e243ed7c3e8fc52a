"""The secret address of somebody's calendar."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedTextField


class CalendarFeed(models.Model):
    """The secret address of one person's calendar. A new secret ends the old address; without a row there is none.

    `secret_index` is its blind index, by which the address is found; the secret itself is only to show it again.
    """

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="+", verbose_name=_("person"))
    secret = EncryptedTextField(_("secret"))
    secret_index = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("in use since"), default=timezone.now)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return str(self.person_id)
