"""Whose account somebody may open on the portal."""

from __future__ import annotations

from django.db.models import Q

from people.logins.models import User
from people.mandates.models import Mandate
from people.persons.models import Person


def people_with_accessible_account(user: User) -> list[Person]:
    """The person behind a log-in, first, and those who gave that person a mandate that is in force. One query.

    A worker's region is no reason to read somebody's account here; the workbench shows the records, and logs it.
    """
    mandates = Mandate.objects.in_force().filter(agent__user=user)
    own_or_mandated = Q(user=user) | Q(pk__in=mandates.values("principal"))
    found = Person.objects.visible_to(user).filter(own_or_mandated).order_by("name", "pk")
    return sorted(found, key=lambda person: person.user_id != user.pk)
