"""Care points, and the errors that people report in their entries."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.badges import Badge
from common.fields import login_on_record
from common.suspensions import Suspendable, SuspensionBase
from facilities.enums import CorrectionState, FacilityType
from people.actors import AnyUser
from regions.models import Located, LocatedQuerySet
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope


class FacilityQuerySet(LocatedQuerySet["Facility"]):
    def open_on(self, day: date) -> FacilityQuerySet:
        """Care points that exist on a day: opened by then (or since ever) and not closed yet."""
        return self.filter(
            Q(opened_on=None) | Q(opened_on__lte=day),
            Q(closed_on=None) | Q(closed_on__gt=day),
        )

    def closed_for_a_while(self, day: date | None = None) -> FacilityQuerySet:
        return self.filter(pk__in=FacilityClosure.objects.in_force(day).values("facility"))

    def with_closures(self) -> FacilityQuerySet:
        """What `closed_until` and `closed_because` read of each: a temporary closure that holds today."""
        holds = FacilityClosure.objects.in_force().filter(facility=OuterRef("pk"))
        return self.annotate(
            closure_until=Subquery(holds.values("until")[:1]),
            closure_reason=Subquery(holds.values("reason")[:1]),
        )

    def listed(self) -> FacilityQuerySet:
        """What residents are shown today."""
        return self.open_on(timezone.localdate())

    def visible_to(self, user: AnyUser) -> FacilityQuerySet:
        """The rows of the workbench: those of the user's regions. On the portal care points are public."""
        return self.filter(in_scope(user))

    def editable_by(self, user: AnyUser) -> FacilityQuerySet:
        """Facilities are public knowledge; workers of the region keep them."""
        return self.filter(in_scope(user, roles=WORKER_ROLES))


class Facility(Suspendable, Located):
    """A place where elders (and others in need) are served. Public: nothing here is personal data."""

    name = models.CharField(_("name"), max_length=100)
    type = models.CharField(_("type"), max_length=40, choices=FacilityType.choices)
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="+", verbose_name=pgettext_lazy("care point", "region")
    )
    address = models.CharField(pgettext_lazy("place", "address"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, help_text=_("Beds, seats or meals a day")
    )
    area_m2 = models.PositiveIntegerField(_("area in m²"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    opening_hours = models.CharField(
        _("opening hours"),
        max_length=200,
        blank=True,
        help_text=_("Such as Mo-Fr 08:30-17:30; Sa 09:00-12:00"),
    )
    services = models.JSONField(_("services"), default=list, blank=True, help_text=_("A list of words"))
    operator = models.ForeignKey(
        "organizations.SocialOrganization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="facilities",
        verbose_name=_("operator"),
    )
    verified_on = models.DateField(_("last verified"), null=True, blank=True)
    verified_by = login_on_record(_("verified by"))
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    renovated = models.BooleanField(_("renovated as a people-friendly centre"), default=False)
    is_demo = models.BooleanField(_("fictitious, for the demonstration"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    history = HistoricalRecords()
    objects = FacilityQuerySet.as_manager()

    class Meta(Located.Meta):
        verbose_name = pgettext_lazy("register", "care point")
        verbose_name_plural = pgettext_lazy("register", "care points")
        ordering = ["region_id", "name"]
        constraints = [
            *Located.Meta.constraints,
            models.UniqueConstraint(fields=["name", "type", "region"], name="facility_once"),
        ]
        indexes = [
            *getattr(Located.Meta, "indexes", []),
            models.Index(fields=["type", "region"], name="facility_type_region"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("facilities:detail", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None and self.closed_on <= timezone.localdate()

    @property
    def closed_until(self) -> date | None:
        """The last day of a temporary closure, of a row that `with_closures` fetched."""
        return getattr(self, "closure_until", None)

    @property
    def closed_because(self) -> str | None:
        return getattr(self, "closure_reason", None)

    @property
    def state_badge(self) -> tuple[str, Badge]:
        if self.is_closed:
            return gettext("Closed on %(day)s") % {"day": f"{self.closed_on:%Y-%m-%d}"}, Badge.BAD
        if (row := self.suspension) is not None:
            return row.words, Badge.WARN
        return gettext("In service"), Badge.OK

    def verified_within(self, days: int) -> bool:
        """Whether somebody looked at the entry within the last `days` days."""
        return self.verified_on is not None and (timezone.localdate() - self.verified_on).days <= days


class FacilityClosure(SuspensionBase):
    """Closed for a while, such as for repairs: it stays on the register, and its page says until when."""

    facility = models.ForeignKey(
        Facility, models.PROTECT, related_name="suspensions", verbose_name=_("care point")
    )

    class Meta(SuspensionBase.Meta):
        verbose_name = _("temporary closure")
        verbose_name_plural = _("temporary closures")

    @property
    def words(self) -> str:
        return gettext("Closed until %(day)s") % {"day": f"{self.until:%Y-%m-%d}"}


class CorrectionQuerySet(models.QuerySet["FacilityCorrection"]):
    def waiting(self) -> CorrectionQuerySet:
        return self.filter(state=CorrectionState.OPEN)

    def visible_to(self, user: AnyUser) -> CorrectionQuerySet:
        """Whoever may look at the files of the region: a report may hold a resident's phone number."""
        return self.filter(in_scope(user, "facility__region_id"))

    def editable_by(self, user: AnyUser) -> CorrectionQuerySet:
        return self.filter(in_scope(user, "facility__region_id", WORKER_ROLES))


class FacilityCorrection(models.Model):
    """What somebody found wrong with an entry. Changed by `services.report_correction` and `handle_correction`.

    `phone` is kept only until the report is handled, for asking back.
    """

    facility = models.ForeignKey(
        Facility, models.PROTECT, related_name="corrections", verbose_name=_("care point")
    )
    text = models.TextField(_("what is wrong"), max_length=500)
    phone = models.CharField(_("reporter's phone"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("reported at"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=10, choices=CorrectionState.choices, default=CorrectionState.OPEN
    )
    handled_by = login_on_record(_("handled by"))
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported error")
        verbose_name_plural = _("reported errors")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "created_at"], name="correction_state_created")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CorrectionState.OPEN, handled_at=None)
                | Q(~Q(state=CorrectionState.OPEN), handled_at__isnull=False, phone=""),
                name="handled_correction_forgets_the_phone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facility} · {self.text[:30]}"
