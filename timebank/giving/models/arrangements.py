from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record, optional_key
from people.actors import AnyUser
from people.persons.models import Person
from timebank.giving.enums import StandingTo


class ArrangementQuerySet(models.QuerySet[Any]):
    def in_force(self) -> ArrangementQuerySet:
        return self.filter(ended_at=None)

    def visible_to(self, user: AnyUser) -> ArrangementQuerySet:
        """One's own, and those of the people one may see. Not those in which one is the one to receive."""
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))


class Arrangement(models.Model):
    """One in force a person; dated and revocable. A change ends the row and writes a new one."""

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="%(class)ss", verbose_name=_("person")
    )
    since = models.DateTimeField(_("in force since"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    end_reason = models.CharField(_("reason for ending"), max_length=200, blank=True)
    recorded_by = login_on_record(_("recorded by"))

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="%(class)s_one_in_force"
            )
        ]


class StandingInstruction(Arrangement):
    """'What is above 200 hours goes to the public pool', or to a relative."""

    threshold_minutes = models.BigIntegerField(_("minutes to keep"))
    to = models.CharField(_("recipient of the excess"), max_length=10, choices=StandingTo.choices)
    relative = optional_key("people.Person", _("relative"))

    class Meta(Arrangement.Meta):
        abstract = False
        verbose_name = _("standing instruction")
        verbose_name_plural = _("standing instructions")
        constraints = [
            *Arrangement.Meta.constraints,
            models.CheckConstraint(condition=Q(threshold_minutes__gte=0), name="standing_threshold"),
            models.CheckConstraint(
                condition=Q(to=StandingTo.POOL, relative=None)
                | Q(to=StandingTo.RELATIVE, relative__isnull=False),
                name="standing_names_the_relative",
            ),
            models.CheckConstraint(
                condition=Q(relative=None) | ~Q(relative=models.F("person")), name="standing_for_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.threshold_minutes}"


class Nominee(Arrangement):
    """The relative to whom a person's coins go when the account is settled."""

    relative = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="+", verbose_name=_("relative")
    )

    class Meta(Arrangement.Meta):
        abstract = False
        verbose_name = _("named successor")
        verbose_name_plural = _("named successors")
        constraints = [
            *Arrangement.Meta.constraints,
            models.CheckConstraint(condition=~Q(relative=models.F("person")), name="nominee_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.relative}"
