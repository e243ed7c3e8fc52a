"""The community's look at a request: it becomes a task, or the coins are free again."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from people.logins.models import User
from regions.models import LocationQuality
from service_requests.enums import RequestState, Step
from service_requests.errors import NotYours, RequestError
from service_requests.models import ServiceRequest
from service_requests.permissions import can_approve, can_review
from service_requests.services.matching import offer_to_next
from service_requests.services.messages import notify_requesters
from service_requests.services.steps import move, release, require, with_lock
from timebank.care_registers import home_of
from volunteers.task_types import TaskKind
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.tasks import create_task

DESCRIPTION_LENGTH = 500


def approve(*, request: ServiceRequest, actor: User, description: str) -> ServiceRequest:
    """A worker finds nothing wrong: the task is created, and the best volunteer nearby is asked.

    `description` is what volunteers read before they say yes: the wish without anything private. Approving twice
    changes nothing. Raises NotYours, RequestError.
    """

    def act(current: ServiceRequest) -> ServiceRequest:
        _refuse_stranger(actor, current)
        if current.state == RequestState.OPEN:
            return current
        require(current, RequestState.OPEN)
        text = description.replace("\0", "").strip()
        if not 0 < len(text) <= DESCRIPTION_LENGTH:
            raise RequestError(
                {"description": _("Please write what volunteers should know before they accept.")}
            )
        if current.last_day < timezone.localdate():
            raise RequestError(_("The days of this request have passed."), code="late")
        event = move(current, RequestState.OPEN, Step.APPROVED, actor=actor, task=_task(current, text, actor))
        notify_requesters(current, event)
        assert current.task is not None
        offer_to_next(current.task)
        return current

    return with_lock(request, act)


def _task(request: ServiceRequest, description: str, actor: User) -> Task:
    """The community is shown to all; the exact point, where it is known, serves the matcher and the fence."""
    home = home_of(request.beneficiary)
    # Where the elder is asked to be served may be somewhere else than at home.
    exact = home.point if home is not None and home.address == request.address else None
    point = exact or request.region.point
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Service for an elder: %(service)s") % {"service": request.get_category_display()}
    return create_task(
        kind=TaskKind.REQUEST,
        category=request.category,
        title=title,
        description=description,
        region=request.region,
        place=request.region.name,
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        location_quality=LocationQuality.EXACT
        if exact
        else LocationQuality.APPROXIMATE
        if point
        else LocationQuality.UNKNOWN,
        starts_on=max(request.first_day, timezone.localdate()),
        ends_on=request.last_day,
        minutes=request.minutes,
        slots=request.slots,
        prefers_sex=request.prefers_sex,
        # Alone with an elder in the elder's home.
        adult_only=True,
        organiser=request.region.name,
        in_charge=actor.display_name[:60],
        check_in_code=request.code,
    )


def reject(*, request: ServiceRequest, actor: User, note: str) -> ServiceRequest:
    """A worker finds that this cannot be asked for. The reason is required, and the one who asked reads it."""

    def act(current: ServiceRequest) -> ServiceRequest:
        _refuse_stranger(actor, current)
        if current.state == RequestState.REJECTED:
            return current
        reason = note.replace("\0", "").strip()
        if not reason:
            raise RequestError({"note": _("Please give the reason; the requester will see it.")})
        require(current, RequestState.REJECTED)
        release(current, actor=actor)
        event = move(current, RequestState.REJECTED, Step.REJECTED, actor=actor, note=reason)
        notify_requesters(current, event)
        return current

    return with_lock(request, act)


def _refuse_stranger(actor: User, request: ServiceRequest) -> None:
    if not can_review(actor, request):
        raise NotYours(_("You cannot decide on this request."), code="not_yours")
    if not can_approve(actor, request):
        raise NotYours(
            _(
                "You wrote this request down, or are close to the person served: a colleague or the township decides."
            ),
            code="not_yours",
        )
