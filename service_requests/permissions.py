"""Who may ask for a service, settle it, and decide about it."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from common.months import midnight
from people.actors import AnyUser
from people.kinship.selectors import close_to
from people.logins.models import User
from people.mandates.enums import MandateScope
from people.mandates.models import Mandate
from people.persons.models import Person
from policies.selectors import book
from service_requests import policy
from service_requests.models import ServiceRequest
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.duties import Bench, Duty
from volunteers.tasks.enums import KEPT_STATES, AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers


def is_oneself(user: AnyUser, person: Person) -> bool:
    return person.user_id is not None and person.user_id == user.pk


def is_own(user: AnyUser, request: ServiceRequest) -> bool:
    """Whether one is served by it, or pays for it."""
    return is_oneself(user, request.beneficiary) or is_oneself(user, request.payer)


def mandate_to_ask(user: AnyUser, person: Person) -> Mandate | None:
    """The mandate in force under which `user` may ask for services for `person`."""
    held = Mandate.objects.held_by(user).allowing(MandateScope.ASK)
    return held.filter(principal=person).order_by("pk").first()


def can_enter_for(user: AnyUser, person: Person) -> bool:
    """Workers write down what somebody of their area asked for by telephone; never for themselves."""
    return covers(user, person.region_id, WORKER_ROLES) and not is_oneself(user, person)


def can_settle(user: AnyUser, request: ServiceRequest) -> bool:
    """Confirm, object, call off: the one served, who pays, and who holds a mandate to ask for them."""
    return is_own(user, request) or mandate_to_ask(user, request.beneficiary) is not None


def can_review(user: User, request: ServiceRequest) -> bool:
    """Workers of the area find a volunteer and help on; nobody for themselves or those they act for."""
    return covers(user, request.region_id, WORKER_ROLES) and not _is_party(user, request)


def can_approve(user: User, request: ServiceRequest) -> bool:
    """The community's yes or no to a request is not given by who wrote it down, or is close to who is served."""
    return (
        can_review(user, request)
        and request.asked_by_id != user.pk
        and not close_to(getattr(user, "person", None)) & {request.beneficiary_id, request.payer.pk}
    )


def can_decide(user: User, request: ServiceRequest) -> bool:
    """A dispute is decided by a worker of the area who had no part in the request or the service, on either side."""
    return can_review(user, request) and request.task is not None and why_not_decide(user, request) is None


def why_not_decide(user: User, request: ServiceRequest) -> str | None:
    """The sentence that says what part somebody had in a service, so that a colleague decides; None: no part."""
    if not can_approve(user, request):
        return str(Duty.PUBLISHED.label) if request.asked_by_id == user.pk else str(Duty.KIN.label)
    rows = list(served_assignments(request))
    bench = Bench(rows)
    return next((str(why.label) for row in rows if (why := bench.why_not(user, row)) is not None), None)


def served_assignments(request: ServiceRequest) -> QuerySet[Assignment]:
    """What is decided about."""
    done = (AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED)
    rows = Assignment.objects.filter(task=request.task_id, state__in=done)
    return rows.select_related("task__project", "volunteer__person")


def _is_party(user: User, request: ServiceRequest) -> bool:
    return (
        is_own(user, request) or Mandate.objects.held_by(user).filter(principal=request.beneficiary).exists()
    )


def is_beneficiary_or_agent(task: Task, volunteer: Volunteer) -> bool:
    """Whether a volunteer is the one served, or pays; or asked or acts for the one served, or is close to who does."""
    request = _request_of(task)
    if request is None:
        return False
    person = volunteer.person
    if person.pk in (request.beneficiary_id, request.reservation.debit_account.person_id):
        return True
    # Who asks, or acts for the one served, confirms the service; so nobody close to them serves.
    circle = {person.pk} | close_to(person)
    asked_by = Q(user=request.asked_by_id) & ~Q(pk=request.beneficiary_id)
    agents = Q(pk__in=Mandate.objects.in_force().filter(principal=request.beneficiary_id).values("agent"))
    return Person.objects.filter(asked_by | agents, pk__in=circle).exists()


def serves_too_much(task: Task, volunteer: Volunteer) -> bool:
    """Whether two people would serve each other for coins more than policy allows in a quarter, this task included.

    Relatives by default not at all. Who pays for a spouse counts like who is served.
    """
    request = _request_of(task)
    if request is None:
        return False
    person, others = (
        volunteer.person_id,
        {request.beneficiary_id, request.reservation.debit_account.person_id},
    )
    rules = book(keys=[policy.PAIR_MINUTES, policy.KIN_MINUTES])
    kin = bool(close_to(volunteer.person) & others)
    most = rules.value(policy.KIN_MINUTES if kin else policy.PAIR_MINUTES, request.region_id)
    return minutes_of_pair(person, others, without=task.pk) + request.minutes > most


def minutes_of_pair(one: int, others: Collection[int | None], *, without: int | None = None) -> int:
    """What two people have served each other for coins, or said yes to, since the quarter began. One query."""
    today = timezone.localdate()
    quarter = today.replace(month=today.month - (today.month - 1) % 3, day=1)
    payer = "task__service_request__reservation__debit_account__person"
    there = Q(volunteer__person=one) & (
        Q(task__service_request__beneficiary__in=others) | Q(**{f"{payer}__in": others})
    )
    back = Q(volunteer__person__in=others) & (Q(task__service_request__beneficiary=one) | Q(**{payer: one}))
    rows = Assignment.objects.filter(there | back, state__in=KEPT_STATES, accepted_at__gte=midnight(quarter))
    # Of what is over its own length, of what was agreed the planned one.
    total = rows.exclude(task=without).aggregate(sum=Sum(Coalesce("minutes", "task__minutes")))["sum"]
    return total or 0


def _request_of(task: Task) -> ServiceRequest | None:
    return ServiceRequest.objects.select_related("reservation__debit_account").filter(task=task).first()
