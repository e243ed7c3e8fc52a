"""Who may do what with people, roles, consents and mandates."""

from __future__ import annotations

from people.actors import AnyUser
from people.logins.models import User
from people.roles.models import RoleGrant
from regions.models import Region
from workbench.roles import MANAGER_ROLES, ROLE_RANKS, Role
from workbench.scopes import covers


def can_grant(actor: AnyUser, role: Role | str, region: Region) -> bool:
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


def grantable_roles(actor: User) -> list[Role]:
    """Roles that `actor` may give somewhere, the lowest first."""
    if actor.is_superuser:
        highest = max(ROLE_RANKS.values())
    else:
        highest = max((ROLE_RANKS[role] for role in MANAGER_ROLES if role in actor.roles), default=0)
    return [role for role, rank in sorted(ROLE_RANKS.items(), key=lambda item: item[1]) if rank <= highest]


def is_above(actor: AnyUser, user: User) -> bool:
    """Whether `actor` could end all roles of a member of staff: one small role more makes nobody smaller."""
    grants = list(user.current_grants)
    return bool(grants) and not user.is_superuser and all(can_end_role(actor, grant) for grant in grants)


def can_end_role(actor: AnyUser, grant: RoleGrant) -> bool:
    """Who could give it may end it; one's own a colleague ends."""
    return actor.pk != grant.user_id and can_grant(actor, grant.role, grant.region)
