"""Where a login may look."""

from __future__ import annotations

import pytest

from people.logins.models import User
from people.roles.models import RoleGrant
from regions.models import Region
from workbench.roles import Role
from workbench.scopes import common_region, covers, in_scope, role_regions

# Scopes


@pytest.mark.django_db
def test_a_scope_is_the_region_and_everything_below(
    worker: User,
    officer: User,
    manager: User,
    community: Region,
    community_next_door: Region,
    community_far_away: Region,
) -> None:
    for user, expected in [
        (worker, {community}),
        (officer, {community, community_next_door}),
        (manager, {community, community_next_door}),
    ]:
        found = Region.objects.filter(in_scope(user, "code"), level="community")
        assert set(found) == expected
    assert covers(manager, community) and not covers(manager, community_far_away)
    assert not covers(manager, None)


@pytest.mark.django_db
def test_a_region_swallows_those_below_it(manager: User, community: Region, county: Region) -> None:
    RoleGrant.objects.create(user=manager, role=Role.COMMUNITY_WORKER, region=community)
    manager.forget_grants()
    assert role_regions(manager) == [county.pk]
    assert role_regions(manager, [Role.COMMUNITY_WORKER]) == [community.pk]


@pytest.mark.django_db
def test_the_common_region_is_the_smallest_around_all(
    worker: User,
    community: Region,
    community_next_door: Region,
    community_far_away: Region,
    township: Region,
    city: Region,
    resident: User,
) -> None:
    assert common_region(resident) is None
    assert common_region(worker) == community.pk
    RoleGrant.objects.create(user=worker, role=Role.COMMUNITY_WORKER, region=community_next_door)
    worker.forget_grants()
    assert common_region(worker) == township.pk
    RoleGrant.objects.create(user=worker, role=Role.COMMUNITY_WORKER, region=community_far_away)
    worker.forget_grants()
    assert common_region(worker) == city.pk
