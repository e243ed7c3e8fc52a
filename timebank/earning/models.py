from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedTextField, login_on_record
from people.actors import AnyUser
from people.persons.models import Person
from timebank.earning.enums import ObjectionDecision, StarState
from workbench.scopes import any_of, in_scope


class StarAwardQuerySet(models.QuerySet["StarAward"]):
    def standing(self) -> StarAwardQuerySet:
        return self.filter(withdrawn_at=None)

    def in_force(self, on: date | None = None) -> StarAwardQuerySet:
        return self.standing().filter(effective_on__lte=on or timezone.localdate(), contested=False)

    def on_notice(self, on: date | None = None) -> StarAwardQuerySet:
        """Awards that the public can object to on that day."""
        day = on or timezone.localdate()
        return self.standing().filter(notice_from__lte=day, notice_until__gte=day)

    def visible_to(self, user: AnyUser) -> StarAwardQuerySet:
        people = Person.objects.visible_to(user).values("pk")
        return self.filter(any_of(user, in_scope(user), Q(person__in=people)))


class StarAward(models.Model):
    """A star level that a person reached (星级). It counts from `effective_on`, after any public notice.

    While an objection is open (`contested`) it does not count, however long ago the notice ended; dismissed later than
    that, the objection moves `effective_on` to the day of the decision. See `timebank.earning.services.objections`.

    Awarded by `timebank.earning.services.crediting.record_service`, withdrawn by `withdraw_star` or by a correction
    that takes the
    hours away. Levels are awarded one by one: who jumps two levels gets two awards.
    """

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="star_awards", verbose_name=_("volunteer")
    )
    level = models.PositiveSmallIntegerField(_("stars"))
    threshold_minutes = models.PositiveIntegerField(_("minutes needed"))
    certified_minutes = models.PositiveIntegerField(_("minutes certified"))
    service_record = models.ForeignKey(
        "timebank.ServiceRecord", models.PROTECT, related_name="star_awards", verbose_name=_("service record")
    )
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name=_("region"))
    awarded_at = models.DateTimeField(_("awarded at"), default=timezone.now)
    notice_from = models.DateField(_("public notice from"), null=True, blank=True)
    notice_until = models.DateField(_("public notice until"), null=True, blank=True)
    effective_on = models.DateField(_("in force from"))
    # Says what the objections say, kept beside them under the lock of this row: every look at a star asks for it.
    contested = models.BooleanField(_("an objection is open"), default=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = login_on_record(_("withdrawn by"))
    withdrawal_reason = models.CharField(_("reason for withdrawal"), max_length=300, blank=True)

    objects = StarAwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("star")
        verbose_name_plural = _("stars")
        ordering = ["-awarded_at", "-level"]
        indexes = [models.Index(fields=["notice_until"], condition=Q(withdrawn_at=None), name="star_notice")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "level"], condition=Q(withdrawn_at=None), name="star_level_once"
            ),
            models.CheckConstraint(condition=Q(level__gte=1), name="star_level_positive"),
            models.CheckConstraint(
                condition=Q(notice_from__isnull=True, notice_until__isnull=True)
                | Q(notice_until__gte=F("notice_from"), effective_on__gt=F("notice_until")),
                name="star_takes_effect_after_notice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.level}★"

    def state_on(self, day: date) -> StarState:
        if self.withdrawn_at is not None and timezone.localdate(self.withdrawn_at) <= day:
            return StarState.WITHDRAWN
        if self.effective_on > day:
            return StarState.NOTICE
        return StarState.OBJECTION if self.contested else StarState.EFFECTIVE

    @property
    def state(self) -> StarState:
        return self.state_on(timezone.localdate())

    @property
    def hours(self) -> int:
        """Hours that the level asks for."""
        return self.threshold_minutes // 60


class StarObjectionQuerySet(models.QuerySet["StarObjection"]):
    def unanswered(self) -> StarObjectionQuerySet:
        return self.filter(decided_at=None)

    def visible_to(self, user: AnyUser) -> StarObjectionQuerySet:
        """Workers of the regions where the stars were earned."""
        return self.filter(in_scope(user, "award__region_id"))


class StarObjection(models.Model):
    """What somebody says against a star on public notice. Filed and decided by `timebank.earning.services.objections`.

    Whoever objects need not say who they are; what they leave for asking back is forgotten once it is decided.
    """

    award = models.ForeignKey(StarAward, models.PROTECT, related_name="objections", verbose_name=_("star"))
    text = models.CharField(_("what is incorrect"), max_length=500)
    contact = EncryptedTextField(_("contact details"), blank=True)
    created_at = models.DateTimeField(_("sent at"), default=timezone.now)
    decision = models.CharField(_("decision"), max_length=10, choices=ObjectionDecision.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = login_on_record(_("decided by"))

    objects = StarObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to a star")
        verbose_name_plural = _("objections to stars")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decision="", decided_by__isnull=True)
                | Q(decided_at__isnull=False, decision__in=ObjectionDecision.values) & ~Q(reason=""),
                name="objection_decided_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
