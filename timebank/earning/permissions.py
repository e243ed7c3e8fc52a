from __future__ import annotations

from people.actors import AnyUser
from regions.models import Region
from timebank.earning.models import StarObjection
from workbench.roles import Role
from workbench.scopes import covers

MANAGERS = (Role.COUNTY_MANAGER, Role.CITY_MANAGER)


def can_record_late(user: AnyUser, region: Region) -> bool:
    """Whether `user` may confirm a record that is written after its time, where the rule asks for a manager."""
    return covers(user, region, MANAGERS)


def can_decide_objection(user: AnyUser, objection: StarObjection) -> bool:
    """A manager of the county or the city; nobody decides about a star of their own."""
    return covers(user, objection.award.region_id, MANAGERS) and objection.award.person.user_id != user.pk
