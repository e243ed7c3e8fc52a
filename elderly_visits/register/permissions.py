"""Who may act on elders' files, reports and concerns."""

from __future__ import annotations

from elderly_visits.register.models import Elder
from people.actors import AnyUser
from people.mandates.models import Mandate
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.models.task import Task
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers


def can_work_for(user: AnyUser, elder: Elder) -> bool:
    """Workers of the elder's region change the file, record visits and raise concerns; auditors only look."""
    return covers(user, elder.region_id, WORKER_ROLES)


def is_the_elder(task: Task, volunteer: Volunteer) -> bool:
    """Nobody visits themselves: a volunteer may be on the register of elders."""
    return Elder.objects.filter(visits__task=task, person=volunteer.person_id).exists()


def can_speak_for(user: AnyUser, elder: Elder) -> bool:
    """The elder, and relatives with a mandate in force."""
    if elder.person.user_id is not None and elder.person.user_id == user.pk:
        return True
    return Mandate.objects.held_by(user).filter(principal=elder.person_id).exists()
