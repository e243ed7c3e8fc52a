"""That a volunteer has a qualification, seen by a worker."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from people.kinship.ties import are_close
from people.logins.models import User
from volunteers.errors import TaskError
from volunteers.registration.models.volunteer import Skill, Volunteer, VolunteerSkill
from volunteers.registration.permissions import can_review_volunteer


@transaction.atomic
def qualify(
    *,
    volunteer: Volunteer,
    skill: Skill,
    actor: User,
    valid_until: date | None = None,
    certificate_number: str = "",
) -> VolunteerSkill:
    """A worker has seen that a volunteer can do something, and until when the paper holds. Saying it again renews it.

    Raises TaskError for oneself or somebody close, outside one's region, and for a paper that has run out.
    """
    volunteer = locked(volunteer, "person", key_stays=True)
    if not can_review_volunteer(actor, volunteer):
        raise TaskError(_("You cannot do this for this volunteer."), code="not_yours")
    if are_close(actor, volunteer.person):
        raise TaskError(_("You know this volunteer privately. Please leave it to a colleague."), code="close")
    if valid_until is not None and valid_until < timezone.localdate():
        raise TaskError({"valid_until": _("This qualification has run out.")}, code="over")
    holding, _created = VolunteerSkill.objects.update_or_create(
        volunteer=volunteer,
        skill=skill,
        defaults={
            "certificate_number": certificate_number,
            "valid_until": valid_until,
            "checked_by": actor,
        },
    )
    return holding
