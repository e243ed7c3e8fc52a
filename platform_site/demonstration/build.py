"""The phases of setting up the demonstration: each whole or not at all, none done twice."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from common.phones import demo_phone
from common.progress import Progress
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.visit import Visit
from facilities.models import Facility
from organizations.models import SocialOrganization
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.persons.models import Person
from people.roles.models import RoleGrant
from platform_site.demonstration.census import CITY_SIZE, COUNTY_SIZE, DEMO_COUNTY, PAST_MONTHS, RESIDENTS
from platform_site.demonstration.earning import make_earning
from platform_site.demonstration.giving import is_given, make_giving
from platform_site.demonstration.history import write_history
from platform_site.demonstration.honours import make_honours
from platform_site.demonstration.logins import Login, make_logins
from platform_site.demonstration.oversight import make_oversight
from platform_site.demonstration.places import Places
from platform_site.demonstration.population import Population, make_elders, make_volunteers, make_workers
from platform_site.demonstration.registers import (
    make_facilities,
    make_organizations,
    make_projects,
    make_teams,
)
from platform_site.demonstration.requests import make_requests
from platform_site.demonstration.rewards import make_rewards
from policies.selectors import book
from regions.models import Region
from service_requests.models import ServiceRequest
from timebank.ledger.models.records import ServiceRecord
from volunteers.registration.models.team import Team
from volunteers.registration.models.volunteer import Volunteer
from workbench.roles import Role

SEED = 20230812  # The date of the city's programme.


@dataclass
class Built:
    """What was made: counts by name, seconds by phase, and the log-ins."""

    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    logins: list[Login] = field(default_factory=list)


@contextmanager
def _phase(built: Built, name: str, population: Population, label: str) -> Iterator[None]:
    began = time.perf_counter()
    with population.begin(label) as population.progress:
        yield
    built.seconds[name] = round(time.perf_counter() - began, 1)


def is_built() -> bool:
    """Whether the last phase, the log-ins, was reached."""
    return Person.objects.filter(user__phone=demo_phone(15)).exists()


def build(*, whole_city: bool, begin: Callable[[str], Progress]) -> Built:
    """Make what is missing of the demonstration. An interrupted set-up goes on where it stopped.

    `begin` is called with the name of each phase.
    """
    size: dict[str, Any] = CITY_SIZE if whole_city else COUNTY_SIZE
    counties = sorted(RESIDENTS) if whole_city else [DEMO_COUNTY]
    population = Population(
        rng=random.Random(SEED),
        today=timezone.localdate(),
        book=book(),
        places=Places(counties),
        begin=begin,
    )
    built = Built()
    if not RoleGrant.objects.filter(user__person__is_demo=True).exists():
        with _phase(built, "workers", population, _("community workers")):
            make_workers(population)
    # Serial numbers go on behind those an interrupted set-up has used; a phone names one person only.
    population.serial = 100_000
    if not Volunteer.objects.filter(person__is_demo=True).exists():
        with _phase(built, "volunteers", population, _("volunteers")):
            make_volunteers(population, size["volunteers"])
    population.serial = 1_000_000
    if not Elder.objects.filter(person__is_demo=True).exists():
        workers = dict(
            RoleGrant.objects.filter(role=Role.COMMUNITY_WORKER)
            .order_by("-pk")
            .values_list("region_id", "user_id")
        )
        _skip_numbers(population)
        with _phase(built, "elders", population, _("elders")):
            make_elders(population, size["elders"], workers)
    population.serial = 2_000_000
    _registers(population, built, size)
    if not Consent.objects.filter(purpose=ConsentPurpose.HONOUR_ROLL, person__is_demo=True).exists():
        with _phase(built, "honours", population, _("a year of evenings, and who is named for them")):
            make_honours(population)
    if not Visit.objects.exists():
        with _phase(built, "history", population, _("visits of the last months")):
            write_history(population, 1 if whole_city else PAST_MONTHS)
    if not ServiceRecord.objects.exclude(group="").exists():
        with _phase(built, "earning", population, _("group services and stars")):
            make_earning(population.today)
    with _phase(built, "logins", population, _("log-ins")):
        built.logins = make_logins(population)
    if not ServiceRequest.objects.exists():
        with _phase(built, "requests", population, _("services asked for")):
            make_requests()
    if not is_given():
        with _phase(built, "giving", population, _("families and gifts")):
            make_giving(population.today)
    with _phase(built, "points", population, _("offers for points")):
        built.logins.append(make_rewards(population))
    with _phase(built, "oversight", population, _("oversight of the time bank")):
        make_oversight(population, Region.objects.get(pk=DEMO_COUNTY.ljust(12, "0")))
    built.counts = _counts()
    return built


def _skip_numbers(population: Population) -> None:
    """Elders' ID numbers must not meet those of volunteers written by an earlier, interrupted run."""
    for birth, sex in Person.objects.filter(is_demo=True).values_list("birth_date", "sex"):
        if birth is not None:
            used = population.numbers._used
            used[birth, sex] = max(used.get((birth, sex), 0), 0) + 1


def _registers(population: Population, built: Built, size: dict[str, Any]) -> None:
    if not SocialOrganization.objects.filter(is_demo=True).exists():
        with _phase(built, "organizations", population, _("organizations")):
            make_organizations(population, size["organizations"])
    organizations = list(SocialOrganization.objects.filter(is_demo=True).order_by("pk"))
    if not Facility.objects.filter(is_demo=True).exists():
        with _phase(built, "facilities", population, _("care points")):
            make_facilities(population, size["facilities"], organizations)
    if not Team.objects.filter(is_demo=True).exists():
        volunteers = list(
            Volunteer.objects.filter(person__is_demo=True).only("state", "region").order_by("pk")
        )
        with _phase(built, "teams", population, _("teams and projects")):
            make_teams(population, size["teams"], volunteers, organizations)
            make_projects(population, organizations, 8)


def _counts() -> dict[str, int]:
    return {
        "elders": Elder.objects.count(),
        "volunteers": Volunteer.objects.count(),
        "teams": Team.objects.count(),
        "organizations": SocialOrganization.objects.count(),
        "care_points": Facility.objects.count(),
        "visits": Visit.objects.count(),
    }
