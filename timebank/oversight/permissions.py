from __future__ import annotations

from collections.abc import Iterable

from people.actors import AnyUser
from people.kinship.selectors import close_to
from people.logins.models import User
from timebank.care_registers import beneficiaries_of, hands_in
from timebank.ledger.models.records import ServiceRecord
from timebank.oversight.models.holds import CreditHold
from timebank.oversight.models.samples import PhoneCall
from timebank.oversight.models.suspicions import Suspicion
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers


def can_check_suspicion(user: User, suspicion: Suspicion) -> bool:
    """Managers of the region; not who is concerned, or close to them, or had a part in one of the services."""
    return (
        covers(user, suspicion.region_id, MANAGER_ROLES)
        and not suspicion.persons.filter(user=user).exists()
        and not suspicion.workers.filter(pk=user.pk).exists()
        and not _is_close(user, suspicion.persons.values_list("pk", flat=True))
        and user.pk not in hands_in(suspicion.records.values_list("source_key", flat=True))
    )


def can_hold_credit(user: AnyUser, record: ServiceRecord) -> bool:
    """Township officers and above, never about a record of their own."""
    return covers(user, record.region_id, MANAGER_ROLES) and record.person.user_id != user.pk


def can_decide_hold(user: AnyUser, hold: CreditHold) -> bool:
    """The same, but not who confirmed the service, had a part in it, or is close to one of its sides."""
    return can_hold_credit(user, hold.record) and not _had_a_part(user, hold.record)


def can_reverse_hold(user: AnyUser, hold: CreditHold) -> bool:
    """The same; who set it aside may release it, but takes nobody's hours alone."""
    return can_decide_hold(user, hold) and hold.placed_by_id != user.pk


def can_call(user: AnyUser, call: PhoneCall) -> bool:
    """Managers of the region, but neither who served, nor who was served, nor who had a part in the service."""
    return (
        covers(user, call.record.region_id, MANAGER_ROLES)
        and user.pk not in (call.record.person.user_id, call.served.user_id)
        and not _had_a_part(user, call.record)
    )


def _had_a_part(user: AnyUser, record: ServiceRecord) -> bool:
    """Whether `user` confirmed or entered a service, or is close to who served or was served."""
    sides = {record.person_id, *beneficiaries_of([record.source_key]).values()}
    return (
        record.recorded_by_id == user.pk or user.pk in hands_in([record.source_key]) or _is_close(user, sides)
    )


def _is_close(user: AnyUser, people: Iterable[int]) -> bool:
    return bool(close_to(getattr(user, "person", None)) & set(people))
