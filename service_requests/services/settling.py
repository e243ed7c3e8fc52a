"""After the service: confirmed or not objected to, and paid; or disputed, and decided by a worker."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from people.actors import Actor
from people.logins.models import User
from people.mandates.enums import MandateScope
from people.mandates.services import use_mandate
from policies.selectors import value
from service_requests import policy
from service_requests.enums import Decision, RequestState, Step
from service_requests.errors import NotYours, RequestError
from service_requests.models import ServiceRequest
from service_requests.permissions import can_decide, can_settle, is_own, mandate_to_ask
from service_requests.selectors.silence import outcome_of_silence
from service_requests.services.messages import SERVED_UNPROVEN, notify_requesters, notify_volunteer
from service_requests.services.steps import move, release, request_of_task, require, with_lock
from timebank.earning.services.paying import Payment
from timebank.errors import TimebankError
from timebank.ledger.wording import joined, spoken_minutes
from volunteers.tasks.duties import longest_by_one
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments
from volunteers.tasks.services.tasks import lapse_task


def on_checked_out(assignment: Assignment, actor: Actor) -> None:
    """The service has ended: it is paid once the one served says so, or, where a code proves that somebody was there,
    does not object in time."""
    request = request_of_task(assignment.task)
    require(request, RequestState.SERVED)
    hours = value(policy.SILENCE_HOURS, region=request.region_id)
    event = move(
        request,
        RequestState.SERVED,
        Step.SERVED,
        actor=actor,
        confirm_by=timezone.now() + timedelta(hours=hours),
    )
    pays = outcome_of_silence(assignment) == Step.SILENCE
    notify_requesters(
        request, event, assignment=assignment, hours=hours, usual=None if pays else SERVED_UNPROVEN
    )


def confirm(*, request: ServiceRequest, actor: User) -> ServiceRequest:
    """The one served says that all was right: it is paid. Confirming twice pays once.

    Raises NotYours, RequestError when the request is disputed meanwhile or was never served.
    """

    def act(current: ServiceRequest) -> ServiceRequest:
        _refuse_unless_may_settle(actor, current)
        if current.state == RequestState.PAID:
            return current
        if current.state != RequestState.SERVED:
            _say_state(current)
        record_mandate_use(
            current, actor, "confirmed", _("%(name)s confirmed a service on your behalf, and it was paid.")
        )
        _pay(current, Step.CONFIRMED, actor=actor)
        return current

    return with_lock(request, act)


def dispute(*, request: ServiceRequest, actor: User, reason: str) -> ServiceRequest:
    """The one served objects: the payment waits until a worker decides. Objecting twice is once.

    Raises NotYours, RequestError without a reason or when it is paid already.
    """

    def act(current: ServiceRequest) -> ServiceRequest:
        _refuse_unless_may_settle(actor, current)
        if current.state == RequestState.DISPUTED:
            return current
        if current.state != RequestState.SERVED:
            _say_state(current)
        text = _reason(reason, "reason")
        event = move(current, RequestState.DISPUTED, Step.DISPUTED, actor=actor, note=text)
        record_mandate_use(
            current,
            actor,
            "disputed",
            _("%(name)s objected to a service on your behalf. A worker will decide."),
        )
        notify_volunteer(_served(current), event)
        return current

    return with_lock(request, act)


def pay_unanswered(*, request: ServiceRequest) -> bool:
    """Pay what nobody objected to in time. What has no proof, or an unusual length, goes to a worker instead, who asks
    both sides; both are told. False: nothing to do."""

    def act(current: ServiceRequest) -> bool:
        if current.state != RequestState.SERVED or current.confirm_by is None:
            return False
        if current.confirm_by > timezone.now():
            return False
        served = _served(current)
        outcome = outcome_of_silence(served)
        if outcome == Step.SILENCE:
            _pay(current, Step.SILENCE, actor=None)
        else:
            event = move(current, RequestState.DISPUTED, outcome)
            notify_requesters(current, event)
            notify_volunteer(served, event)
        return True

    return with_lock(request, act)


def decide(
    *, request: ServiceRequest, actor: User, decision: str, reason: str, minutes: int | None = None
) -> ServiceRequest:
    """A worker decides on a dispute: all that was served is paid, a part (`minutes`), or nothing. Both read the reason.

    Deciding again the same way changes nothing. Raises NotYours, RequestError.
    """

    def act(current: ServiceRequest) -> ServiceRequest:
        if not can_decide(actor, current):
            raise NotYours(_("You cannot decide on this request."), code="not_yours")
        wanted = _decision(decision)
        target = RequestState.UNPAID if wanted == Decision.NONE else RequestState.PAID
        if current.state == target:
            return current
        if current.state != RequestState.DISPUTED:
            _say_state(current)
        text = _reason(reason, "reason")
        served = _served(current)
        if wanted == Decision.NONE:
            _pay_nothing(current, served, actor, text)
        elif wanted == Decision.FULL:
            _refuse_unless_likely(served)
            _pay(current, Step.DECIDED_FULL, actor=actor, note=text, minutes=served.minutes)
        else:
            most = min(served.minutes or 0, longest_by_one(served.task))
            if minutes is None or isinstance(minutes, bool) or not 1 <= minutes <= most:
                raise RequestError({"minutes": _("From 1 to %(most)d minutes.") % {"most": most}})
            _pay(current, Step.DECIDED_PART, actor=actor, note=text, minutes=minutes)
        return current

    return with_lock(request, act)


def _pay(
    request: ServiceRequest, step: Step, *, actor: Actor, note: str = "", minutes: int | None = None
) -> None:
    """Record, payment and state in one transaction; the rest of what was set aside is free again."""
    served = _served(request)
    # Who was served, or nobody, said yes: what was agreed is certified. More is for a worker who is no party to it.
    stayed = served.minutes or 0
    minutes = minutes or min(stayed, _agreed(request))
    payment = Payment(request.reservation)
    try:
        served = assignments.settle(
            assignment=served, actor=actor, minutes=minutes, payment=payment, note=note
        )
    except TimebankError as error:
        raise RequestError(str(error), code="timebank") from error
    event = move(request, RequestState.PAID, step, actor=actor, note=note)
    paid = payment.minutes_for(minutes)
    notify_requesters(request, event, body=lambda: _what_was_paid(stayed, paid, request.minutes))
    if note or stayed > paid:
        notify_volunteer(served, event, body=lambda: _what_you_got(minutes, paid))


def _agreed(request: ServiceRequest) -> int:
    return max(1, int(value(policy.CERTIFIED_SHARE, region=request.region_id) * request.minutes))


def _refuse_unless_likely(served: Assignment) -> None:
    most = longest_by_one(served.task)
    if (served.minutes or 0) > most:
        raise RequestError(
            {
                "decision": _(
                    "This lasted much longer than agreed. Please choose to pay in part and say how many minutes, "
                    "up to %(most)d."
                )
                % {"most": most}
            }
        )


def _what_was_paid(served: int, paid: int, reserved: int) -> str:
    parts = [_("%(paid)s of time coins were paid.") % {"paid": spoken_minutes(paid)}]
    if reserved > paid:
        parts.append(_("%(rest)s have been released.") % {"rest": spoken_minutes(reserved - paid)})
    if served > paid:
        parts.append(
            _("The volunteer stayed longer (%(served)s); the extra time is free of charge.")
            % {"served": spoken_minutes(served)}
        )
    return joined(parts)


def _what_you_got(certified: int, paid: int) -> str:
    return joined(
        [
            _("You received %(paid)s of time coins.") % {"paid": spoken_minutes(paid)},
            _("%(certified)s are certified. Time beyond what was agreed is your gift.")
            % {"certified": spoken_minutes(certified)},
        ]
    )


def _pay_nothing(request: ServiceRequest, served: Assignment, actor: Actor, reason: str) -> None:
    assignments.settle_without_service(assignment=served, actor=actor, note=reason)
    # Nobody else is to be asked for it.
    lapse_task(task=served.task, actor=actor, note=reason)
    release(request, actor=actor)
    event = move(request, RequestState.UNPAID, Step.DECIDED_NONE, actor=actor, note=reason)
    notify_requesters(request, event)
    notify_volunteer(served, event)


def _served(request: ServiceRequest) -> Assignment:
    assert request.task is not None
    return (
        Assignment.objects.select_related("volunteer__person", "task")
        .filter(task=request.task, state__in=(AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED))
        .get()
    )


def _refuse_unless_may_settle(actor: User, request: ServiceRequest) -> None:
    if not can_settle(actor, request):
        raise NotYours(_("This is not your request."), code="not_yours")


def record_mandate_use(request: ServiceRequest, actor: User, key: str, sentence: str) -> None:
    """Where somebody acts under a mandate, the one it is for is told."""
    if is_own(actor, request):
        return
    mandate = mandate_to_ask(actor, request.beneficiary)
    if mandate is not None:
        use_mandate(
            mandate=mandate,
            scope=MandateScope.ASK,
            what=sentence % {"name": mandate.agent.name},
            key=f"request:{request.uuid}:{key}",
            link=request.get_absolute_url(),
        )


def _reason(text: str, field: str) -> str:
    text = text.replace("\0", "").strip()
    if not text:
        raise RequestError({field: _("Please give the reason; both sides will see it.")})
    return text[:300]


def _decision(text: str) -> Decision:
    try:
        return Decision(text)
    except ValueError:
        raise RequestError({"decision": _("Please choose one of the answers.")}) from None


def _say_state(request: ServiceRequest) -> None:
    raise RequestError(
        _("This is not possible now: the request is “%(state)s”.") % {"state": request.get_state_display()},
        code="state",
    )
