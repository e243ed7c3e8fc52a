"""The invented county: it says that it is invented, its books balance, and setting it up again changes nothing."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from common.phones import DEMO_PREFIX, normalise_phone
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from facilities.models import Facility
from organizations.uscc import normalise_uscc
from people.logins.models import User
from people.persons.id_numbers import birth_date, normalise_id_number
from people.persons.models import Person
from people.roles.models import RoleGrant
from platform_site.demonstration import fake_identities
from service_requests.models import ServiceRequest
from timebank.oversight.selectors.ledger_verification import verify
from visit_planning.plan.models.plan import VisitPlan
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from workbench.roles import Role


def test_a_county_at_work_is_set_up_once(set_up):
    first = set_up()
    assert (first["counts"]["elders"], first["counts"]["volunteers"]) == (40, 30)
    assert first["plan"]["visits"] == first["plan"]["matched"] + first["plan"]["unmatched"]
    counts = [
        model.objects.count()
        for model in (Person, Volunteer, Elder, Visit, Task, Assignment, VisitPlan, User)
    ]
    again = set_up()
    assert first["plan"].items() <= again["plan"].items()
    assert counts == [
        model.objects.count()
        for model in (Person, Volunteer, Elder, Visit, Task, Assignment, VisitPlan, User)
    ]


def test_a_service_asked_for_stands_at_each_stage_that_the_coins_allow(set_up):
    set_up()
    states = set(ServiceRequest.objects.values_list("state", flat=True))
    assert "review" in states
    count = ServiceRequest.objects.count()
    set_up()
    assert ServiceRequest.objects.count() == count
    assert verify().ok


def test_everybody_in_it_is_invented_and_every_coin_has_a_service_behind_it(set_up):
    set_up()
    assert not Person.objects.filter(is_demo=False).exists()
    assert not Facility.objects.filter(is_demo=False).exists()
    assert all(person.phone.startswith(DEMO_PREFIX) for person in Person.objects.all())
    for person in Person.objects.exclude(id_number_index=None):
        assert normalise_id_number(person.id_number).startswith(fake_identities.TEST_AREA)
        assert birth_date(person.id_number) == person.birth_date
    assert VisitReport.objects.counting().exists()
    assert verify().ok


def test_there_is_a_log_in_for_each_role_and_staff_have_their_second_factor(set_up):
    logins = set_up()["logins"]
    assert len({login["phone"] for login in logins}) == len(logins) >= 9
    roles = set(
        RoleGrant.objects.filter(
            user__phone__in=[normalise_phone(login["phone"]) for login in logins]
        ).values_list("role", flat=True)
    )
    assert roles == {
        Role.COMMUNITY_WORKER,
        Role.TOWNSHIP_OFFICER,
        Role.COUNTY_MANAGER,
        Role.CITY_MANAGER,
        Role.AUDITOR,
        Role.EDITOR,
        Role.APPROVER,
    }
    for grant in RoleGrant.objects.filter(
        user__phone__in=[normalise_phone(login["phone"]) for login in logins]
    ):
        assert grant.user.authenticator_set.filter(type="totp").exists()


def test_an_empty_installation_has_one_administrator_and_no_demo_people(settings, city):
    settings.DEMO_CLAIM = False
    out = StringIO()
    call_command("setup_city", "--empty", "--json", stdout=out, stderr=StringIO())
    call_command("setup_city", "--empty", "--json", stdout=StringIO(), stderr=StringIO())
    admin = User.objects.get(is_superuser=True)
    assert admin.roles == {Role.CITY_MANAGER}
    assert not Person.objects.filter(is_demo=True).exists()


def test_demo_people_never_enter_a_real_installation(settings, city):
    settings.DEMO_CLAIM = False
    with pytest.raises(CommandError) as refused:
        call_command("setup_city", "--json", stdout=StringIO(), stderr=StringIO())
    assert refused.value.returncode == 2


@pytest.mark.parametrize("serial", [1, 77, 9_999_999])
def test_invented_codes_pass_the_checks_of_real_ones(serial):
    assert normalise_uscc(fake_identities.uscc(serial)) == fake_identities.uscc(serial)
    number = fake_identities.id_number(date(1950, 2, 28), "F", serial)
    assert normalise_id_number(number) == number


def test_teams_served_as_one_and_a_star_on_notice_has_been_objected_to(set_up):
    from timebank.earning.models import StarAward, StarObjection
    from timebank.ledger.models.records import ServiceRecord

    for _twice in range(2):
        set_up()
        assert ServiceRecord.objects.exclude(group="").exists()
        assert StarAward.objects.on_notice().filter(level=3, contested=True).count() == 1
        assert StarObjection.objects.count() == 1
    assert verify().ok
