"""Who may see an account on the portal."""

from __future__ import annotations

import uuid
from typing import Any

from people.models import Mandate, Person


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
    mandated = Mandate.objects.in_force().filter(agent__user=user).values("principal")
    return (
        Person.objects.visible_to(user).filter(uuid=wanted, pk__in=mandated).select_related("region").first()
        or Person.objects.filter(user=user, uuid=wanted).select_related("region").first()
    )
