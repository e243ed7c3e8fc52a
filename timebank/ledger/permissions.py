"""Who may take service records out."""

from __future__ import annotations

from people.actors import AnyUser
from regions.models import Region
from timebank.ledger.selectors.national_record import EXPORT_ROLES
from workbench.scopes import covers


def can_export_records(user: AnyUser, region: Region) -> bool:
    """Managers and auditors, for the regions they hold the role in."""
    return covers(user, region, EXPORT_ROLES)
