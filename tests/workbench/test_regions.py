"""The region that a page of the workbench is about."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.test import RequestFactory

from workbench.regions import regions_above, requested_region
from workbench.roles import MANAGER_ROLES


def asked(user, **query):
    request = RequestFactory().get("/", query)
    request.user = user
    return request


def test_without_a_region_in_the_address_it_is_the_users_own(manager, county, worker, community):
    assert requested_region(asked(manager)) == county
    assert requested_region(asked(worker)) == community


def test_a_region_of_others_or_none_at_all_is_not_found(manager, community, county_next_door, resident):
    assert requested_region(asked(manager, region=community.pk)) == community
    for code in (county_next_door.pk, "51", "x", "\0", "999999999999"):
        with pytest.raises(Http404):
            requested_region(asked(manager, region=code))
    with pytest.raises(Http404):
        requested_region(asked(resident))


def test_only_the_roles_that_are_asked_for_count(worker):
    with pytest.raises(Http404):
        requested_region(asked(worker), MANAGER_ROLES)


def test_the_way_up_ends_where_the_users_regions_end(
    manager, city_manager, community, township, county, city
):
    assert regions_above(manager, community) == [county, township]
    assert regions_above(city_manager, community) == [city, county, township]
    assert regions_above(manager, county) == []
    assert regions_above(city_manager, community, ()) == []
