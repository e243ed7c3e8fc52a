"""What an installation is."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ONLY = 1


class Kind(models.TextChoices):
    CITY = "city", _("City with real people")
    DEMONSTRATION = "demonstration", _("Demonstration with invented people")


class Installation(models.Model):
    """The kind of this installation: one row, written once, append-only in the database itself.

    `seal` signs the row with the installation's oldest field key (platform_site.installation.kind).
    """

    number = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    settled_at = models.DateTimeField(_("kind settled at"), default=timezone.now)
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("installation")
        verbose_name_plural = _("installations")
        constraints = [
            models.CheckConstraint(condition=models.Q(number=ONLY), name="one_installation"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
