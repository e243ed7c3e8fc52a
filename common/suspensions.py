"""What is out of use from one day to another, with a reason: a suspension, or a closure for a while.

The state follows from the days: nothing has to run for it to end. Each room has a model of its own, `SuspensionBase`
with a key (`related_name="suspensions"`) to what is suspended, a `Suspendable`; its rows are the history.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.badges import Badge, badge_of
from common.fields import login_on_record


class SuspensionQuerySet(models.QuerySet[Any]):
    def in_force(self, day: date | None = None) -> SuspensionQuerySet:
        """Those that hold on `day` (today) and were not lifted. One without an end holds until it is."""
        on = day or timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on, lifted_at=None)


class SuspensionBase(models.Model):
    """From `since` to `until`, both days included; ended before its time it is `lifted`."""

    since = models.DateField(gettext_lazy("suspended from"), default=timezone.localdate)
    until = models.DateField(gettext_lazy("suspended until"), null=True, blank=True)
    reason = models.CharField(gettext_lazy("reason for the suspension"), max_length=300)
    imposed_by = login_on_record(gettext_lazy("suspended by"))
    imposed_at = models.DateTimeField(gettext_lazy("suspended at"), default=timezone.now)
    lifted_by = login_on_record(gettext_lazy("lifted by"))
    lifted_at = models.DateTimeField(gettext_lazy("lifted at"), null=True, blank=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="%(class)s_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.since} – {self.until or ''}"

    @property
    def holds(self) -> bool:
        """Whether it holds today."""
        today = timezone.localdate()
        return self.lifted_at is None and self.since <= today and (self.until is None or self.until >= today)

    @property
    def words(self) -> str:
        """'Suspended until 1 May', or only that it is."""
        if self.until is None:
            return _("Suspended")
        return _("Suspended until %(day)s") % {"day": f"{self.until:%Y-%m-%d}"}

    def lift(self, actor: Any) -> None:
        """End it now; a second time changes nothing. Who calls has asked whether `actor` may."""
        if self.lifted_at is None:
            self.lifted_by, self.lifted_at = actor, timezone.now()
            self.save(update_fields=["lifted_by", "lifted_at"])


class Suspendable(models.Model):
    """What can be suspended and has a `state` besides. Prefetch `suspensions` where there are many rows."""

    # The vocabulary of the state's badges (`common.badges`).
    state_badges = ""

    class Meta:
        abstract = True

    @property
    def suspension(self) -> Any:
        """The row that holds today, or None."""
        return next((row for row in self.suspensions.all() if row.holds), None)  # type: ignore[attr-defined]

    @property
    def state_badge(self) -> tuple[str, Badge]:
        """The state in a word or two, and its colour. A suspension says until when."""
        state: Any = self
        if (row := self.suspension) is not None:
            return row.words, Badge.BAD
        return state.get_state_display(), badge_of(self.state_badges, state.state)

    @property
    def state_words(self) -> str:
        return self.state_badge[0]


# How an export heads the column.
Suspendable.state_words.fget.short_description = gettext_lazy("state")  # type: ignore[attr-defined]


def suspensions_of(thing: Suspendable) -> list[Any]:
    """All there were, the newest first, with who decided; `suspension` then asks no more queries."""
    models.prefetch_related_objects(
        [thing], "suspensions__imposed_by__person", "suspensions__lifted_by__person"
    )
    return list(thing.suspensions.all())  # type: ignore[attr-defined]


def check_span(until: date | None, reason: str, *, most_days: int) -> str:
    """The reason as one line. Raises ValidationError by field: no reason, no end, one that is past or too far off."""
    today = timezone.localdate()
    reason = " ".join("".join(sign if sign.isprintable() else " " for sign in reason).split())[:300]
    if not reason:
        raise ValidationError({"reason": _("Please give the reason; those concerned will read it.")})
    if until is None:
        raise ValidationError({"until": _("Please say until when.")})
    if until < today:
        raise ValidationError({"until": _("This day is over already.")})
    if (until - today).days + 1 > most_days:
        raise ValidationError(
            {
                "until": _("At most %(days)d days at a time. If it is needed, decide again then.")
                % {"days": most_days}
            }
        )
    return reason
