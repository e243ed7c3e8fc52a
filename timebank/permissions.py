"""Who may decide about what looks odd in the time bank."""

from __future__ import annotations

from typing import Any

from people.enums import MANAGER_ROLES
from people.scopes import covers
from timebank.models import CreditHold, PhoneCall, ServiceRecord, Suspicion


def can_check_suspicion(user: Any, suspicion: Suspicion) -> bool:
    """Managers of the region, but neither who is concerned nor who confirmed one of the services."""
    return (
        covers(user, suspicion.region_id, MANAGER_ROLES)
        and not suspicion.persons.filter(user=user).exists()
        and not suspicion.workers.filter(pk=user.pk).exists()
    )


def can_hold_credit(user: Any, record: ServiceRecord) -> bool:
    """Township officers and above, never about a record of their own."""
    return covers(user, record.region_id, MANAGER_ROLES) and record.person.user_id != user.pk


def can_decide_hold(user: Any, hold: CreditHold) -> bool:
    """The same, but not who confirmed the service."""
    return can_hold_credit(user, hold.record) and hold.record.recorded_by_id != user.pk


def can_call(user: Any, call: PhoneCall) -> bool:
    """Managers of the region, but neither who served, nor who was served, nor who confirmed the service."""
    return (
        covers(user, call.record.region_id, MANAGER_ROLES)
        and call.record.recorded_by_id != user.pk
        and user.pk not in (call.record.person.user_id, call.served.user_id)
    )
