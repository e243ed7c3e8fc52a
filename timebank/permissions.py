"""Who may act on partners and vouchers."""

from __future__ import annotations

from typing import Any

from people.enums import MANAGER_ROLES
from people.scopes import covers
from timebank.enums import PartnerRole
from timebank.models import Partner, PartnerStaff


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
