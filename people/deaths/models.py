"""Notices of deaths."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from people.actors import AnyUser
from people.deaths.enums import NoticeSource
from people.numbers import DEATH_BACK_DAYS, DEATH_WAIT_DAYS, number
from workbench.scopes import in_scope


class DeathNoticeQuerySet(models.QuerySet["DeathNotice"]):
    def standing(self) -> DeathNoticeQuerySet:
        return self.filter(taken_back_at=None)

    def visible_to(self, user: AnyUser) -> DeathNoticeQuerySet:
        """Those of one's regions."""
        return self.filter(in_scope(user, "person__region_id")) if user.is_authenticated else self.none()


class DeathNotice(models.Model):
    """That somebody said a person has died: who said it, who entered it, who agreed, and what it stopped.

    `stopped` is what each effect (`people.deaths.registry`) needs to put things back; `lost` are the sentences about
    what could not be put back.
    """

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="death_notices", verbose_name=_("person")
    )
    source = models.CharField(_("who reported it"), max_length=10, choices=NoticeSource.choices)
    noticed_on = models.DateField(_("reported on"), default=timezone.localdate)
    entered_by = login_on_record(_("entered by"))
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)
    confirmed_by = login_on_record(_("confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    stopped = models.JSONField(default=dict, editable=False)
    taken_back_by = login_on_record(_("taken back by"))
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    taken_back_why = models.CharField(_("why it was a mistake"), max_length=300, blank=True)
    lost = models.JSONField(_("could not be put back"), default=list)

    objects = DeathNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of a death")
        verbose_name_plural = _("notices of deaths")
        ordering = ["-entered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(taken_back_at=None), name="death_notice_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | Q(entered_by=None) | ~Q(confirmed_by=models.F("entered_by")),
                name="death_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_source_display()}"

    @property
    def settled_from(self) -> date:
        """The first day on which the account may be settled."""
        wait = number(DEATH_WAIT_DAYS, self.person.region_id)
        return timezone.localdate(self.entered_at) + timedelta(days=wait)

    @property
    def taken_back_until(self) -> date:
        """The last day on which it can be taken back."""
        term = number(DEATH_BACK_DAYS, self.person.region_id)
        return timezone.localdate(self.entered_at) + timedelta(days=term)
