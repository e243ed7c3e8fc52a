"""What the clock does: pay for silence, let lapsed requests go, ask the next volunteer."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from service_requests.enums import BEFORE_SERVICE, RequestState
from service_requests.models import ServiceRequest
from service_requests.services.ending import lapse
from service_requests.services.matching import offer_unanswered
from service_requests.services.settling import pay_unanswered
from volunteers.tasks.enums import TaskState

logger = logging.getLogger("shouwang.requests")


def sweep(*, limit: int = 500) -> dict[str, int]:
    """One round; may run twice at once without harm. How many were paid, lapsed, and asked anew.

    What is refused for one request costs the others nothing.
    """
    now = timezone.now()
    due = ServiceRequest.objects.filter(state=RequestState.SERVED, confirm_by__lte=now)
    paid = sum(_tried(pay_unanswered, request) for request in due.order_by("confirm_by", "pk")[:limit])
    over = ServiceRequest.objects.filter(state__in=BEFORE_SERVICE).filter(
        Q(last_day__lt=timezone.localdate(now))
        | Q(task__state__in=(TaskState.LAPSED, TaskState.CANCELLED, TaskState.DONE))
    )
    lapsed = sum(_tried(lapse, request) for request in over.order_by("last_day", "pk")[:limit])
    return {"paid": paid, "lapsed": lapsed, "asked": offer_unanswered()}


def _tried(step: Callable[..., bool], request: ServiceRequest) -> bool:
    try:
        return step(request=request)
    except ValidationError:
        logger.exception("A request could not be moved by the clock", extra={"request_pk": request.pk})
        return False
