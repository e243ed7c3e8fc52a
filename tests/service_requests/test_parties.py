"""Who is a party to a request: may settle it, may not review it, and is not sent to it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace as Row
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from people.kinship.models import Kinship
from people.logins.models import User
from people.mandates.models import Mandate
from people.persons.models import Person
from people.roles.models import RoleGrant
from service_requests.permissions import (
    can_enter_for,
    can_review,
    can_settle,
    is_beneficiary_or_agent,
    mandate_to_ask,
)
from workbench.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def payer(make_user: Callable[..., User]) -> User:
    return make_user("付时间币的人")


@pytest.fixture
def request_of(elder: Person, payer: User, community: Any) -> Any:
    """What the predicates read of a request: the elder is served, somebody else pays."""
    return Row(beneficiary=elder, payer=payer.person, region_id=community.pk)


def test_the_one_served_the_payer_and_a_mandate_to_ask_settle_and_nobody_else(
    request_of: Any, elder: Person, payer: User, daughter: User, onlooker: User, worker: User, resident: User
) -> None:
    users = [elder.user, payer, daughter, onlooker, worker, resident, AnonymousUser()]
    assert [can_settle(user, request_of) for user in users] == [True] * 3 + [False] * 4
    elder.user = None
    assert not can_settle(AnonymousUser(), request_of)


def test_a_worker_who_is_a_party_leaves_the_review_to_a_colleague(
    request_of: Any, elder: Person, payer: User, daughter: User, onlooker: User, worker: User, community: Any
) -> None:
    for party in (elder.user, payer, daughter, onlooker):
        RoleGrant.objects.create(user=party, role=Role.COMMUNITY_WORKER, region=community)
        assert not can_review(User.objects.get(pk=party.pk), request_of)
    assert can_review(worker, request_of)
    assert not can_enter_for(User.objects.get(pk=elder.user_id), elder)
    assert can_enter_for(worker, elder)


def test_a_mandate_that_was_revoked_or_gives_less_asks_for_nothing(
    elder: Person, mandate: Mandate, daughter: User, onlooker: User
) -> None:
    assert mandate_to_ask(daughter, elder) == mandate
    assert mandate_to_ask(onlooker, elder) is None
    assert mandate_to_ask(AnonymousUser(), elder) is None
    assert mandate_to_ask(daughter, onlooker.person) is None


def test_who_is_served_pays_asked_or_acts_for_the_elder_is_not_sent_to_it(
    approved: Any, elder: Person, daughter: User, onlooker: User, resident: User, worker: User
) -> None:
    task = approved.task
    for person, party in [
        (elder, True),
        (onlooker.person, True),
        (daughter.person, True),
        (resident.person, False),
    ]:
        assert is_beneficiary_or_agent(task, Row(person=person)) is party
    assert is_beneficiary_or_agent(task, Row(person=Person.objects.get(user=approved.asked_by_id)))
    assert not is_beneficiary_or_agent(task, Row(person=Person.objects.create(name="没有账号的志愿者")))
    # Nor is the husband of who acts for the elder, and confirms the service.
    Kinship.objects.create(
        person=daughter.person, relative=resident.person, relation="spouse", named=resident.person.name,
        proof="relative", verified_at=timezone.now(),
    )  # fmt: skip
    assert is_beneficiary_or_agent(task, Row(person=resident.person))
