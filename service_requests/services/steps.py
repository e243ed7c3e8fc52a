"""One step of a request: its lock, the check of the transition, the write and the record of who did it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from common.locking import locked
from people.actors import Actor
from service_requests.enums import TRANSITIONS, RequestState, Step
from service_requests.errors import RequestError
from service_requests.models import RequestEvent, ServiceRequest
from timebank.ledger.errors import AlreadyResolved
from timebank.ledger.services.transfers import void
from volunteers.tasks.models.task import Task

T = TypeVar("T")


class _TaskAppeared(Exception):
    """It was approved between the first look and the lock."""


def with_lock(request: ServiceRequest, act: Callable[[ServiceRequest], T]) -> T:
    """Call `act` with the request as it is now, its task (if any) and itself locked, in one transaction."""
    while True:
        task_id = ServiceRequest.objects.values_list("task_id", flat=True).get(pk=request.pk)
        try:
            with transaction.atomic():
                return act(_locked(request, task_id))
        except _TaskAppeared:
            # Rolled back, so that the task can be locked first, as everywhere.
            continue


def _locked(request: ServiceRequest, task_id: int | None) -> ServiceRequest:
    if task_id is not None:
        Task.objects.select_for_update(no_key=True).get(pk=task_id)
    current = locked(
        request,
        "beneficiary",
        "region",
        "reservation__debit_account__person",
        "reservation__credit_account",
        "task",
    )
    if current.task_id != task_id:
        raise _TaskAppeared
    return current


def request_of_task(task: Task) -> ServiceRequest:
    """The request of a task that the caller has locked, itself locked."""
    return _locked(ServiceRequest.objects.get(task=task), task.pk)


def require(request: ServiceRequest, target: RequestState) -> None:
    """Raise RequestError unless the request's state leads to `target`."""
    if target not in TRANSITIONS.get(RequestState(request.state), ()):
        raise RequestError(
            _("This is no longer possible: the request is “%(state)s”.")
            % {"state": request.get_state_display()},
            code="state",
        )


def note_step(request: ServiceRequest, step: Step, *, actor: Actor = None, note: str = "") -> RequestEvent:
    """Write down what happened without a change of state."""
    return RequestEvent.objects.create(
        request=request, actor=actor, step=step, to_state=request.state, note=note.replace("\0", "")[:300]
    )


def move(
    request: ServiceRequest,
    target: RequestState,
    step: Step,
    *,
    actor: Actor = None,
    note: str = "",
    **changes: Any,
) -> RequestEvent:
    """Move a locked request to `target`, store `changes` with it, and write the event."""
    require(request, target)
    request.state = target
    for name, value in changes.items():
        setattr(request, name, value)
    request.save(update_fields=["state", *changes])
    return note_step(request, step, actor=actor, note=note)


def release(request: ServiceRequest, *, actor: Actor = None) -> None:
    """Let the coins go that were set aside. Once: somebody may have done so already, when an account was settled."""
    try:
        void(pending=request.reservation, key=f"request:{request.uuid}:void", recorded_by=actor)
    except AlreadyResolved:
        pass  # They are free already, which is what is wanted.
