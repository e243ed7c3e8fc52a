"""Asking somebody again who has not answered an offer."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from notifications.models import Channel, Message
from notifications.services import notify
from people.logins.models import User
from volunteers.errors import NotAllowedNow, TaskError
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.permissions import can_dispatch
from volunteers.tasks.services.steps import locked_assignment


@transaction.atomic
def remind_of_offer(*, assignment: Assignment, actor: User, occasion: UUID) -> Message:
    """Send the offer once more to a volunteer who has not answered: once a day, and never in quiet hours.

    Raises TaskError outside the actor's area and for who was reminded on an earlier occasion today, NotAllowedNow for
    an offer that has been answered.
    """
    current = locked_assignment(assignment)
    task, person = current.task, current.volunteer.person
    if not can_dispatch(actor, task):
        raise TaskError(_("This task is not in your area."), code="not_yours")
    if current.state != AssignmentState.OFFERED:
        raise NotAllowedNow(_("This offer has been answered."), code="answered")
    words = {"title": task.title, "place": task.place, "from": task.starts_on, "until": task.ends_on}
    with translation.override(settings.LANGUAGE_CODE):
        message = notify(
            person=person,
            kind="offer",
            subject=_("Still waiting for your answer"),
            body=_("%(title)s, %(place)s, %(from)s to %(until)s. Please say yes or no.") % words,
            key=f"offer-again:{current.uuid}:{timezone.localdate()}",
            link=current.get_absolute_url(),
            channel=Channel.SMS,
            # Of a batch, so that nobody is woken.
            batch=f"ask-{occasion.hex[:30]}",
        )
    if message.batch != f"ask-{occasion.hex[:30]}":
        raise TaskError(_("%(name)s was asked again today already.") % {"name": person.name}, code="often")
    return message
