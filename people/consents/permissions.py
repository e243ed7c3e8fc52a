"""Who may withdraw a consent."""

from __future__ import annotations

from people.actors import AnyUser
from people.consents.models import Consent
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers


def can_withdraw_consent(user: AnyUser, consent: Consent) -> bool:
    """The person themself, or a worker to whom they said it."""
    return consent.person.user_id == user.pk or covers(user, consent.person.region_id, WORKER_ROLES)
