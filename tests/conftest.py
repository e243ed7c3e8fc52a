"""What every test may use: the named cast, a small city, and databases whose append-only tables can be emptied.

The cast stands in one small made-up city on Dazhou's codes:
- `worker`: community worker of `community` · `worker_next_door`: of the community beside it
- `officer` (township), `manager` (county), `manager_next_door` (another county), `city_manager`, `auditor`
- `resident`: a login without any role · `stranger`: nobody logged in
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.backends.sqlite3.operations import DatabaseOperations
from django.test import Client

from people.enums import Role
from people.models import Person, RoleGrant, User
from regions.models import Level, Region


@pytest.fixture(autouse=True, scope="session")
def _append_only_tables_can_be_flushed() -> Iterator[None]:
    """Between transactional tests SQLite empties tables with DELETE, which append-only triggers refuse.

    (PostgreSQL truncates.) The triggers are dropped before and put back after, in the same transaction.
    """
    original = DatabaseOperations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        statements = original(self, style, tables, **options)
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        return [
            *(f'DROP TRIGGER "{name}"' for name, _sql in triggers),
            *statements,
            *(sql for _name, sql in triggers),
        ]

    DatabaseOperations.sql_flush = sql_flush
    yield
    DatabaseOperations.sql_flush = original


@pytest.fixture
def city(db: None) -> Region:
    return Region.objects.create(code="511700000000", level=Level.CITY, name="达州市", lat=31.2, lon=107.5)


def _child(parent: Region, code: str, level: Level, name: str, lat: float, lon: float, **fields: Any) -> Region:
    return Region.objects.create(
        code=code, parent=parent, level=level, name=name, lat=lat, lon=lon, location_quality="approximate", **fields
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

    def make(name: str = "某人", role: Role | None = None, region: Region | None = None, **fields: Any) -> User:
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
