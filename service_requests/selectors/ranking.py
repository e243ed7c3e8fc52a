"""Whom a request serves, for the search of the best volunteer or task (volunteers.now): keys and numbers only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count

from people.kinship.selectors import close_to
from people.mandates.models import Mandate
from people.persons.models import Person
from policies.selectors import value
from service_requests import policy
from service_requests.enums import RequestState
from service_requests.models import ServiceRequest
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import Beneficiary, Familiarity
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task

_SERVED = (AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED)


def familiarity(task: Task) -> Familiarity:
    """Six queries. Barred: the one served, who pays, asked or acts for the one served, and by policy relatives."""
    request = _rows({task.pk}).first()
    if request is None:
        return Familiarity(key=task.pk)
    _task, served, payer, asked_by = request
    rows = (
        Assignment.objects.filter(task__service_request__beneficiary=served, state__in=_SERVED)
        .order_by()
        .values_list("volunteer_id")
        .annotate(Count("pk"))
    )
    times = dict(rows)
    agents = Mandate.objects.in_force().filter(principal=served).values_list("agent_id", flat=True)
    askers = Person.objects.filter(user=asked_by).values_list("pk", flat=True)
    kin = close_to(Person.objects.get(pk=served)) if _bars_kin(task.region_id) else ()
    barred = {served, payer, *agents, *askers, *kin}
    return Familiarity(key=served, known=set(times), times=times, barred=barred)


def _bars_kin(region: str) -> bool:
    return not value(policy.KIN_MINUTES, region=region)


def beneficiaries(volunteer: Volunteer, task_ids: Collection[int]) -> Mapping[int, Beneficiary]:
    """Six queries, however many tasks."""
    requests = list(_rows(task_ids))
    people = {served for _task, served, *_rest in requests}
    mandates = Mandate.objects.in_force().filter(agent=volunteer.person_id, principal__in=people)
    principals = set(mandates.values_list("principal_id", flat=True))
    rows = Assignment.objects.filter(
        volunteer=volunteer, task__service_request__beneficiary__in=people, state__in=_SERVED
    )
    times = Counter(rows.values_list("task__service_request__beneficiary_id", flat=True))
    kin = close_to(volunteer.person) if _bars_kin(volunteer.region_id) else set()
    me, login = volunteer.person_id, volunteer.person.user_id
    return {
        task: Beneficiary(
            key=served,
            known=times[served] > 0,
            times=times[served],
            barred=me in (served, payer)
            or served in principals | kin
            or (login is not None and login == asked_by),
        )
        for task, served, payer, asked_by in requests
    }


def _rows(task_ids: Collection[int]) -> Any:
    return ServiceRequest.objects.filter(task_id__in=task_ids, state=RequestState.OPEN).values_list(
        "task_id", "beneficiary_id", "reservation__debit_account__person_id", "asked_by_id"
    )
