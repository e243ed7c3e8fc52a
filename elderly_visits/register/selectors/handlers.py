"""Who answers for an elder: the worker in charge, and the levels above."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _

from elderly_visits.register.models import Elder
from people.actors import AnyUser
from people.logins.models import User
from people.roles.models import RoleGrant
from regions.codes import ancestor_codes
from workbench.roles import ROLE_RANKS, WORKER_ROLES, Role
from workbench.scopes import covers, in_scope

# Who answers next when a concern is overdue.
ESCALATION_ORDER = (Role.COMMUNITY_WORKER, Role.TOWNSHIP_OFFICER, Role.COUNTY_MANAGER, Role.CITY_MANAGER)


def _grants(region_id: str, roles: Iterable[str]) -> list[RoleGrant]:
    """Grants in force that cover a region, the nearest first, then who is longest in charge."""
    around = [*ancestor_codes(region_id), region_id]
    grants = (
        RoleGrant.objects.current()
        .filter(role__in=list(roles), region__in=around, user__is_active=True)
        .select_related("user__person")
        .order_by("pk")
    )
    return sorted(grants, key=lambda grant: -around.index(grant.region_id))


def responsible_handler(elder: Elder, level: str = Role.COMMUNITY_WORKER) -> tuple[str, User | None]:
    """The first level from `level` upwards at which somebody answers for this elder, and who."""
    worker = elder.worker
    # The file may name somebody who has since moved to other work.
    if (
        level == Role.COMMUNITY_WORKER
        and worker
        and worker.is_active
        and covers(worker, elder.region_id, WORKER_ROLES)
    ):
        return Role.COMMUNITY_WORKER, worker
    grants = _grants(elder.region_id, ESCALATION_ORDER[ESCALATION_ORDER.index(Role(level)) :])
    for role in ESCALATION_ORDER[ESCALATION_ORDER.index(Role(level)) :]:
        if user := next((grant.user for grant in grants if grant.role == role), None):
            return role, user
    return ESCALATION_ORDER[-1], None


def level_of(user: User, elder: Elder) -> Role:
    """The level of the ladder on which `user` stands for this elder; a social worker beside the community worker."""
    roles = {grant.role for grant in _grants(elder.region_id, WORKER_ROLES) if grant.user_id == user.pk}
    held = [role for role in ESCALATION_ORDER if role in roles]
    return max(held, key=lambda role: ROLE_RANKS[role], default=Role.COMMUNITY_WORKER)


def colleagues(elder: Elder) -> list[tuple[User, str]]:
    """Everybody who works for this elder, the nearest first, each with their role there."""
    found: dict[int, tuple[User, str]] = {}
    for grant in _grants(elder.region_id, WORKER_ROLES):
        found.setdefault(grant.user_id, (grant.user, str(Role(grant.role).label)))
    return list(found.values())


class Handler(NamedTuple):
    """Somebody who could look after elders, with what tells them from others of the name."""

    user: User
    role: str
    place: str
    elders: int

    @property
    def label(self) -> str:
        words = {"name": self.user.display_name, "role": self.role, "place": self.place, "count": self.elders}
        return _("%(name)s · %(role)s, %(place)s · in charge of %(count)d") % words


def handlers_of(regions: Iterable[str], *, within: AnyUser) -> list[Handler]:
    """Workers who look after at least one of these regions, community workers first; with how many elders `within`'s
    area each has now. Two queries."""
    around = {code for region in regions for code in (*ancestor_codes(region), region)}
    grants = (
        RoleGrant.objects.current()
        .filter(role__in=WORKER_ROLES, region__in=around, user__is_active=True)
        .select_related("user__person", "region")
        .order_by("pk")
    )
    nearest = sorted(grants, key=lambda grant: (ROLE_RANKS[Role(grant.role)], grant.region_id))
    by_user = {grant.user_id: grant for grant in reversed(nearest)}
    having = (
        Elder.objects.filter(in_scope(within), left_on=None, worker__in=list(by_user))
        .order_by()
        .values_list("worker")
        .annotate(number=Count("pk"))
    )
    numbers = dict(having)
    return [
        Handler(grant.user, grant.get_role_display(), grant.region.short_name, numbers.get(grant.user_id, 0))
        for grant in nearest
        if by_user[grant.user_id] is grant
    ]
