"""The search for somebody who makes a visit that has lost its visitor: a ranked list, asked in turn."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from people.actors import AnyUser
from visit_planning.stand_ins.enums import SearchState
from workbench.scopes import in_scope


class StandInSearchQuerySet(models.QuerySet["StandInSearch"]):
    def asking(self) -> StandInSearchQuerySet:
        return self.filter(state=SearchState.ASKING)

    def visible_to(self, user: AnyUser) -> StandInSearchQuerySet:
        return self.filter(in_scope(user, "visit__elder__region_id"))


class StandInSearch(models.Model):
    """One search for one visit. `at_once` are asked side by side; `reason` says why the list ended, in the codes of
    visit_planning.reasons. `next_step_at` is when the clock has to look again."""

    visit = models.ForeignKey(
        "elderly_visits.Visit", models.PROTECT, related_name="searches", verbose_name=_("visit")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SearchState.choices, default=SearchState.ASKING
    )
    at_once = models.PositiveSmallIntegerField(_("asked at once"), default=1)
    reason = models.CharField(_("why unassigned"), max_length=40, blank=True)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    started_by = login_on_record(_("started by"))
    next_step_at = models.DateTimeField(_("next step at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = StandInSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("search for a stand-in")
        verbose_name_plural = _("searches for stand-ins")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit"], condition=Q(state="asking"), name="one_search_for_a_visit"
            )
        ]
        indexes = [
            models.Index(fields=["next_step_at"], condition=Q(state="asking"), name="search_next_step")
        ]

    def __str__(self) -> str:
        return f"{self.visit} · {self.get_state_display()}"


class StandIn(models.Model):
    """Somebody on the list: in which place, at which cost (metres, as the planner counts), and the offer once asked."""

    search = models.ForeignKey(
        StandInSearch, models.PROTECT, related_name="stand_ins", verbose_name=_("search")
    )
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.PROTECT, related_name="+", verbose_name=_("volunteer")
    )
    rank = models.PositiveSmallIntegerField(_("place on the list"))
    cost_m = models.FloatField(_("cost in metres"))
    distance_m = models.PositiveIntegerField(_("distance in metres"), null=True, blank=True)
    again = models.BooleanField(_("knows the elder"), default=False)
    assignment = models.OneToOneField(
        "volunteers.Assignment", models.PROTECT, null=True, blank=True, related_name="stand_in",
        verbose_name=_("offer"),
    )  # fmt: skip
    passed_over = models.CharField(_("why not asked"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("stand-in")
        verbose_name_plural = _("stand-ins")
        ordering = ["search", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["search", "volunteer"], name="stand_in_once"),
            models.UniqueConstraint(fields=["search", "rank"], name="stand_in_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.volunteer}"
