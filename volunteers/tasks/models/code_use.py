"""Which lines of a sheet have been used."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CodeUse(models.Model):
    """A line of the sheet in a home, used at a check-in: it is good once (volunteers.tasks.codes).

    `scope` is the blind index of what the sheet belongs to. Who enters the line later leaves their assignment in
    `entered_again_by`: one of the two had the code from elsewhere (volunteers.tasks.anomalies).
    """

    scope = models.CharField(max_length=64, editable=False)
    line = models.PositiveIntegerField(_("line of the sheet"))
    assignment = models.ForeignKey(
        "volunteers.Assignment", models.PROTECT, related_name="code_uses", verbose_name=_("assignment")
    )
    used_at = models.DateTimeField(_("used at"), default=timezone.now)
    entered_again_by = models.ForeignKey(
        "volunteers.Assignment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered again for"),
    )
    entered_again_at = models.DateTimeField(_("entered again at"), null=True, blank=True)

    class Meta:
        verbose_name = _("used code")
        verbose_name_plural = _("used codes")
        ordering = ["scope", "line"]
        constraints = [models.UniqueConstraint(fields=["scope", "line"], name="line_of_a_sheet_once")]
        indexes = [
            models.Index(
                fields=["entered_again_at"],
                condition=models.Q(entered_again_at__isnull=False),
                name="code_entered_again",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} · {self.assignment}"
