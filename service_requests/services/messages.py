"""What people are told about a request; written to the outbox in the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from notifications.models import Channel
from notifications.services import notify
from people.mandates.models import Mandate
from people.persons.models import Person
from service_requests.models import RequestEvent, ServiceRequest
from volunteers.tasks.models.assignment import Assignment


def notify_requesters(
    request: ServiceRequest, event: RequestEvent, subject: Callable[[], str], body: Callable[[], str]
) -> None:
    """Tell the one served, who pays, and who asked under a mandate in force. The dead are not written to."""
    people = {request.beneficiary.pk: request.beneficiary, request.payer.pk: request.payer}
    if request.mandate_id is not None:
        mandate = Mandate.objects.in_force().filter(pk=request.mandate_id).select_related("agent").first()
        if mandate is not None:
            people[mandate.agent.pk] = mandate.agent
    living = [person for person in people.values() if person.died_on is None]
    _tell(living, event, subject, body, request.get_absolute_url())


def notify_volunteer(
    assignment: Assignment, event: RequestEvent, subject: Callable[[], str], body: Callable[[], str]
) -> None:
    _tell([assignment.volunteer.person], event, subject, body, assignment.get_absolute_url())


def _tell(
    people: Iterable[Person],
    event: RequestEvent,
    subject: Callable[[], str],
    body: Callable[[], str],
    link: str,
) -> None:
    """In the installation's language: the reader's is not known here. The texts are called in it."""
    with translation.override(settings.LANGUAGE_CODE):
        for person in people:
            notify(
                person=person,
                kind=f"request.{event.step}",
                subject=subject(),
                body=body(),
                key=f"request:{event.pk}:{person.pk}",
                link=link,
                channel=Channel.SMS,
            )


def with_reason(sentence: str, reason: str) -> str:
    """The sentence with the reason that somebody gave, if any."""
    return (
        _("%(sentence)s Reason: %(reason)s") % {"sentence": sentence, "reason": reason}
        if reason
        else sentence
    )


def spoken_moment(assignment: Assignment) -> str:
    """When a volunteer comes: the agreed hour, or that it is still open."""
    if assignment.planned_for is None:
        return _("at a time still to be agreed")
    return date_format(localtime(assignment.planned_for), "DATETIME_FORMAT")
