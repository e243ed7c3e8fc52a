"""The log-ins of the demonstration: one for each role, at telephone numbers that are easy to type."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.phones import demo_phone
from elderly_visits.register.models import Elder
from organizations.enums import OrganizationRole
from organizations.models import OrganizationMember, SocialOrganization
from people.logins.demo_second_factor import enrol_demo_totp
from people.logins.models import User
from people.logins.services import proven
from people.mandates.enums import MandateConsent
from people.mandates.models import Mandate
from people.mandates.services import latest_end
from people.persons.models import Person
from people.roles.models import RoleGrant
from platform_site.demonstration import fake_identities
from platform_site.demonstration.population import Population
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


# What each easy number is there for, by its serial.
TITLES = {
    1: _("Community worker"),
    2: _("Township officer"),
    3: _("County manager"),
    4: _("City manager"),
    5: _("Auditor"),
    6: _("Editor of the portal"),
    7: _("Approver of the portal"),
    11: _("Volunteer"),
    12: _("Team leader"),
    13: _("Organization manager"),
    14: _("Relative of an elder"),
    15: _("Resident"),
}


def easy_logins() -> list[Login]:
    """Those of them that there are in this installation, in their order. One query."""
    serials: dict[str | None, int] = {demo_phone(serial): serial for serial in TITLES}
    found = Person.objects.filter(user__phone__in=serials, user__is_superuser=False, is_demo=True)
    rows = sorted(
        (serials[person.user.phone], person) for person in found.select_related("user") if person.user
    )
    return [login_of(TITLES[serial], person, "") for serial, person in rows]


def login_of(title: Any, person: Person, start: str) -> Login:
    assert person.user is not None and person.user.phone is not None
    return Login(title, person.name, person.user.phone.removeprefix("+86"), start)


def person_at(serial: int, name: str, region_id: str) -> Person:
    """Who has this easy number already, else somebody new with a login there."""
    phone = demo_phone(serial)
    if found := Person.objects.filter(user__phone=phone).first():
        return found
    user = proven(phone=phone, name=name)
    user.save()
    return Person.objects.create(user=user, name=name, phone=phone, region_id=region_id, is_demo=True)


def _worker(population: Population, serial: int, title: Any, role: Role, region_id: str) -> Login:
    person = person_at(serial, fake_identities.name(population.rng), region_id)
    assert person.user is not None
    RoleGrant.objects.get_or_create(
        user=person.user,
        role=role,
        region_id=region_id,
        defaults={"valid_from": population.today - timedelta(days=200)},
    )
    enrol_demo_totp(person.user)
    return login_of(title, person, "/workbench/")


def _give_login(person: Person, serial: int) -> None:
    """Move a person to an easy number, with a login there."""
    user = person.user or proven(phone=None, name=person.name)
    user.phone, user.phone_verified = demo_phone(serial), True
    user.save()
    person.user, person.phone = user, user.phone
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
        _worker(population, 6, TITLES[6], Role.EDITOR, city),
        _worker(population, 7, TITLES[7], Role.APPROVER, city),
    ]
    worker = User.objects.get(phone=demo_phone(1))
    Elder.objects.filter(region_id=community).update(worker=worker)
    volunteer = Volunteer.objects.filter(person__user__phone=demo_phone(11)).first() or _volunteer(community)
    _give_login(volunteer.person, 11)
    logins.append(login_of(TITLES[11], volunteer.person, "/volunteer/"))
    team = (
        Team.objects.filter(leader__person__user__phone=demo_phone(12)).first()
        or Team.objects.filter(state="approved").exclude(leader=volunteer).first()
    )
    if team is not None and team.leader is not None:
        _give_login(team.leader.person, 12)
        logins.append(login_of(TITLES[12], team.leader.person, f"/teams/{team.pk}/"))
    organization = (
        SocialOrganization.objects.filter(members__person__user__phone=demo_phone(13)).first()
        or SocialOrganization.objects.filter(state="approved", tier="registered").order_by("pk").first()
    )
    if organization is not None:
        person = person_at(13, fake_identities.name(population.rng), organization.region_id)
        OrganizationMember.objects.get_or_create(
            organization=organization, person=person, defaults={"role": OrganizationRole.MANAGER}
        )
        logins.append(login_of(TITLES[13], person, "/organizations/mine/"))
    elders = Elder.objects.select_related("person")
    elder = (
        elders.filter(person__mandates_given__agent__user__phone=demo_phone(14)).first()
        or elders.filter(region_id=community, left_on=None).order_by("pk").first()
    )
    if elder is not None:
        relative = person_at(14, fake_identities.name(population.rng), community)
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
        logins.append(login_of(TITLES[14], relative, "/family/"))
    resident = person_at(15, fake_identities.name(population.rng), community)
    logins.append(login_of(TITLES[15], resident, "/"))
    return logins


def _community(population: Population) -> str:
    """The demo worker's community; before there is one, the busiest."""
    grant = RoleGrant.objects.filter(user__phone=demo_phone(1), role=Role.COMMUNITY_WORKER).first()
    return grant.region_id if grant is not None else _busiest_community(population)


def _busiest_community(population: Population) -> str:
    """The community with the most past visits: there every page has something to show."""
    counts = Counter(Assignment.objects.values_list("task__region_id", flat=True))
    return max(sorted(counts), key=lambda code: counts[code], default=population.places.communities[0].code)


def _volunteer(community: str) -> Volunteer:
    """A volunteer who has visited there often."""
    there = Assignment.objects.filter(task__region_id=community)
    served = Counter(there.values_list("volunteer_id", flat=True))
    busiest = max(sorted(served), key=lambda pk: served[pk], default=None)
    rows = Volunteer.objects.select_related("person__user")
    return rows.get(pk=busiest) if busiest else rows.filter(state="approved").order_by("pk")[0]
