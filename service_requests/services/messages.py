"""What people are told about a request; written to the outbox in the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from notifications.models import Channel
from notifications.services import notify
from people.mandates.models import Mandate
from people.persons.models import Person
from service_requests.enums import Step
from service_requests.models import RequestEvent, ServiceRequest
from timebank.ledger.wording import spoken_minutes
from volunteers.tasks.models.assignment import Assignment

# What is paid is said in a body of its own.
_PAYING = (Step.CONFIRMED, Step.SILENCE, Step.DECIDED_FULL, Step.DECIDED_PART)
# Subject and body, by the step that is told of.
_TO_REQUESTERS = {
    Step.ASKED: (
        _("Your request has been sent to the community"),
        _("%(service)s, %(length)s. The same number of time coins is set aside until the service has ended."),
    ),
    Step.APPROVED: (
        _("Your request was accepted"),
        _("The community is now looking for a volunteer for you: %(service)s."),
    ),
    Step.REJECTED: (_("Your request could not be accepted"), _("Your time coins have been released.")),
    Step.ACCEPTED: (
        _("A volunteer is coming"),
        _("%(name)s is coming %(when)s. At the door, please give this code: %(code)s."),
    ),
    Step.TIME_CHANGED: (_("The agreed time was changed"), _("%(name)s is coming %(when)s.")),
    Step.WITHDRAWN: (
        _("The volunteer can no longer come"),
        _("The community is looking for somebody else. You can also call it off."),
    ),
    Step.REASSIGNED: (
        _("Another volunteer is asked"),
        _("You will be notified as soon as someone has accepted."),
    ),
    Step.SERVED: (
        _("Was everything all right?"),
        _(
            "%(name)s served %(length)s. Please confirm, or object within %(hours)d hours; after that it is paid."
        ),
    ),
    **dict.fromkeys(
        (Step.UNUSUAL, Step.UNPROVEN),
        (
            _("A community worker will call you"),
            _(
                "You have not told us yet how the service went. A community worker will call and ask you. Until then "
                "nothing is paid, and your time coins stay set aside."
            ),
        ),
    ),
    **dict.fromkeys(_PAYING, (_("The service is paid"), "")),
    Step.DECIDED_NONE: (_("Decision: no payment"), _("Your time coins have been released.")),
    Step.CANCELLED: (_("The service was called off"), _("Your time coins have been released.")),
    Step.LAPSED: (
        _("The days of your request have passed"),
        _(
            "We are sorry. Your time coins have been released; please submit a new request if "
            "you still need the service."
        ),
    ),
    Step.NO_SHOW: (
        _("We are sorry that nobody came"),
        _("Your time coins have been released. Please submit a new request or call the community worker."),
    ),
}
_TO_VOLUNTEER = {
    Step.DISPUTED: (
        _("An objection to your service"),
        _("A community worker will hear both of you and decide."),
    ),
    Step.UNUSUAL: (
        _("A worker is reviewing your service"),
        _("Its duration is unusual. The worker will ask both sides."),
    ),
    Step.UNPROVEN: (
        _("A worker is reviewing your service"),
        _(
            "The person served has not answered yet, and no code from the door shows your visit. A community worker "
            "will call both of you and then decide; your service is not lost. Next time, please ask for the code at "
            "the door."
        ),
    ),
    **dict.fromkeys(_PAYING, (_("Your service is paid"), "")),
    Step.DECIDED_NONE: (_("Decision: no payment"), _("No service was certified.")),
    Step.LAPSED: (
        _("A request has lapsed"),
        _("No service was recorded. If you were there, please call the community worker."),
    ),
    Step.NO_SHOW: (
        _("You were expected"),
        _("It was reported that you did not come. If that is wrong, please call the community worker."),
    ),
}
# Of Step.SERVED where silence is not paid.
SERVED_UNPROVEN = _(
    "%(name)s served %(length)s. Please confirm or object within %(hours)d hours. If we do not hear from you, a "
    "community worker will call you; nothing is paid before."
)
Body = Callable[[], str]


def notify_requesters(
    request: ServiceRequest,
    event: RequestEvent,
    *,
    assignment: Assignment | None = None,
    body: Body | None = None,
    usual: Any = None,
    **words: Any,
) -> None:
    """Tell the one served, who pays, and who asked under a mandate in force. The dead are not written to.

    `assignment` is whose coming or service is told of; `body` is called instead of the usual text, `usual` takes its
    place, `words` stand in it.
    """
    people = {request.beneficiary.pk: request.beneficiary, request.payer.pk: request.payer}
    if request.mandate_id is not None:
        mandate = Mandate.objects.in_force().filter(pk=request.mandate_id).select_related("agent").first()
        if mandate is not None:
            people[mandate.agent.pk] = mandate.agent
    living = [person for person in people.values() if person.died_on is None]

    def said(text: str) -> str:
        if body is not None:
            return body()
        minutes = request.minutes if assignment is None else assignment.minutes or 0
        found = {"service": request.get_category_display(), "length": spoken_minutes(minutes), **words}
        if assignment is not None:
            found |= {"name": assignment.volunteer.person.name, "when": spoken_moment(assignment)}
        return (text if usual is None else str(usual)) % found

    _tell(living, event, _TO_REQUESTERS, said, request.get_absolute_url())


def notify_volunteer(assignment: Assignment, event: RequestEvent, *, body: Body | None = None) -> None:
    link = assignment.get_absolute_url()
    _tell([assignment.volunteer.person], event, _TO_VOLUNTEER, lambda usual: body() if body else usual, link)


def _tell(
    people: Iterable[Person],
    event: RequestEvent,
    texts: Mapping[Step, tuple[Any, Any]],
    said: Callable[[str], str],
    link: str,
) -> None:
    """In the installation's language: the reader's is not known here. `said` is called in it."""
    with translation.override(settings.LANGUAGE_CODE):
        subject, usual = texts[Step(event.step)]
        body = said(str(usual))
        if event.note:
            body = gettext("%(sentence)s Reason: %(reason)s") % {"sentence": body, "reason": event.note}
        for person in people:
            notify(
                person=person,
                kind=f"request.{event.step}",
                subject=str(subject),
                body=body,
                key=f"request:{event.pk}:{person.pk}",
                link=link,
                channel=Channel.SMS,
            )


def spoken_moment(assignment: Assignment) -> str:
    """When a volunteer comes: the agreed hour, or that it is still open."""
    if assignment.planned_for is None:
        return gettext("at a time still to be agreed")
    return date_format(localtime(assignment.planned_for), "DATETIME_FORMAT")
