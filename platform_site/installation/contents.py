"""Whom a database holds: nobody, people that the demonstration made, or others."""

from __future__ import annotations

from django.db.models import Min, Q

from elderly_visits.register.models import Elder
from people.logins.models import User
from people.persons.models import Person
from people.roles.models import RoleGrant
from volunteers.registration.models.volunteer import Volunteer


def holds_anybody() -> bool:
    return any(model.objects.exists() for model in (Person, User, Elder, Volunteer))


def holds_others() -> bool:
    """Whether there is a person, login, elder or volunteer that the demonstration did not make."""
    return (
        Person.objects.filter(is_demo=False).exists()
        or User.objects.filter(Q(person=None) | Q(person__is_demo=False)).exists()
    )


def holds_invented() -> bool:
    return Person.objects.filter(is_demo=True).exists()


def began_as_demonstration() -> bool:
    """Whether this is a demonstration that people tried, and not a city into which invented people came.

    In a demonstration the invented people came first; strangers who tried it have a log-in and perhaps a name, but no
    office, and nobody looks after them.
    """
    first = Person.objects.filter(is_demo=True).aggregate(first=Min("pk"))["first"]
    if first is None:
        return False
    real = Person.objects.filter(is_demo=False)
    return not (
        real.filter(pk__lt=first).exists()
        or Elder.objects.filter(person__is_demo=False).exists()
        or RoleGrant.objects.exclude(user__person__is_demo=True).exists()
        or User.objects.filter(is_superuser=True).exists()
    )
