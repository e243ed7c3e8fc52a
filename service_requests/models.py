"""A service that somebody asks for, and what happened to it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedTextField, login_on_record
from people.actors import AnyUser
from people.mandates.models import in_sight
from people.persons.enums import Sex
from service_requests.enums import BEFORE_SERVICE, HOLDING, Channel, RequestState, Step
from timebank.ledger.enums import ServiceCategory
from volunteers.slots import ALL_SLOTS

if TYPE_CHECKING:
    from people.persons.models import Person


class ServiceRequestQuerySet(models.QuerySet["ServiceRequest"]):
    def holding(self) -> ServiceRequestQuerySet:
        """Those whose coins are set aside."""
        return self.filter(state__in=HOLDING)

    def visible_to(self, user: AnyUser) -> ServiceRequestQuerySet:
        """Of oneself and of those one holds a mandate for; of one's regions. Who serves reaches it by the task."""
        if not user.is_authenticated:
            return self.none()
        paid = Q(reservation__debit_account__person__user=user)
        return self.filter(paid | in_sight(user, "beneficiary", "region_id"))


class ServiceRequest(models.Model):
    """A service asked for and paid with time coins (服务申请).

    What was asked for and set aside is fixed here when it is published. From its approval on, the task says what is
    being arranged: where and when, who comes, how long it took. State changes: service_requests.services.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    beneficiary = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="service_requests", verbose_name=_("service recipient")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    channel = models.CharField(_("request channel"), max_length=10, choices=Channel.choices)
    mandate = models.ForeignKey(
        "people.Mandate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("under the mandate"),
    )
    agreed_note = models.CharField(
        _("how the person agreed"), max_length=300, blank=True, help_text=_("If entered by a worker")
    )
    category = models.CharField(_("kind of service"), max_length=15, choices=ServiceCategory.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes requested"))
    wish = EncryptedTextField(_("what is needed"))
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))
    slots = models.PositiveIntegerField(_("possible times"), default=ALL_SLOTS)
    prefers_sex = models.CharField(_("preferred helper"), max_length=1, choices=Sex.choices, blank=True)
    region = models.ForeignKey(
        "regions.Region", models.PROTECT, related_name="+", verbose_name=_("community")
    )
    address = EncryptedTextField(_("address"))
    door = EncryptedTextField(_("door"), blank=True, default="")
    # Told to the volunteer at the door by the one who is served: it proves presence.
    code = EncryptedTextField(_("code"))
    reservation = models.OneToOneField(
        "timebank.Transfer", models.PROTECT, related_name="service_request", verbose_name=_("coins set aside")
    )
    task = models.OneToOneField(
        "volunteers.Task",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="service_request",
        verbose_name=_("task"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState.choices, default=RequestState.REVIEW
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    confirm_by = models.DateTimeField(_("paid automatically at"), null=True, blank=True)

    objects = ServiceRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("service request")
        verbose_name_plural = _("service requests")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=24 * 60), name="request_minutes"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="request_window"),
            models.CheckConstraint(
                condition=Q(channel="mandate", mandate__isnull=False)
                | (~Q(channel="mandate") & Q(mandate__isnull=True)),
                name="request_mandate_fits_channel",
            ),
            models.CheckConstraint(
                condition=~Q(channel="phone") | ~Q(agreed_note=""), name="request_by_phone_has_a_note"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("open", "served", "disputed", "paid", "unpaid", "no_show"))
                | Q(task__isnull=False),
                name="request_under_way_has_a_task",
            ),
            models.CheckConstraint(
                condition=~Q(state="served") | Q(confirm_by__isnull=False), name="request_served_has_a_date"
            ),
        ]
        indexes = [
            models.Index(fields=["region", "state"], name="request_region_state"),
            models.Index(fields=["state", "confirm_by"], name="request_state_due"),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} · {self.beneficiary}"

    def get_absolute_url(self) -> str:
        return reverse("service_requests:request", args=[self.uuid])

    @property
    def payer(self) -> Person:
        """Whose coins are set aside: the one served, or the spouse who asked."""
        person = self.reservation.debit_account.person
        assert person is not None
        return person

    @property
    def is_holding(self) -> bool:
        return self.state in HOLDING

    @property
    def is_cancellable(self) -> bool:
        return self.state in BEFORE_SERVICE

    @property
    def full_address(self) -> str:
        return f"{self.address}{self.door}"


class RequestEvent(models.Model):
    """A step of a request: what, who, when, and the reason that both sides can read. Append-only in the database."""

    request = models.ForeignKey(
        ServiceRequest, models.PROTECT, related_name="events", verbose_name=_("service request")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = login_on_record(_("who"), help_text=_("Empty: done automatically when due"))
    step = models.CharField(_("step"), max_length=15, choices=Step.choices)
    to_state = models.CharField(_("new state"), max_length=10, choices=RequestState.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of requests")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.get_step_display())
