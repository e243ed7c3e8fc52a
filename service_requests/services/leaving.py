"""Somebody has died, or their account is settled: nobody comes any more, and what was set aside is free."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from people.actors import Actor
from people.persons.models import Person
from policies.selectors import book
from service_requests.enums import BEFORE_SERVICE, RequestState, Step
from service_requests.errors import RequestError
from service_requests.models import RequestEvent, ServiceRequest
from service_requests.services.messages import notify_requesters, with_reason
from service_requests.services.publishing import RequestDetails, set_aside
from service_requests.services.steps import move, release, with_lock
from volunteers.errors import NotAllowedNow
from volunteers.tasks.services.tasks import cancel_task


def open_requests(person: Person) -> QuerySet[ServiceRequest]:
    """What was asked for `person`, or out of their coins, and has not begun to be served."""
    concerned = Q(beneficiary=person) | Q(reservation__debit_account__person=person)
    return ServiceRequest.objects.filter(concerned, state__in=BEFORE_SERVICE).order_by("task_id", "pk")


def cancel_open_requests(*, person: Person, actor: Actor, reason: Callable[[], str]) -> int:
    """Call off what was asked for `person`, or out of their coins, and has not begun. Returns how many; twice is once.

    What is being served or waits for a decision stays: it ends by the word of those concerned. `reason` is called in
    the installation's language.
    """
    waiting = open_requests(person)
    with translation.override(settings.LANGUAGE_CODE):
        note = reason()
    return sum(_call_off(request, actor, note) for request in list(waiting))


@transaction.atomic
def ask_again(*, request: ServiceRequest, actor: Actor) -> ServiceRequest | None:
    """Ask anew for what was called off by mistake: the same wish, the coins set aside again, for the community to see.

    None where it cannot stand any more: its days have passed, its mandate has ended, or the coins are gone. Twice is
    once: the new request's number follows from the old one's.
    """
    uuid = uuid5(request.uuid, "again")
    if (again := ServiceRequest.objects.filter(uuid=uuid).first()) is not None:
        return again
    payer = request.reservation.debit_account.person
    over = request.mandate is not None and not request.mandate.is_in_force
    if request.last_day < timezone.localdate() or over or payer is None:
        return None
    names = ("category", "minutes", "wish", "region", "slots", "prefers_sex", "agreed_note", "last_day")
    copied: dict[str, Any] = {name: getattr(request, name) for name in names}
    first_day = max(request.first_day, timezone.localdate())
    details = RequestDetails(**copied, first_day=first_day, address=f"{request.address}{request.door}")
    try:
        with transaction.atomic():
            reservation = set_aside(uuid, payer, details, actor, book())
    except RequestError:
        return None
    again = ServiceRequest.objects.create(
        uuid=uuid, beneficiary=request.beneficiary, asked_by=request.asked_by, channel=request.channel,
        mandate=request.mandate, first_day=first_day, address=request.address, door=request.door,
        code=f"{secrets.randbelow(10**6):06d}", reservation=reservation, **copied,
    )  # fmt: skip
    RequestEvent.objects.create(request=again, actor=actor, step=Step.ASKED, to_state=RequestState.REVIEW)
    return again


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
