"""Somebody has died, or their account is settled: nobody comes any more, and what was set aside is free."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from people.actors import Actor
from people.persons.models import Person
from service_requests.enums import BEFORE_SERVICE, RequestState, Step
from service_requests.models import ServiceRequest
from service_requests.services.messages import notify_requesters, with_reason
from service_requests.services.steps import move, release, with_lock
from volunteers.errors import NotAllowedNow
from volunteers.tasks.services.tasks import cancel_task


def cancel_open_requests(*, person: Person, actor: Actor, reason: Callable[[], str]) -> int:
    """Call off what was asked for `person`, or out of their coins, and has not begun. Returns how many; twice is once.

    What is being served or waits for a decision stays: it ends by the word of those concerned. `reason` is called in
    the installation's language.
    """
    concerned = Q(beneficiary=person) | Q(reservation__debit_account__person=person)
    waiting = ServiceRequest.objects.filter(concerned, state__in=BEFORE_SERVICE).order_by("task_id", "pk")
    with translation.override(settings.LANGUAGE_CODE):
        note = reason()
    return sum(_call_off(request, actor, note) for request in list(waiting))


def _call_off(request: ServiceRequest, actor: Actor, note: str) -> bool:
    def act(current: ServiceRequest) -> bool:
        if current.state not in BEFORE_SERVICE:
            return False
        if current.task is not None:
            try:
                cancel_task(task=current.task, actor=actor, note=note)
            except NotAllowedNow:
                return False
        release(current, actor=actor)
        event = move(current, RequestState.CANCELLED, Step.CANCELLED, actor=actor, note=note)
        notify_requesters(
            current,
            event,
            lambda: _("The service was called off"),
            lambda: with_reason(_("The time coins have been released."), note),
        )
        return True

    return with_lock(request, act)
