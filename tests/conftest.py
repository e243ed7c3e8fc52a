"""What every test may use: the named cast, a small city, and databases that are put back after a test that commits.

The cast stands in one small made-up city on Dazhou's codes:
- `worker`: community worker of `community` · `worker_next_door`: of the community beside it
- `officer` (township), `manager` (county), `manager_next_door` (another county), `city_manager`, `auditor`
- `volunteer`: an approved volunteer of `community` · `resident`: a login without any role
- `stranger`: nobody logged in
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import hypothesis
import pytest
from django.test import Client
from django.utils import timezone, translation

from people.logins.models import User
from people.persons.models import Person
from people.roles.models import RoleGrant
from regions.models import Level, LocationQuality, Region
from tests.databases import databases_are_put_back, django_db_setup  # noqa: F401 - migrated once, put back after use
from tests.moment import module_begins_at_the_moment  # noqa: F401 - every module begins at the moment of the run
from tests.worker import real_broker, real_worker  # noqa: F401 - a Celery process to start and kill
from workbench.roles import Role

# How long something takes is measured by `manage.py bench`; a test fails on a busy machine as little as on a quiet one.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True)
def nobody_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three services in a hundred go to a worker by chance; a test that needs the draw puts its own in place."""
    monkeypatch.setattr("volunteers.tasks.services.self_credit.draw_of", lambda task, volunteer: 1.0)


@pytest.fixture
def city(db: None) -> Region:
    return Region.objects.create(code="511700000000", level=Level.CITY, name="达州市", lat=31.2, lon=107.5)


def _child(
    parent: Region, code: str, level: Level, name: str, lat: float, lon: float, **fields: Any
) -> Region:
    return Region.objects.create(
        code=code,
        parent=parent,
        level=level,
        name=name,
        lat=lat,
        lon=lon,
        location_quality="approximate",
        **fields,
    )


@pytest.fixture
def county(city: Region) -> Region:
    return _child(city, "511702000000", Level.COUNTY, "通川区", 31.21, 107.5)


@pytest.fixture
def county_next_door(city: Region) -> Region:
    return _child(city, "511703000000", Level.COUNTY, "达川区", 31.19, 107.51)


@pytest.fixture
def township(county: Region) -> Region:
    return _child(county, "511702001000", Level.TOWNSHIP, "东城街道", 31.211, 107.501)


@pytest.fixture
def community(township: Region) -> Region:
    return _child(township, "511702001001", Level.COMMUNITY, "甲社区", 31.212, 107.502, urban_rural="111")


@pytest.fixture
def community_next_door(township: Region) -> Region:
    return _child(township, "511702001002", Level.COMMUNITY, "乙社区", 31.222, 107.512, urban_rural="111")


@pytest.fixture
def community_far_away(county_next_door: Region) -> Region:
    township = _child(county_next_door, "511703001000", Level.TOWNSHIP, "翠屏街道", 31.18, 107.52)
    return _child(township, "511703001001", Level.COMMUNITY, "丙社区", 31.181, 107.521)


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    """A login with a person of that name; with role and region, a worker."""
    serial = iter(range(1, 1000))

    def make(
        name: str = "某人", role: Role | None = None, region: Region | None = None, **fields: Any
    ) -> User:
        phone = f"+86100000{next(serial):05d}"
        user = User.objects.create(phone=phone, phone_verified=True, last_name=name)
        user.set_unusable_password()
        user.save()
        Person.objects.create(user=user, name=name, phone=phone, **({"region": region} | fields))
        if role is not None:
            RoleGrant.objects.create(user=user, role=role, region=region)
        return user

    return make


@pytest.fixture
def resident(make_user: Callable[..., User]) -> User:
    return make_user("居民甲")


@pytest.fixture
def worker(make_user: Callable[..., User], community: Region) -> User:
    return make_user("网格员甲", Role.COMMUNITY_WORKER, community)


@pytest.fixture
def worker_next_door(make_user: Callable[..., User], community_next_door: Region) -> User:
    return make_user("网格员乙", Role.COMMUNITY_WORKER, community_next_door)


@pytest.fixture
def officer(make_user: Callable[..., User], township: Region) -> User:
    return make_user("经办甲", Role.TOWNSHIP_OFFICER, township)


@pytest.fixture
def manager(make_user: Callable[..., User], county: Region) -> User:
    return make_user("县管甲", Role.COUNTY_MANAGER, county)


@pytest.fixture
def manager_next_door(make_user: Callable[..., User], county_next_door: Region) -> User:
    return make_user("县管乙", Role.COUNTY_MANAGER, county_next_door)


@pytest.fixture
def city_manager(make_user: Callable[..., User], city: Region) -> User:
    return make_user("市管甲", Role.CITY_MANAGER, city)


@pytest.fixture
def auditor(make_user: Callable[..., User], city: Region) -> User:
    return make_user("审计甲", Role.AUDITOR, city)


@pytest.fixture
def make_volunteer(make_user: Callable[..., User], community: Region) -> Callable[..., Any]:
    """An approved adult volunteer with a login, 300 m from the community's point unless told otherwise."""
    from volunteers.registration.models.volunteer import Volunteer

    def make(name: str = "志愿者甲", **fields: Any) -> Volunteer:
        person_fields = {key: fields.pop(key) for key in ("birth_date", "sex") if key in fields}
        user = make_user(name, **({"birth_date": date(1990, 5, 1), "sex": "F"} | person_fields))
        defaults = {
            "region": community,
            "lat": 31.2147,
            "lon": 107.502,
            "location_quality": LocationQuality.EXACT,
            "state": "approved",
            "max_distance_m": 3000,
            "monthly_cap_minutes": 600,
        }
        return Volunteer.objects.create(person=user.person, **(defaults | fields))

    return make


@pytest.fixture
def volunteer(make_volunteer: Callable[..., Any]) -> Any:
    return make_volunteer()


@pytest.fixture
def make_task(community: Region) -> Callable[..., Any]:
    """An open task at the community's point that can be done today, door code 123456.

    It could be done four hours ago as well, so that a test run just after midnight may look back.
    """
    from volunteers.tasks.services.tasks import create_task

    def make(**fields: Any) -> Any:
        today = timezone.localdate()
        defaults = {
            "kind": "visit",
            "category": "visit",
            "title": "探访",
            "region": community,
            "place": community.name,
            "lat": 31.212,
            "lon": 107.502,
            "location_quality": LocationQuality.EXACT,
            "starts_on": timezone.localdate(timezone.now() - timedelta(hours=4)),
            "ends_on": today + timedelta(days=6),
            "minutes": 40,
            "organiser": "甲社区居民委员会",
            "in_charge": "网格员甲",
            "check_in_code": "123456",
        }
        return create_task(**(defaults | fields))

    return make


@pytest.fixture
def task(make_task: Callable[..., Any]) -> Any:
    return make_task()


@pytest.fixture
def log_in() -> Callable[[User], Client]:
    """A client in which `user` is logged in, workers with their second factor already given."""

    def client_of(user: User) -> Client:
        from allauth.mfa.models import Authenticator

        if user.is_worker and not Authenticator.objects.filter(user=user).exists():
            from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

            TOTP.activate(user, generate_totp_secret())
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return client_of


@pytest.fixture
def english() -> Iterator[None]:
    """Messages in the language of the source, whatever the site's own is."""
    with translation.override("en"):
        yield


def in_english(client: Client) -> Client:
    """The client of somebody who chose English; everybody else reads Chinese."""
    client.cookies["django_language"] = "en"
    return client
