"""Somebody was taken for dead: what was called off for it is asked for again."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import uuid5

from django.db import transaction
from django.utils import timezone

from people.actors import Actor
from policies.selectors import book
from service_requests.enums import RequestState, Step
from service_requests.errors import RequestError
from service_requests.models import RequestEvent, ServiceRequest
from service_requests.services.publishing import RequestDetails, set_aside


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
