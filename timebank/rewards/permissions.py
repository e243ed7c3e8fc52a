from __future__ import annotations

from people.actors import AnyUser
from timebank.rewards.enums import PartnerRole
from timebank.rewards.models.partners import Partner, PartnerStaff
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers


def works_for(user: AnyUser, partner: Partner) -> bool:
    """May redeem vouchers there."""
    return PartnerStaff.objects.of_user(user).filter(partner=partner).exists()


def can_manage_partner(user: AnyUser, partner: Partner) -> bool:
    """May look after its offers and its staff."""
    staff = PartnerStaff.objects.of_user(user)
    return staff.filter(partner=partner, role=PartnerRole.MANAGER).exists()


def can_review_partner(user: AnyUser, partner: Partner) -> bool:
    """Officers and managers of the region; nobody decides about a partner they work for."""
    return covers(user, partner.region_id, MANAGER_ROLES) and not works_for(user, partner)
