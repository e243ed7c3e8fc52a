"""A volunteer is suspended for a time, and taken back."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.locking import locked
from notifications.services import notify
from people.kinship.ties import are_close
from people.logins.models import User
from policies.selectors import value
from regions.models import Region
from volunteers.errors import TaskError
from volunteers.registration import policy
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.suspension import Suspension
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.permissions import can_review_volunteer
from volunteers.registration.services.registration import move_to
from volunteers.registration.signals import volunteer_stopped


def usual_last_day(region: Region | str) -> date:
    """Until when somebody suspended today is suspended, where nobody says otherwise."""
    return timezone.localdate() + timedelta(days=value(policy.SUSPENSION_DAYS, region=region) - 1)


@transaction.atomic
def suspend_volunteer(
    *, volunteer: Volunteer, actor: User, note: str, last_day: date | None = None
) -> Volunteer:
    """A worker suspends a volunteer until `last_day`, and what has not begun goes to others.

    The volunteer is told why. Without a last day it is the usual length. It ends by itself (`end_suspensions`) or by
    `take_back`. Suspending twice is once. Raises TaskError for oneself or somebody close, outside one's region, without
    a reason, for whoever is not approved, and for days that are over or more than policy allows.
    """
    volunteer = locked(volunteer, "person", key_stays=True)
    _require_duty(volunteer, actor)
    if volunteer.state == VolunteerState.SUSPENDED:
        return volunteer
    if not note.strip():
        raise TaskError({"note": _("Please say why; the volunteer will read it.")}, code="note")
    last_day = last_day or usual_last_day(volunteer.region_id)
    today = timezone.localdate()
    if last_day < today:
        raise TaskError({"last_day": _("These days are over.")}, code="over")
    longest = value(policy.LONGEST_SUSPENSION_DAYS, region=volunteer.region_id)
    if last_day - today >= timedelta(days=longest):
        raise TaskError(
            {"last_day": _("At most %(days)d days at once.") % {"days": longest}}, code="too_long"
        )
    move_to(volunteer, VolunteerState.SUSPENDED, actor, note)
    suspension = Suspension.objects.create(
        volunteer=volunteer, reason=volunteer.review_note, until=last_day, imposed_by=actor
    )
    volunteer_stopped.send(Volunteer, volunteer=volunteer, actor=actor)
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            person=volunteer.person,
            kind="review",
            subject=_("You are suspended as a volunteer until %(day)s") % {"day": last_day},
            body=note,
            key=f"volunteer-suspended:{suspension.pk}",
            link="/volunteer/",
        )
    return volunteer


@transaction.atomic
def take_back(*, volunteer: Volunteer, actor: User) -> Volunteer:
    """A worker ends a suspension before its last day, and the volunteer is told. Twice is once.

    Who has left and registered anew meanwhile goes on waiting for review. Raises TaskError for oneself or somebody
    close, and outside one's region.
    """
    volunteer = locked(volunteer, "person", key_stays=True)
    _require_duty(volunteer, actor)
    Suspension.objects.in_force().filter(volunteer=volunteer).update(
        lifted_at=timezone.now(), lifted_by=actor
    )
    if volunteer.state == VolunteerState.SUSPENDED:
        move_to(volunteer, VolunteerState.APPROVED, actor, "")
        _tell_of_end(volunteer)
    return volunteer


def end_suspensions() -> int:
    """Take back everybody whose suspension is over; returns how many. Running it again does no more."""
    today, ended = timezone.localdate(), 0
    over = Suspension.objects.filter(
        lifted_at=None, until__lt=today, volunteer__state=VolunteerState.SUSPENDED
    )
    for pk in list(over.order_by("volunteer").values_list("volunteer", flat=True).distinct()):
        with transaction.atomic():
            volunteer = locked(Volunteer(pk=pk), "person", key_stays=True)
            rows = Suspension.objects.filter(volunteer=volunteer, lifted_at=None)
            if volunteer.state != VolunteerState.SUSPENDED or rows.filter(until__gte=today).exists():
                continue
            rows.update(lifted_at=timezone.now())
            move_to(volunteer, VolunteerState.APPROVED, None, "")
            _tell_of_end(volunteer)
            ended += 1
    return ended


def _require_duty(volunteer: Volunteer, actor: User) -> None:
    if not can_review_volunteer(actor, volunteer):
        raise TaskError(_("You cannot suspend this volunteer."), code="not_yours")
    if are_close(actor, volunteer.person):
        raise TaskError(_("You know this volunteer privately. Please leave it to a colleague."), code="close")


def _tell_of_end(volunteer: Volunteer) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            person=volunteer.person,
            kind="review",
            subject=_("Your suspension has ended"),
            body=_("Visits near you can be offered to you again."),
            key=f"volunteer-back:{volunteer.pk}:{timezone.now().isoformat()}",
            link="/volunteer/",
        )
