"""Writing to volunteers from the workbench."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.languages import in_house
from common.locking import locked
from common.months import midnight
from notifications.models import Channel, Message
from notifications.services import notify
from people.logins.models import User
from policies.selectors import value
from volunteers.registration import policy
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Volunteer
from workbench.roles import MANAGER_ROLES, WORKER_ROLES
from workbench.scopes import covers

KIND = "from_staff"
MOST_LETTERS = 300


@transaction.atomic
def write_to_volunteer(*, volunteer: Volunteer, actor: User, text: str, occasion: UUID) -> Message:
    """A message that a worker typed: in the system, by a manager as a text message too, outside quiet hours.

    It says who wrote it. Once for each `occasion`. Raises ValidationError outside the actor's area, for a volunteer who
    is not approved, for oneself, without words, and for somebody who was written to as often as a day allows.
    """
    current = locked(volunteer, "person", key_stays=True)
    person, key = current.person, f"staff:{occasion}:{current.person_id}"
    if not covers(actor, current.region_id, WORKER_ROLES):
        raise ValidationError(_("This volunteer is not in your area."), code="not_yours")
    if current.state != VolunteerState.APPROVED:
        raise ValidationError(_("Only approved volunteers are written to."), code="state")
    if person.user_id == actor.pk:
        raise ValidationError(_("That is you."), code="yourself")
    text = text.strip()[:MOST_LETTERS]
    if not any(letter.isalnum() for letter in text):
        raise ValidationError(_("Please write what it is about."), code="text")
    if existing := Message.objects.filter(key=key).first():
        return existing
    today = Message.objects.filter(person=person, kind=KIND, created_at__gte=midnight(timezone.localdate()))
    if today.count() >= value(policy.STAFF_MESSAGES_A_DAY, region=current.region_id):
        raise ValidationError(
            _("%(name)s has been written to often enough today.") % {"name": person.name}, code="often"
        )
    return notify(
        person=person,
        kind=KIND,
        subject=in_house(gettext_lazy("Message from %(name)s"), name=actor.display_name),
        body=text,
        key=key,
        channel=Channel.SMS if covers(actor, current.region_id, MANAGER_ROLES) else Channel.INBOX,
        batch=f"staff-{occasion.hex[:30]}",
    )
