"""Who may change a person's file."""

from __future__ import annotations

from people.actors import AnyUser
from people.persons.models import Person
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers


def can_change_person(user: AnyUser, person: Person) -> bool:
    """Workers change the files of their regions; their own file at the portal like everybody."""
    return covers(user, person.region_id, WORKER_ROLES)
