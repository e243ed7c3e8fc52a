"""Who may give and end which role where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from people.access_log.models import AccessLog
from people.deaths.services import record_death
from people.logins.models import User
from people.logins.services import staff_login
from people.persons.models import Person
from people.phone_changes.permissions import can_ask_phone_change
from people.roles.models import RoleGrant
from people.roles.services import end_role, grant_role, reset_second_factor
from regions.models import Region
from workbench.access_recording import AccessAction
from workbench.roles import Role
from workbench.scopes import covers, role_regions

LogIn = Callable[[User], Client]


def place(request: Any, name: str) -> Region:
    return request.getfixturevalue(name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("actor", "role", "region", "may"),
    [
        ("worker", Role.COMMUNITY_WORKER, "community", False),
        ("auditor", Role.COMMUNITY_WORKER, "community", False),
        ("resident", Role.COMMUNITY_WORKER, "community", False),
        ("officer", Role.COMMUNITY_WORKER, "community", True),
        ("officer", Role.TOWNSHIP_OFFICER, "township", True),
        ("officer", Role.COMMUNITY_WORKER, "community_far_away", False),
        ("officer", Role.COUNTY_MANAGER, "county", False),
        ("manager", Role.COMMUNITY_WORKER, "community", True),
        ("manager", Role.TOWNSHIP_OFFICER, "township", True),
        ("manager", Role.COUNTY_MANAGER, "county", True),
        ("manager", Role.COUNTY_MANAGER, "county_next_door", False),
        ("manager", Role.CITY_MANAGER, "city", False),
        ("manager", Role.AUDITOR, "county", False),
        ("manager_next_door", Role.COMMUNITY_WORKER, "community", False),
        ("city_manager", Role.COUNTY_MANAGER, "county_next_door", True),
        ("city_manager", Role.CITY_MANAGER, "city", True),
        ("city_manager", Role.AUDITOR, "county", True),
    ],
)
def test_nobody_gives_a_role_above_themselves_or_outside_their_region(
    request: Any, make_user: Callable[..., User], actor: str, role: Role, region: str, may: bool
) -> None:
    giver, newcomer = request.getfixturevalue(actor), make_user("新人")
    where = place(request, region)
    if may:
        grant = grant_role(actor=giver, user=newcomer, role=role, region=where)
        assert grant.granted_by == giver
        assert newcomer.roles == {role}
        assert newcomer.is_worker
    else:
        with pytest.raises(PermissionDenied):
            grant_role(actor=giver, user=newcomer, role=role, region=where)
        assert not newcomer.is_worker


@pytest.mark.django_db
def test_nobody_gives_a_role_to_themselves(manager: User, community: Region) -> None:
    with pytest.raises(ValidationError):
        grant_role(actor=manager, user=manager, role=Role.COMMUNITY_WORKER, region=community)


@pytest.mark.django_db
def test_a_role_belongs_to_its_level(
    city_manager: User, resident: User, city: Region, community: Region
) -> None:
    for role, region in [
        (Role.COMMUNITY_WORKER, city),
        (Role.COUNTY_MANAGER, community),
        (Role.CITY_MANAGER, community),
    ]:
        with pytest.raises(ValidationError) as refusal:
            grant_role(actor=city_manager, user=resident, role=role, region=region)
        assert "region" in refusal.value.message_dict


@pytest.mark.django_db
def test_giving_the_same_role_twice_is_giving_it_once(
    manager: User, resident: User, community: Region
) -> None:
    first = grant_role(actor=manager, user=resident, role=Role.COMMUNITY_WORKER, region=community)
    again = grant_role(actor=manager, user=resident, role=Role.COMMUNITY_WORKER, region=community)
    assert first == again
    with pytest.raises(ValidationError):
        grant_role(
            actor=manager,
            user=resident,
            role=Role.COMMUNITY_WORKER,
            region=community,
            valid_until=timezone.localdate() + timedelta(days=30),
        )


@pytest.mark.django_db
def test_a_role_ends_at_once_and_can_be_given_again_the_same_day(
    manager: User, resident: User, community: Region
) -> None:
    grant = grant_role(actor=manager, user=resident, role=Role.COMMUNITY_WORKER, region=community)
    end_role(actor=manager, grant=grant)
    end_role(actor=manager, grant=grant)
    resident.forget_grants()
    assert not resident.is_worker
    grant.refresh_from_db()
    assert grant.ended_by == manager
    grant_role(actor=manager, user=resident, role=Role.COMMUNITY_WORKER, region=community)
    assert resident.is_worker


@pytest.mark.django_db
def test_who_may_not_give_a_role_may_not_end_it(
    worker: User, worker_next_door: User, manager_next_door: User, officer: User
) -> None:
    grant = worker.role_grants.get()
    for actor in (worker, worker_next_door, manager_next_door):
        with pytest.raises(PermissionDenied):
            end_role(actor=actor, grant=grant)
    own = officer.role_grants.get()
    with pytest.raises(PermissionDenied):
        end_role(actor=officer, grant=own)
    end_role(actor=officer, grant=grant)


@pytest.mark.django_db
def test_a_role_counts_from_its_first_day_to_its_last(
    resident: User, city_manager: User, community: Region
) -> None:
    grant_role(
        actor=city_manager,
        user=resident,
        role=Role.COMMUNITY_WORKER,
        region=community,
        valid_from=date(2030, 5, 1),
        valid_until=date(2030, 5, 31),
    )
    for day, counts in [
        (date(2030, 4, 30), False),
        (date(2030, 5, 1), True),
        (date(2030, 5, 31), True),
        (date(2030, 6, 1), False),
    ]:
        with time_machine.travel(f"{day}T12:00+08:00"):
            resident.forget_grants()
            assert resident.is_worker is counts


@pytest.mark.django_db
def test_a_role_that_ends_before_it_begins_is_refused(
    city_manager: User, resident: User, community: Region
) -> None:
    with pytest.raises(ValidationError):
        grant_role(
            actor=city_manager,
            user=resident,
            role=Role.COMMUNITY_WORKER,
            region=community,
            valid_from=date(2030, 5, 2),
            valid_until=date(2030, 5, 1),
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            user=resident,
            role=Role.COMMUNITY_WORKER,
            region=community,
            valid_from=date(2030, 5, 2),
            valid_until=date(2030, 5, 1),
        )


@pytest.mark.django_db
def test_who_is_switched_off_holds_no_role(worker: User, community: Region) -> None:
    worker.is_active = False
    assert not worker.is_worker
    assert role_regions(worker) == []
    assert not covers(worker, community)


# In the workbench


@pytest.mark.django_db
def test_a_manager_gives_a_role_to_somebody_new_who_then_just_logs_in(
    log_in: LogIn, manager: User, community: Region
) -> None:
    add = reverse("people_rolegrant:add")
    client = log_in(manager)
    data = {"name": "陈新", "phone": "138 0013 8000", "role": Role.COMMUNITY_WORKER, "region": community.pk}
    assert client.get(add).status_code == 200
    assert client.post(add, data).status_code == 302
    grant = RoleGrant.objects.get(granted_by=manager)
    assert (grant.user.phone, grant.user.display_name, grant.user.phone_verified) == (
        "+8613800138000",
        "陈新",
        False,
    )
    assert Person.objects.get(user=grant.user).name == "陈新"
    page = client.get(reverse("people_rolegrant:index")).content.decode()
    assert "陈新" in page
    # A grant is ended, never edited.
    assert "/workbench/people/rolegrant/edit/" not in page
    with pytest.raises(NoReverseMatch):
        reverse("people_rolegrant:edit", args=[grant.pk])


@pytest.mark.django_db
def test_the_form_offers_and_takes_only_what_the_manager_may_give(
    log_in: LogIn, officer: User, community: Region, community_far_away: Region, county: Region
) -> None:
    add = reverse("people_rolegrant:add")
    client = log_in(officer)
    offered = [value for value, _label in client.get(add).context["form"].fields["role"].choices]
    assert offered == [Role.COMMUNITY_WORKER, Role.SOCIAL_WORKER, Role.TOWNSHIP_OFFICER]
    data = {"name": "陈新", "phone": "13800138000"}
    for role, region in [(Role.COMMUNITY_WORKER, community_far_away), (Role.COUNTY_MANAGER, county)]:
        refused = client.post(add, data | {"role": role, "region": region.pk})
        assert refused.status_code == 200
        assert refused.context["form"].errors
    assert not User.objects.filter(phone="+8613800138000").exists()


@pytest.mark.django_db
def test_a_role_is_not_given_to_a_number_that_belongs_to_another_name(
    log_in: LogIn, manager: User, resident: User, community: Region
) -> None:
    data = {"name": "陈新", "phone": resident.phone, "role": Role.COMMUNITY_WORKER, "region": community.pk}
    refused = log_in(manager).post(reverse("people_rolegrant:add"), data)
    assert refused.context["form"].errors["phone"]
    assert not RoleGrant.objects.filter(user=resident).exists()


@pytest.mark.django_db
def test_workers_neither_see_nor_give_roles(log_in: LogIn, worker: User) -> None:
    client = log_in(worker)
    for view in ("index", "add"):
        assert client.get(reverse(f"people_rolegrant:{view}")).status_code == 403


@pytest.mark.django_db
def test_a_role_is_ended_in_the_workbench_by_who_may(
    log_in: LogIn, worker: User, manager: User, manager_next_door: User, auditor: User
) -> None:
    grant = worker.role_grants.get()
    address = reverse("people_workbench:end_role", args=[grant.pk])
    assert log_in(manager_next_door).post(address).status_code == 404
    assert log_in(auditor).post(address).status_code == 403
    client = log_in(manager)
    assert client.get(reverse("people_rolegrant:inspect", args=[grant.pk])).context["may_end"]
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    grant.refresh_from_db()
    assert grant.ended_by == manager


@pytest.mark.django_db
def test_a_lost_second_factor_is_reset_by_a_manager_and_on_record(
    log_in: LogIn, worker: User, manager: User, manager_next_door: User
) -> None:
    inside = log_in(worker)
    assert inside.get("/workbench/").status_code == 200
    address = reverse("people_workbench:reset_second_factor", args=[worker.role_grants.get().pk])
    assert log_in(manager_next_door).post(address).status_code == 404
    with pytest.raises(PermissionDenied):
        reset_second_factor(actor=manager_next_door, user=worker)
    client = log_in(manager)
    assert client.get(address).status_code == 200
    client.post(address)
    assert not Authenticator.objects.filter(user=worker).exists()
    assert inside.get("/workbench/").status_code == 302
    assert AccessLog.objects.get(action=AccessAction.CHANGE, subject=worker.person).actor == manager


@pytest.mark.django_db
def test_a_small_role_more_makes_nobody_smaller(officer: User, city_manager: User, community: Region) -> None:
    grant_role(user=city_manager, role=Role.COMMUNITY_WORKER, region=community, actor=officer)
    with pytest.raises(PermissionDenied):
        reset_second_factor(actor=officer, user=city_manager)
    assert not can_ask_phone_change(officer, city_manager.person)
    with pytest.raises(ValidationError):
        record_death(person=city_manager.person, on=timezone.localdate(), actor=officer)
    city_manager.refresh_from_db()
    assert city_manager.is_active


@pytest.mark.django_db
def test_a_role_given_to_a_number_opens_no_file_that_a_worker_put_the_number_into(community: Region) -> None:
    elder = Person.objects.create(name="老人甲", phone="+8610012345678", region=community)
    login = staff_login(phone="10012345678", name="老人甲")
    elder.refresh_from_db()
    assert elder.user is None and login.person != elder
