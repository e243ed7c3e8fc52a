"""An elder with coins, a daughter with a mandate, and requests at every stage."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from people.logins.models import User
from people.mandates.models import Mandate
from people.mandates.services import record_mandate
from people.persons.models import Person
from regions.models import Region
from service_requests.models import ServiceRequest
from service_requests.services.matching import agree_time
from service_requests.services.publishing import RequestDetails, publish
from service_requests.services.reviewing import approve
from timebank.earning.services.crediting import record_service
from timebank.earning.services.records import Service
from timebank.ledger.enums import AccountKind
from timebank.ledger.models.accounts import Account
from timebank.ledger.selectors.balances import balance
from timebank.ledger.services.accounts import issuing, personal
from timebank.ledger.services.transfers import transfer
from timebank.oversight.selectors.ledger_verification import verify
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services import assignments

SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Friday.
NOW = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)
TOMORROW_AT_TEN = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """These tests begin on a Friday in November 2026."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def elder(make_user: Callable[..., User], community: Region) -> Person:
    """赵奶奶, 78, with three hours of time coins and a log-in."""
    person = make_user("赵奶奶", region=community, birth_date=date(1948, 2, 3), sex="F").person
    give_coins(person, 180)
    return person


@pytest.fixture
def daughter(make_user: Callable[..., User], elder: Person, worker: User) -> User:
    """She may ask for services for the elder."""
    user = make_user("赵女儿")
    record_mandate(principal=elder, agent=user.person, relation="女儿", actor=worker, may_ask=True)
    return user


@pytest.fixture
def onlooker(make_user: Callable[..., User], elder: Person, worker: User) -> User:
    """A nephew who may see and nothing else."""
    user = make_user("赵侄子")
    record_mandate(principal=elder, agent=user.person, relation="侄子", actor=worker)
    return user


@pytest.fixture
def mandate(daughter: User) -> Mandate:
    return Mandate.objects.get(agent=daughter.person)


def give_coins(person: Person, minutes: int) -> None:
    """Coins out of the issuing account behind a service of somebody else, like every coin."""
    passer_by = Person.objects.get_or_create(name="路人")[0]
    number = Account.objects.count() + timezone.now().microsecond + person.pk * 1000
    region = person.region
    assert region is not None
    started = timezone.now() - timedelta(days=30)
    credit = record_service(
        service=Service(
            person=passer_by,
            minutes=1,
            source_key=f"test:{number}:{person.pk}:{minutes}",
            category="other",
            activity="x",
            started_at=started,
            ended_at=started + timedelta(minutes=1),
            place="",
            content="",
            region=region,
            organiser="",
            in_charge="",
            evidence_grade="C",
        ),
    )
    transfer(
        key=f"fund:{credit.record.uuid}", debit=issuing(region), credit=personal(person), amount=minutes,
        record=credit.record,
    )  # fmt: skip


def answers(**changes: Any) -> dict[str, Any]:
    """What an elder says: an hour of company, tomorrow or in the week after."""
    today = timezone.localdate()
    return {
        "category": "companionship",
        "minutes": 60,
        "wish": "想有人陪我去公园走走，我耳朵不好",
        "first_day": today,
        "last_day": today + timedelta(days=7),
        "address": "朝阳中路12号3栋2单元502室",
    } | changes


def wished(region: Region, **changes: Any) -> RequestDetails:
    """The same as the service takes it."""
    return RequestDetails(region=region, **answers(**changes))


@pytest.fixture
def ask(elder: Person, community: Region) -> Callable[..., ServiceRequest]:
    def make(*, actor: Any = None, by_phone: bool = False, **changes: Any) -> ServiceRequest:
        details = wished(changes.pop("region", community), **changes)
        return publish(
            uuid=uuids.uuid4(),
            beneficiary=elder,
            actor=actor or elder.user,
            details=details,
            by_phone=by_phone,
        )

    return make


@pytest.fixture
def asked(ask: Callable[..., ServiceRequest]) -> ServiceRequest:
    """In review."""
    return ask()


@pytest.fixture
def approved(asked: ServiceRequest, worker: User, volunteer: Any) -> ServiceRequest:
    """The volunteer nearby has been asked."""
    return approve(request=asked, actor=worker, description="陪老人在附近公园散步")


@pytest.fixture
def agreed(approved: ServiceRequest) -> Assignment:
    """The volunteer said yes for tomorrow at ten."""
    offer = offer_of(approved)
    return agree_time(assignment=offer, actor=offer.volunteer.person.user, planned_for=TOMORROW_AT_TEN)


def offer_of(request: ServiceRequest) -> Assignment:
    request.refresh_from_db()
    assert request.task is not None
    return request.task.assignments.active().get()


def serve(assignment: Assignment, clock: Any, minutes: int = 60) -> ServiceRequest:
    """The volunteer comes at the agreed hour with the elder's code, and leaves after so many minutes."""
    request = ServiceRequest.objects.get(task=assignment.task)
    user = assignment.volunteer.person.user
    clock.move_to(TOMORROW_AT_TEN)
    assignments.check_in(assignment=assignment, actor=user, code=request.code)
    clock.move_to(TOMORROW_AT_TEN + timedelta(minutes=minutes))
    assignments.check_out(assignment=assignment, actor=user)
    request.refresh_from_db()
    return request


@pytest.fixture
def served(agreed: Assignment, clock: Any) -> ServiceRequest:
    """An hour was served and waits for the elder's word."""
    return serve(agreed, clock)


def coins(person: Person) -> tuple[int, int]:
    """What somebody has, and what of it is set aside; the books are proved on the way."""
    result = verify()
    assert result.ok, result.findings
    found = balance(person)
    return found.coin_minutes, found.reserved_minutes


def escrow() -> tuple[int, int]:
    """What lies in escrow, and what is on its way there."""
    rows = Account.objects.filter(kind=AccountKind.ESCROW)
    return sum(row.balance for row in rows), sum(row.pending_credits for row in rows)
