"""Who may ask for a service, settle it, and decide about it."""

from __future__ import annotations

from people.actors import AnyUser
from people.logins.models import User
from people.mandates.enums import MandateScope
from people.mandates.models import Mandate
from people.persons.models import Person
from service_requests.models import ServiceRequest
from volunteers.registration.models.volunteer import Volunteer
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
    """Workers of the area look at a request and find a volunteer; nobody for themselves or those they act for."""
    return covers(user, request.region_id, WORKER_ROLES) and not _is_party(user, request)


def can_decide(user: User, request: ServiceRequest) -> bool:
    """A dispute is decided by a worker of the area who is neither served nor serving."""
    if not can_review(user, request) or request.task is None:
        return False
    return not request.task.assignments.filter(volunteer__person__user=user).exists()


def _is_party(user: User, request: ServiceRequest) -> bool:
    return (
        is_own(user, request) or Mandate.objects.held_by(user).filter(principal=request.beneficiary).exists()
    )


def is_beneficiary_or_agent(task: Task, volunteer: Volunteer) -> bool:
    """Whether a volunteer is the one served, pays for it, asked for it, or acts for the one served."""
    request = ServiceRequest.objects.select_related("reservation__debit_account").filter(task=task).first()
    if request is None:
        return False
    person = volunteer.person
    return (
        person.pk in (request.beneficiary_id, request.reservation.debit_account.person_id)
        or (person.user_id is not None and person.user_id == request.asked_by_id)
        or Mandate.objects.in_force().filter(agent=person, principal=request.beneficiary_id).exists()
    )
