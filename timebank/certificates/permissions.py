from __future__ import annotations

from people.actors import AnyUser
from timebank.certificates.models import Certificate
from workbench.roles import MANAGER_ROLES, STAFF_ROLES
from workbench.scopes import covers


def can_read_certificate(user: AnyUser, certificate: Certificate) -> bool:
    """The holder, and the staff of the regions of certificate and holder."""
    person = certificate.person
    return (
        person.user_id == user.pk
        or covers(user, certificate.region_id, STAFF_ROLES)
        or covers(user, person.region_id, STAFF_ROLES)
    )


def can_revoke_certificate(user: AnyUser, certificate: Certificate) -> bool:
    """Managers of the county that issued it; a manager's own is a colleague's to judge."""
    return certificate.person.user_id != user.pk and covers(user, certificate.region_id, MANAGER_ROLES)
