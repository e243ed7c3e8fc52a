from __future__ import annotations

from people.actors import AnyUser
from people.kinship.selectors import close_to
from regions.models import Region
from timebank.earning.models import StarObjection
from workbench.roles import Role
from workbench.scopes import covers

MANAGERS = (Role.COUNTY_MANAGER, Role.CITY_MANAGER)


def can_record_late(user: AnyUser, region: Region) -> bool:
    """Whether `user` may confirm a record that is written after its time, where the rule asks for a manager."""
    return covers(user, region, MANAGERS)


def can_decide_objection(user: AnyUser, objection: StarObjection) -> bool:
    """A manager of the county or the city; nobody about a star of their own or of somebody close."""
    award = objection.award
    return (
        covers(user, award.region_id, MANAGERS)
        and award.person.user_id != user.pk
        and award.person_id not in close_to(getattr(user, "person", None))
    )
