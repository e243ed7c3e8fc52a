"""Whose account somebody may open on the portal."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet

from people.models import Mandate, Person


def people_one_acts_for(user: Any) -> QuerySet[Person]:
    """Those who gave `user` a mandate that is in force."""
    mandates = Mandate.objects.in_force().filter(agent__user=user)
    return Person.objects.visible_to(user).filter(pk__in=mandates.values("principal"))


def person_whose_account_is_asked_for(user: Any, asked: str | None) -> Person | None:
    """The person whose account `user` may open: oneself, or the one of uuid `asked` who gave a mandate in force.

    A worker's region is no reason to read somebody's account here; the workbench shows records, and logs it.
    """
    if not asked:
        return Person.objects.filter(user=user).select_related("region").first()
    try:
        wanted = uuid.UUID(asked)
    except ValueError:
        return None
    own = Person.objects.filter(user=user)
    return (own | people_one_acts_for(user)).filter(uuid=wanted).select_related("region").first()
