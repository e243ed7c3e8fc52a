from __future__ import annotations

from people.actors import AnyUser
from people.logins.models import User
from timebank.ledger.models.records import ServiceRecord
from timebank.oversight.models.holds import CreditHold
from timebank.oversight.models.samples import PhoneCall
from timebank.oversight.models.suspicions import Suspicion
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers


def can_check_suspicion(user: User, suspicion: Suspicion) -> bool:
    """Managers of the region, but neither who is concerned nor who confirmed one of the services."""
    return (
        covers(user, suspicion.region_id, MANAGER_ROLES)
        and not suspicion.persons.filter(user=user).exists()
        and not suspicion.workers.filter(pk=user.pk).exists()
    )


def can_hold_credit(user: AnyUser, record: ServiceRecord) -> bool:
    """Township officers and above, never about a record of their own."""
    return covers(user, record.region_id, MANAGER_ROLES) and record.person.user_id != user.pk


def can_decide_hold(user: AnyUser, hold: CreditHold) -> bool:
    """The same, but not who confirmed the service."""
    return can_hold_credit(user, hold.record) and hold.record.recorded_by_id != user.pk


def can_call(user: AnyUser, call: PhoneCall) -> bool:
    """Managers of the region, but neither who served, nor who was served, nor who confirmed the service."""
    return (
        covers(user, call.record.region_id, MANAGER_ROLES)
        and call.record.recorded_by_id != user.pk
        and user.pk not in (call.record.person.user_id, call.served.user_id)
    )
