"""Who may do what with people, roles, consents and mandates."""

from __future__ import annotations

from typing import Any

from people.enums import MANAGER_ROLES, ROLE_RANKS, WORKER_ROLES, Role
from people.models import Consent, Kinship, Mandate, Person, RoleGrant
from people.scopes import covers
from regions.models import Region


def can_grant(actor: Any, role: Role | str, region: Region) -> bool:
    """Managers give roles up to their own rank within their own regions; nobody reaches above themself.

    A superuser (who looks after the installation and sees no files) may give any: somebody must give the first.
    """
    if not (actor.is_authenticated and actor.is_active):
        return False
    if actor.is_superuser:
        return True
    wanted = ROLE_RANKS[Role(role)]
    high_enough = [own for own in MANAGER_ROLES if ROLE_RANKS[own] >= wanted]
    return covers(actor, region, high_enough)


def grantable_roles(actor: Any) -> list[Role]:
    """Roles that `actor` may give somewhere, the lowest first."""
    if actor.is_superuser:
        highest = max(ROLE_RANKS.values())
    else:
        highest = max((ROLE_RANKS[role] for role in MANAGER_ROLES if role in actor.roles), default=0)
    return [role for role, rank in sorted(ROLE_RANKS.items(), key=lambda item: item[1]) if rank <= highest]


def can_end_role(actor: Any, grant: RoleGrant) -> bool:
    """Who could give it may end it; one's own a colleague ends."""
    return actor.pk != grant.user_id and can_grant(actor, grant.role, grant.region)


def can_change_person(user: Any, person: Person) -> bool:
    """Workers change the files of their regions; their own file at the portal like everybody."""
    return covers(user, person.region_id, WORKER_ROLES)


def can_withdraw_consent(user: Any, consent: Consent) -> bool:
    """The person themself, or a worker to whom they said it."""
    return consent.person.user_id == user.pk or covers(user, consent.person.region_id, WORKER_ROLES)


def can_revoke_mandate(user: Any, mandate: Mandate) -> bool:
    """Both sides of a mandate, and a worker of the region of the one it is for."""
    return user.pk in (mandate.principal.user_id, mandate.agent.user_id) or covers(
        user, mandate.principal.region_id, WORKER_ROLES
    )


def can_decide_kinship(user: Any, kinship: Kinship) -> bool:
    """Workers of either side's region; for their own family a colleague."""
    sides = [side for side in (kinship.person, kinship.relative) if side is not None]
    if any(side.user_id == user.pk for side in sides):
        return False
    return any(covers(user, side.region_id, WORKER_ROLES) for side in sides)
