"""Workers, volunteers and elders of the demonstration, written in bulk."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from common.encryption import blind_index
from common.phones import demo_phone
from common.progress import Progress
from elderly_visits.register.enums import STORED_FLAGS, Assistance
from elderly_visits.register.models import Elder, EmergencyContact
from elderly_visits.register.services.tiers import tier_of
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.models import Consent
from people.logins.models import User
from people.logins.services import proven
from people.persons.enums import Sex
from people.persons.models import Dialect, Person
from people.roles.models import RoleGrant
from platform_site.demonstration import fake_identities
from platform_site.demonstration.census import SHARE_60, SHARE_65, SHARE_80
from platform_site.demonstration.places import Community, Places, address, home
from policies.selectors import PolicyBook
from regions.models import LocationQuality
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Skill, Volunteer, VolunteerSkill
from volunteers.slots import ALL_SLOTS, parse_slots
from workbench.roles import Role

BATCH = 1_000
_DIALECTS = (("putonghua", "普通话"), ("dazhou", "达州话"), ("xuanhan", "宣汉话"), ("shouyu", "手语"))
_SKILLS = (
    ("first_aid", "急救", True),
    ("nursing", "护理", True),
    ("counselling", "心理疏导", True),
    ("haircut", "理发", False),
    ("cooking", "做饭", False),
    ("repair", "水电维修", False),
    ("phone_help", "教用手机", False),
    ("reading", "读书读报", False),
)
_FREE = (
    "sat-am;sat-pm;sun-am;sun-pm",
    "mon-am;tue-am;wed-am;thu-am;fri-am",
    "mon-pm;wed-pm;fri-pm;sat-pm",
    "mon-eve;tue-eve;wed-eve;thu-eve;fri-eve;sat-am",
    "",
)


@dataclass
class Population:
    """What the phases of the generator hand on to one another."""

    rng: random.Random
    today: date
    book: PolicyBook
    places: Places
    serial: int = 1_000
    numbers: fake_identities.IDNumbers = field(default_factory=fake_identities.IDNumbers)
    # Begins a phase of that name.
    begin: Callable[[str], Progress] = Progress
    # How far the present phase has come.
    progress: Progress = field(default_factory=lambda: Progress("", quiet=True))

    def next_phone(self) -> str:
        self.serial += 1
        return demo_phone(self.serial)

    def person(self, community: Community, ages: tuple[int, int], sex: str | None = None) -> Person:
        sex = sex or self.rng.choice((Sex.MALE, Sex.FEMALE))
        number, birth = self.numbers.take(self.rng, self.today, ages, sex)
        return Person(
            name=fake_identities.name(self.rng),
            sex=sex,
            birth_date=birth,
            id_number=number,
            id_number_index=blind_index(number),
            phone=self.next_phone(),
            region_id=community.code,
            is_demo=True,
        )


def vocabulary() -> tuple[dict[str, Dialect], dict[str, Skill]]:
    """The words that skills and dialects are written with. Found again when there already."""
    dialects = {
        code: Dialect.objects.get_or_create(code=code, defaults={"name": name})[0] for code, name in _DIALECTS
    }
    skills = {
        code: Skill.objects.get_or_create(code=code, defaults={"name": name, "needs_qualification": needs})[0]
        for code, name, needs in _SKILLS
    }
    return dialects, skills


@transaction.atomic
def make_workers(population: Population) -> None:
    """A community worker for each community, an officer for each township, a manager for each county: each a login."""
    users: list[User] = []
    people: list[Person] = []
    grants: list[RoleGrant] = []
    townships = sorted({community.code[:9] + "000" for community in population.places.communities})
    counties = sorted({community.county for community in population.places.communities})
    posts = [
        *((Role.COMMUNITY_WORKER, community.code) for community in population.places.communities),
        *((Role.TOWNSHIP_OFFICER, code) for code in townships),
        *((Role.COUNTY_MANAGER, code) for code in counties),
    ]
    for role, code in posts:
        name, phone = fake_identities.name(population.rng), population.next_phone()
        user = proven(phone=phone, name=name)
        users.append(user)
        people.append(Person(user=user, name=name, phone=phone, region_id=code, is_demo=True))
        grants.append(
            RoleGrant(user=user, role=role, region_id=code, valid_from=population.today - timedelta(days=200))
        )
    User.objects.bulk_create(users, batch_size=BATCH)
    Person.objects.bulk_create(people, batch_size=BATCH)
    RoleGrant.objects.bulk_create(grants, batch_size=BATCH)


@transaction.atomic
def make_volunteers(population: Population, count: int) -> None:
    """Approved volunteers, and a few who wait for review."""
    rng = population.rng
    dialects, skills = vocabulary()
    people: list[Person] = []
    volunteers: list[Volunteer] = []
    population.progress.expect(count)
    for number in range(count):
        community = population.places.draw_volunteers_home(rng)
        person = population.person(community, (18, 72), sex=Sex.FEMALE if rng.random() < 0.58 else Sex.MALE)
        point = home(community, rng)
        people.append(person)
        volunteers.append(
            Volunteer(
                person=person,
                region_id=community.code,
                lat=point.lat,
                lon=point.lon,
                location_quality=LocationQuality.EXACT,
                state=VolunteerState.PENDING if number % 150 == 7 else VolunteerState.APPROVED,
                max_distance_m=rng.choice(
                    (1_500, 3_000, 3_000, 5_000) if community.dense else (3_000, 5_000, 8_000)
                ),
                monthly_cap_minutes=rng.choice((40, 80, 120, 160, 240)),
                availability=parse_slots(rng.choice(_FREE)) or ALL_SLOTS,
                insured_until=population.today + timedelta(days=rng.randint(20, 360))
                if rng.random() < 0.7
                else None,
                registered_on=population.today - timedelta(days=rng.randint(100, 900)),
            )
        )
    write_people(people, population)
    Volunteer.objects.bulk_create(volunteers, batch_size=BATCH)
    speaks = Person.dialects.through
    spoken = [
        speaks(person_id=person.pk, dialect_id=dialect.pk)
        for person in people
        for dialect, share in (
            (dialects["putonghua"], 0.9),
            (dialects["dazhou"], 0.85),
            (dialects["xuanhan"], 0.1),
            (dialects["shouyu"], 0.01),
        )
        if rng.random() < share
    ]
    speaks.objects.bulk_create(spoken, batch_size=5 * BATCH)
    holdings = [
        VolunteerSkill(
            volunteer=volunteer,
            skill=skill,
            certificate_number=f"演示{rng.randint(10_000, 99_999)}" if skill.needs_qualification else "",
            valid_until=population.today + timedelta(days=rng.randint(30, 900))
            if skill.needs_qualification
            else None,
        )
        for volunteer in volunteers
        for skill in rng.sample(list(skills.values()), rng.choice((0, 0, 1, 1, 2, 3)))
    ]
    VolunteerSkill.objects.bulk_create(holdings, batch_size=5 * BATCH)


def write_people(people: Sequence[Person], population: Population) -> None:
    for start in range(0, len(people), BATCH):
        part = people[start : start + BATCH]
        Person.objects.bulk_create(part)
        population.progress.add(len(part))


def _age(rng: random.Random) -> tuple[int, int]:
    """An age band of somebody of 60 or more: census shares, shifted towards the old, who more often need visits."""
    young, middle, old = SHARE_60 - SHARE_65, SHARE_65 - SHARE_80, SHARE_80
    return rng.choices(((60, 64), (65, 79), (80, 97)), weights=(young * 0.4, middle, old * 2.2))[0]


def _flags(rng: random.Random, age: int) -> set[str]:
    found = {
        flag
        for flag, share in (
            ("living_alone", 0.34),
            ("empty_nest", 0.24),
            ("left_behind", 0.18),
            ("disabled", 0.06 + 0.10 * (age >= 80)),
            ("severely_handicapped", 0.06),
            ("family_planning_special", 0.03),
            ("dementia", 0.01 + 0.06 * (age >= 80)),
        )
        if rng.random() < share
    }
    if "living_alone" in found:
        found.discard("empty_nest")
    return found if found or age >= 80 else {"living_alone"}


@dataclass
class _Written:
    """Elders about to be written, with what belongs to them."""

    people: list[Person] = field(default_factory=list)
    elders: list[Elder] = field(default_factory=list)
    contacts: list[EmergencyContact] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    spoken: list[tuple[Person, Dialect]] = field(default_factory=list)

    def write(self, population: Population) -> None:
        write_people(self.people, population)
        speaks = Person.dialects.through
        speaks.objects.bulk_create(
            [speaks(person_id=person.pk, dialect_id=dialect.pk) for person, dialect in self.spoken]
        )
        Elder.objects.bulk_create(self.elders, batch_size=BATCH)
        EmergencyContact.objects.bulk_create(self.contacts)
        Consent.objects.bulk_create(self.consents)


@transaction.atomic
def make_elders(population: Population, count: int, workers: dict[str, int]) -> None:
    """Elders with flags, contacts and consents; `workers` is the worker's login by community code."""
    dialects, _skills = vocabulary()
    population.progress.expect(count)
    for start in range(0, count, 5 * BATCH):
        piece = _Written()
        for _number in range(start, min(start + 5 * BATCH, count)):
            _add_elder(piece, population, dialects, workers)
        piece.write(population)


def _add_elder(
    piece: _Written, population: Population, dialects: dict[str, Dialect], workers: dict[str, int]
) -> None:
    rng = population.rng
    community = population.places.draw(rng)
    person = population.person(community, _age(rng))
    elder = _elder(population, person, community)
    elder.worker_id = workers.get(community.code)
    piece.people.append(person)
    piece.elders.append(elder)
    for _contact in range(rng.choice((1, 1, 2))):
        piece.contacts.append(
            EmergencyContact(
                elder=elder,
                name=fake_identities.name(rng),
                phone=population.next_phone(),
                relation=rng.choice(("儿子", "女儿", "侄子", "邻居", "孙女")),
            )
        )
    if rng.random() < 0.96:
        long_known = (population.today - elder.registered_on).days > 20
        withdrawn = rng.random() < 0.015 and long_known
        piece.consents.append(
            Consent(
                person=person,
                purpose=ConsentPurpose.VISITS,
                method=rng.choice((ConsentMethod.WRITTEN, ConsentMethod.WRITTEN, ConsentMethod.ORAL)),
                given_on=elder.registered_on,
                withdrawn_on=population.today - timedelta(days=20) if withdrawn else None,
                withdrawal_note="演示:不愿被打扰" if withdrawn else "",
            )
        )
    dialect = rng.choices(("dazhou", "putonghua", "xuanhan", "shouyu"), weights=(88, 8, 3.4, 0.6))[0]
    piece.spoken.append((person, dialects[dialect]))


def _elder(population: Population, person: Person, community: Community) -> Elder:
    rng = population.rng
    age = person.age_on(population.today) or 60
    flags = _flags(rng, age)
    building, door = address(community, rng)
    point = home(community, rng)
    fields: dict[str, Any] = {flag: flag in flags for flag in STORED_FLAGS}
    elder = Elder(
        person=person,
        region_id=community.code,
        address=building,
        door=door,
        lat=point.lat,
        lon=point.lon,
        location_quality=LocationQuality.EXACT,
        assistance=rng.choices(Assistance.values, weights=(70, 12, 5, 6, 4, 3))[0],
        ability_level=rng.choice((3, 4))
        if "disabled" in flags
        else rng.choices((0, 1, 2), weights=(60, 30, 10))[0],
        assessed_on=population.today - timedelta(days=rng.randint(30, 700)),
        life_threatening=rng.random() < 0.004,
        prefers_sex=rng.choices(("", "F", "M"), weights=(86, 11, 3))[0],
        needs_pair=rng.random() < 0.03,
        slots=parse_slots("mon-am;tue-am;wed-am;thu-am;fri-am;sat-am;sun-am")
        if rng.random() < 0.1
        else ALL_SLOTS,
        door_code=f"{rng.randint(0, 999_999):06d}",
        registered_on=population.today
        - timedelta(days=rng.randint(1, 60) if rng.random() < 0.06 else rng.randint(130, 900)),
        **fields,
    )
    elder.risk_tier = tier_of(elder, population.book, population.today)
    return elder
