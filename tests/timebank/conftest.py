"""Services and accounts in the small city of the shared fixtures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from people.kinship.models import Kinship
from people.kinship.services import confirm_kinship, propose_kinship
from people.logins.models import User
from people.persons.models import Person
from policies.models import PolicyRow
from regions.models import Region
from timebank.earning.services.crediting import Credit, record_service
from timebank.earning.services.records import Service
from timebank.ledger.models.accounts import Account
from timebank.ledger.services.accounts import issuing
from timebank.ledger.services.transfers import transfer

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """These tests happen in November 2026, whatever the machine's clock says."""
    with time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)):
        yield


def rule(key: str, value: Any, valid_from: date = date(2026, 1, 1), region: Region | None = None) -> None:
    """A city, or one of its counties, decides otherwise."""
    PolicyRow.objects.create(
        key=key, value=value, valid_from=valid_from, region=region, source_kind="choice", source="test"
    )


@pytest.fixture
def person(make_user: Callable[..., User], community: Region) -> Person:
    """A volunteer in the eyes of the time bank: any person who served."""
    return make_user("张三丰", region=community).person


@pytest.fixture
def other_person(make_user: Callable[..., User], community: Region) -> Person:
    return make_user("李四", region=community).person


@pytest.fixture
def serve(person: Person, community: Region) -> Callable[..., Credit]:
    """Record a service: `serve(90)` is an hour and a half of visiting from nine on 5 March 2026, well proved."""
    serial = iter(range(1, 100_000))

    def make(served: int = 60, *, at: str = "2026-03-05 09:00", **fields: Any) -> Credit:
        started_at = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)
        defaults: dict[str, Any] = {
            "person": person,
            "minutes": served,
            "source_key": f"test:{next(serial)}",
            "category": "visit",
            "activity": "探访独居老人",
            "started_at": started_at,
            "ended_at": started_at + timedelta(minutes=served),
            "place": "甲社区 3 栋",
            "content": "聊天、量血压",
            "region": community,
            "organiser": "甲社区志愿服务队",
            "in_charge": "王队长",
            "evidence_grade": "A",
        }
        recording = {name: fields.pop(name) for name in ("recorded_by", "recorded_at") if name in fields}
        return record_service(service=Service(**(defaults | fields)), **recording)

    return make


@pytest.fixture
def fund(serve: Callable[..., Credit]) -> Callable[[Account, int], None]:
    """Put minutes on an account, out of the issuing account and behind a service record like every coin."""
    serial = iter(range(1, 100_000))

    def make(account: Account, amount: int) -> None:
        credit = serve(1, person=_passer_by(), category="other", evidence_grade="C")
        transfer(
            key=f"fund:{next(serial)}",
            debit=issuing(credit.record.region),
            credit=account,
            amount=amount,
            record=credit.record,
        )

    return make


def _passer_by() -> Person:
    return Person.objects.get_or_create(name="路人")[0]


@contextmanager
def unguarded(table: str) -> Iterator[None]:
    """Switch the triggers of an append-only table off for a moment, as somebody with the database's password could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Foreign keys are checked at the end of the transaction; until then the table cannot be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
            )
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _name, sql in triggers:
                cursor.execute(sql)


@pytest.fixture
def mother(make_user: Callable[..., User], community: Region) -> Person:
    """Of 78, mother of `person`."""
    return make_user("张母", region=community, birth_date=date(1948, 5, 1)).person


@pytest.fixture
def kinship(person: Person, mother: Person) -> Kinship:
    """That of `person` and `mother`, confirmed by her."""
    proposed = propose_kinship(person=person, relation="parent", name=mother.name, phone=mother.phone)
    return confirm_kinship(kinship=proposed, actor=mother.user)
