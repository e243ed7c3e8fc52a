"""Who may do what in the time bank."""

from __future__ import annotations

from typing import Any

from people.enums import MANAGER_ROLES, STAFF_ROLES, Role
from people.scopes import covers
from regions.models import Region
from timebank.enums import PartnerRole
from timebank.models import (
    Certificate,
    CreditHold,
    Partner,
    PartnerStaff,
    PhoneCall,
    ServiceRecord,
    StarObjection,
    Suspicion,
)
from timebank.selectors.national import EXPORT_ROLES


def works_for(user: Any, partner: Partner) -> bool:
    """May redeem vouchers there."""
    return PartnerStaff.objects.of_user(user).filter(partner=partner).exists()


def can_manage_partner(user: Any, partner: Partner) -> bool:
    """May look after its offers and its staff."""
    staff = PartnerStaff.objects.of_user(user)
    return staff.filter(partner=partner, role=PartnerRole.MANAGER).exists()


def can_review_partner(user: Any, partner: Partner) -> bool:
    """Officers and managers of the region; nobody decides about a partner they work for."""
    return covers(user, partner.region_id, MANAGER_ROLES) and not works_for(user, partner)


def can_read_certificate(user: Any, certificate: Certificate) -> bool:
    """The holder, and the staff of the regions of certificate and holder."""
    person = certificate.person
    return (
        person.user_id == getattr(user, "pk", 0)
        or covers(user, certificate.region_id, STAFF_ROLES)
        or covers(user, person.region_id, STAFF_ROLES)
    )


def can_revoke_certificate(user: Any, certificate: Certificate) -> bool:
    """Managers of the county that issued it; a manager's own is a colleague's to judge."""
    return certificate.person.user_id != user.pk and covers(user, certificate.region_id, MANAGER_ROLES)


def can_export_records(user: Any, region: Region) -> bool:
    """Managers and auditors, for the regions they hold the role in."""
    return covers(user, region, EXPORT_ROLES)


MANAGERS = (Role.COUNTY_MANAGER, Role.CITY_MANAGER)


def can_record_late(user: Any, region: Region) -> bool:
    """Whether `user` may confirm a record that is written after its time, where the rule asks for a manager."""
    return covers(user, region, MANAGERS)


def can_decide_objection(user: Any, objection: StarObjection) -> bool:
    """A manager of the county or the city; nobody decides about a star of their own."""
    return covers(user, objection.award.region_id, MANAGERS) and objection.award.person.user_id != user.pk


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
