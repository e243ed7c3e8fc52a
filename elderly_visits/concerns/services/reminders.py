"""Reminding the owner of a concern (催办): counted, seldom, and kept in its history."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.locking import locked
from common.months import midnight
from elderly_visits.concerns import policy
from elderly_visits.concerns.enums import ConcernState, Severity
from elderly_visits.concerns.models import Concern, ConcernEvent
from elderly_visits.concerns.wording import reminded_words
from elderly_visits.register.permissions import can_work_for
from elderly_visits.visits.errors import VisitError
from notifications.models import Channel
from notifications.services import notify
from people.logins.models import User
from policies.selectors import value


@transaction.atomic
def remind_owner(*, concern: Concern, actor: User, occasion: UUID, note: str = "") -> ConcernEvent:
    """Remind whoever has the concern.

    So often a day as the policy says, whoever asks; those of one occasion are told of in one message. Raises VisitError
    outside one's area, for a closed concern, one that nobody has, and one that was reminded of often enough today.
    """
    current = locked(concern, "elder__region", "owner")
    if not can_work_for(actor, current.elder):
        raise VisitError(_("You do not look after this elder's region."), code="not_yours")
    if current.state == ConcernState.CLOSED:
        raise VisitError(_("This concern is already closed."), code="closed")
    if current.owner is None:
        raise VisitError(_("Nobody has it yet: please hand it over to somebody."), code="nobody")
    if current.owner_id == actor.pk:
        raise VisitError(_("You have it yourself."), code="yourself")
    _refuse_often(current)
    event = ConcernEvent.objects.create(
        concern=current, actor=actor, what=reminded_words(), note=note.strip()[:500]
    )
    _tell(current, occasion)
    return event


def _refuse_often(concern: Concern) -> None:
    today = timezone.localdate()
    begin, end = midnight(today), midnight(today + timedelta(days=1))
    sent = concern.events.filter(what=reminded_words(), at__gte=begin, at__lt=end).count()
    most = value(policy.CONCERN_REMINDERS_A_DAY, region=concern.elder.region_id)
    if sent >= most:
        raise VisitError(_("The owner has already been reminded today. Please call instead."), code="often")


def _tell(concern: Concern, occasion: UUID) -> None:
    """Names neither elder nor finding: it may be read on a locked phone."""
    person = getattr(concern.owner, "person", None)
    if person is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            person=person,
            kind="concern",
            subject=_("You are reminded of concerns"),
            body=_("Concerns that you have are waited for. Please see to them, or hand them over."),
            key=f"concern-reminder:{occasion}:{person.pk}",
            link=f"{reverse('elderly_visits_workbench:concerns')}?tab=mine",
            channel=Channel.INBOX if concern.severity == Severity.ROUTINE else Channel.SMS,
        )
