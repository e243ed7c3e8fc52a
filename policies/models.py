"""Policy rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from policies.enums import SourceKind
from policies.registry import DECLARATIONS

# The day initial rows are valid from: before anything this system records.
BEGINNING = date(2000, 1, 1)


class PolicyRow(models.Model):
    """The value of one parameter from a day on, for the whole installation or one region and all below it."""

    key = models.CharField(_("parameter"), max_length=80)
    region = models.ForeignKey(
        "regions.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
        help_text=_("Empty: everywhere"),
    )
    value = models.JSONField(_("value"))
    valid_from = models.DateField(_("valid from"))
    source_kind = models.CharField(_("kind of source"), max_length=10, choices=SourceKind.choices)
    source = models.CharField(_("source"), max_length=300)
    author = login_on_record(_("author"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["key", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "region", "valid_from"], name="one_policy_a_day_in_a_region"
            ),
            models.UniqueConstraint(
                fields=["key", "valid_from"], condition=models.Q(region=None), name="one_policy_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} = {self.value} ({self.valid_from})"

    @property
    def source_text(self) -> Any:
        """Where the value comes from; of a first value in the reader's language."""
        declaration = DECLARATIONS.get(self.key)
        first = self.valid_from == BEGINNING and self.author_id is None
        return declaration.source if declaration is not None and first else self.source

    @property
    def title(self) -> Any:
        declaration = DECLARATIONS.get(self.key)
        return declaration.title if declaration else self.key

    def clean(self) -> None:
        declaration = DECLARATIONS.get(self.key)
        if declaration is None:
            raise ValidationError({"key": _("There is no parameter %(key)s.") % {"key": self.key}})
        declaration.check(self.value)
