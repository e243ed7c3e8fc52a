"""Merges of two files, and each row that moved."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from people.actors import AnyUser
from people.numbers import MERGE_BACK_DAYS, number
from workbench.scopes import in_scope


class MergeQuerySet(models.QuerySet["Merge"]):
    def waiting(self) -> MergeQuerySet:
        return self.filter(merged_at=None, declined_at=None)

    def standing(self) -> MergeQuerySet:
        return self.filter(undone_at=None).exclude(merged_at=None)

    def visible_to(self, user: AnyUser) -> MergeQuerySet:
        """Who is responsible for both files: what stands in one is no reason to read the other."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(in_scope(user, "kept__region_id") & in_scope(user, "gone__region_id"))


class Merge(models.Model):
    """That `gone` is the same person as `kept`: proposed by one worker, carried out by a second, undone for a time.

    `filled` are the fields of `kept` that were empty and came from `gone`; `done` is what each step needs to undo.
    """

    kept = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="+", verbose_name=_("file that stays")
    )
    gone = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="+", verbose_name=_("file that is closed")
    )
    reason = models.CharField(_("how it is known that they are one person"), max_length=300)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    merged_by = login_on_record(_("confirmed by"))
    merged_at = models.DateTimeField(_("merged at"), null=True, blank=True)
    declined_by = login_on_record(_("declined by"))
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)
    undone_by = login_on_record(_("taken back by"))
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_why = models.CharField(_("why they are two"), max_length=300, blank=True)
    filled = models.JSONField(default=list, editable=False)
    done = models.JSONField(default=dict, editable=False)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of two files")
        verbose_name_plural = _("merges of files")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
            models.CheckConstraint(
                condition=Q(merged_by=None) | ~Q(merged_by=F("proposed_by")), name="merge_by_a_second_person"
            ),
            models.UniqueConstraint(
                fields=["gone"], condition=Q(declined_at=None, undone_at=None), name="merge_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"

    @property
    def undone_until(self) -> date | None:
        """The last day on which it can be taken back; None while it is only proposed."""
        if self.merged_at is None:
            return None
        return timezone.localdate(self.merged_at) + timedelta(
            days=number(MERGE_BACK_DAYS, self.kept.region_id)
        )


class MovedRow(models.Model):
    """One row that named the closed file (or its profile) and names the other since: put back when it is undone."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moved", verbose_name=_("merge"))
    model = models.CharField(max_length=60)
    field = models.CharField(max_length=40)
    row = models.CharField(max_length=40)
    before = models.BigIntegerField()

    class Meta:
        verbose_name = _("moved row")
        verbose_name_plural = _("moved rows")

    def __str__(self) -> str:
        return f"{self.model} {self.row}"
