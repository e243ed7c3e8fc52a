"""The log-ins of the demonstration: one for each role, at telephone numbers that are easy to type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.phones import demo_phone
from elderly_visits.register.models import Elder
from organizations.models import SocialOrganization
from people.logins.models import User
from people.mandates.enums import MandateConsent
from people.mandates.models import Mandate
from people.mandates.services import latest_end
from people.persons.models import Person
from people.roles.models import RoleGrant
from platform_site.demonstration import fake_identities
from platform_site.demonstration.population import Population
from platform_site.demonstration.registers import add_manager
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.models.assignment import Assignment
from workbench.roles import Role


@dataclass(frozen=True)
class Login:
    """One log-in as it is printed: what for, who, telephone, and where to begin."""

    title: Any
    name: str
    phone: str
    start: str
    second_factor: bool


# What each easy number is there for, by its serial.
TITLES = {
    1: _("Community worker"),
    2: _("Township officer"),
    3: _("County manager"),
    4: _("City manager"),
    5: _("Auditor"),
    11: _("Volunteer"),
    12: _("Team leader"),
    13: _("Organization manager"),
    14: _("Relative of an elder"),
    15: _("Resident"),
}


def easy_logins() -> list[Login]:
    """Those of them that there are in this installation, in their order. One query; staff have a second factor."""
    serials: dict[str | None, int] = {demo_phone(serial): serial for serial in TITLES}
    found = User.objects.filter(phone__in=serials, is_superuser=False, person__is_demo=True)
    rows = sorted((serials[user.phone], user) for user in found.only("phone", "last_name", "first_name"))
    return [
        Login(TITLES[serial], user.display_name, local(demo_phone(serial)), "", serial <= 5)
        for serial, user in rows
    ]


def local(phone: str) -> str:
    return phone.removeprefix("+86")


def _worker(population: Population, serial: int, title: Any, role: Role, region_id: str) -> Login:
    phone = demo_phone(serial)
    user, created = User.objects.get_or_create(phone=phone, defaults={"phone_verified": True})
    if created:
        user.last_name = fake_identities.name(population.rng)
        user.set_unusable_password()
        user.save()
        Person.objects.create(user=user, name=user.last_name, phone=phone, region_id=region_id, is_demo=True)
    RoleGrant.objects.get_or_create(
        user=user,
        role=role,
        region_id=region_id,
        defaults={"valid_from": population.today - timedelta(days=200)},
    )
    _second_factor(user)
    return Login(title, user.display_name, local(phone), "/workbench/", second_factor=True)


def _second_factor(user: User) -> None:
    from people.logins.demo_second_factor import enrol_demo_totp

    enrol_demo_totp(user)


def _give_login(person: Person, serial: int) -> None:
    """Move a person to an easy number, with a login there."""
    phone = demo_phone(serial)
    user = person.user
    if user is None:
        user = User(last_name=person.name)
        user.set_unusable_password()
    user.phone, user.phone_verified = phone, True
    user.save()
    person.user, person.phone = user, phone
    person.save()


@transaction.atomic
def make_logins(population: Population) -> list[Login]:
    """Log-ins for each role around one community, so that what one does the next one sees.

    Whoever has got an easy number keeps it: making them again finds the same people.
    """
    community = _community(population)
    township, county = community[:9] + "000", community[:6] + "000000"
    city = community[:4] + "00000000"
    logins = [
        _worker(population, 1, TITLES[1], Role.COMMUNITY_WORKER, community),
        _worker(population, 2, TITLES[2], Role.TOWNSHIP_OFFICER, township),
        _worker(population, 3, TITLES[3], Role.COUNTY_MANAGER, county),
        _worker(population, 4, TITLES[4], Role.CITY_MANAGER, city),
        _worker(population, 5, TITLES[5], Role.AUDITOR, city),
    ]
    worker = User.objects.get(phone=demo_phone(1))
    Elder.objects.filter(region_id=community).update(worker=worker)
    volunteer = Volunteer.objects.filter(person=_holder(11)).first() or _volunteer(community)
    _give_login(volunteer.person, 11)
    logins.append(Login(TITLES[11], volunteer.person.name, local(demo_phone(11)), "/volunteer/", False))
    leader = (
        Team.objects.filter(leader__person=_holder(12)).first()
        or Team.objects.filter(state="approved").exclude(leader=volunteer).first()
    )
    if leader is not None and leader.leader is not None:
        _give_login(leader.leader.person, 12)
        logins.append(
            Login(
                TITLES[12],
                leader.leader.person.name,
                local(demo_phone(12)),
                f"/teams/{leader.pk}/",
                False,
            )
        )
    organization = (
        SocialOrganization.objects.filter(state="approved", tier="registered").order_by("pk").first()
    )
    organization = SocialOrganization.objects.filter(members__person=_holder(13)).first() or organization
    if organization is not None:
        person = _plain(population, 13, organization.region_id)
        add_manager(organization, person.pk)
        logins.append(
            Login(
                TITLES[13],
                person.name,
                local(demo_phone(13)),
                "/organizations/mine/",
                False,
            )
        )
    elder = (
        Elder.objects.filter(region_id=community, left_on=None)
        .select_related("person")
        .order_by("pk")
        .first()
    )
    elder = Elder.objects.filter(person__mandates_given__agent=_holder(14)).first() or elder
    if elder is not None:
        relative = _plain(population, 14, community)
        Mandate.objects.get_or_create(
            principal=elder.person,
            agent=relative,
            defaults={
                "relation": "女儿",
                "may_ask": True,
                "how": MandateConsent.IN_PERSON,
                "valid_until": latest_end(elder.person),
            },
        )
        logins.append(Login(TITLES[14], relative.name, local(demo_phone(14)), "/family/", False))
    resident = _plain(population, 15, community)
    logins.append(Login(TITLES[15], resident.name, local(demo_phone(15)), "/", False))
    return logins


def _plain(population: Population, serial: int, region_id: str) -> Person:
    phone = demo_phone(serial)
    if found := Person.objects.filter(user__phone=phone).first():
        return found
    user = User(phone=phone, phone_verified=True, last_name=fake_identities.name(population.rng))
    user.set_unusable_password()
    user.save()
    return Person.objects.create(
        user=user, name=user.last_name, phone=phone, region_id=region_id, is_demo=True
    )


def _holder(serial: int) -> int:
    """Key of the person who has this easy number already; 0, which is nobody's, as long as nobody has."""
    holder = Person.objects.filter(user__phone=demo_phone(serial)).values_list("pk", flat=True).first()
    return holder or 0


def _community(population: Population) -> str:
    """The demo worker's community; before there is one, the busiest."""
    grant = RoleGrant.objects.filter(user__phone=demo_phone(1), role=Role.COMMUNITY_WORKER).first()
    return grant.region_id if grant is not None else _busiest_community(population)


def _busiest_community(population: Population) -> str:
    """The community with the most past visits: there every page has something to show."""
    counts: dict[str, int] = {}
    for code in Assignment.objects.values_list("task__region_id", flat=True):
        counts[code] = counts.get(code, 0) + 1
    return max(sorted(counts), key=lambda code: counts[code], default=population.places.communities[0].code)


def _volunteer(community: str) -> Volunteer:
    """A volunteer who has visited there often."""
    served: dict[int, int] = {}
    for pk in Assignment.objects.filter(task__region_id=community).values_list("volunteer_id", flat=True):
        served[pk] = served.get(pk, 0) + 1
    busiest = max(sorted(served), key=lambda pk: served[pk], default=None)
    rows = Volunteer.objects.select_related("person__user")
    return rows.get(pk=busiest) if busiest else rows.filter(state="approved").order_by("pk")[0]
