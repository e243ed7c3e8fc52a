"""Who may decide what, predicate by predicate: by role and region, and never in a matter of their own.

The rows are stand-ins with the few fields that a predicate reads: what pages and services make of them is tested there.
Who verifies a service is asked with real rows in tests/volunteers/tasks/test_duties.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace as Row
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

import elderly_visits.register.permissions as elders
import facilities.permissions as facilities
import notifications.permissions as notifications
import people.consents.permissions as consents
import people.kinship.permissions as kinships
import people.mandates.permissions as mandates
import people.persons.permissions as persons
import people.roles.permissions as role_grants
import policies.permissions as policies
import timebank.certificates.permissions as certificates
import timebank.earning.permissions as earning
import timebank.oversight.permissions as oversight
import volunteers.days.permissions as days
import volunteers.registration.permissions as registration
import volunteers.tasks.permissions as volunteers
from notifications.models import DeliveryState
from people.logins.models import User
from workbench.roles import ROLE_RANKS, Role

HERE, FAR = "511702001001", "511703001001"
CAST = (
    "worker", "worker_next_door", "officer", "manager", "manager_next_door", "city_manager", "auditor", "resident",
)  # fmt: skip
WORKERS = {"worker", "officer", "manager", "city_manager"}
MANAGERS = WORKERS - {"worker"}
HIGH = {"manager", "city_manager"}
STAFF = WORKERS | {"auditor"}


@pytest.fixture
def cast(request: Any, community: Any, community_next_door: Any, community_far_away: Any) -> dict[str, User]:
    return {name: request.getfixturevalue(name) for name in CAST}


class Rows:
    """A related set that knows which logins are in it."""

    def __init__(self, *users: int) -> None:
        self.users = users

    def filter(self, *, user: Any = None, pk: int | None = None) -> Rows:
        wanted = pk if user is None else user.pk
        return Rows(*(one for one in self.users if one == wanted))

    def exists(self) -> bool:
        return bool(self.users)

    def values_list(self, *_fields: str, flat: bool) -> list[int]:
        return []


def person(user: int = 0, region: str = HERE) -> Row:
    return Row(user_id=user or None, region_id=region)


def record(user: int = 0, recorded_by: int = 0) -> Row:
    return Row(
        person=person(user), person_id=0, region_id=HERE, recorded_by_id=recorded_by or None, source_key=""
    )


def award(user: int = 0) -> Row:
    return Row(region_id=HERE, person=person(user), person_id=0)


def suspicion(user: int = 0, worker: int = 0) -> Row:
    return Row(region_id=HERE, persons=Rows(user), workers=Rows(worker), records=Rows())


def call(user: int = 0, served: int = 0, recorded_by: int = 0) -> Row:
    return Row(record=record(user, recorded_by), served=person(served))


def certificate(user: int = 0, region: str = HERE, home: str = HERE) -> Row:
    return Row(region_id=region, person=person(user, home))


def kinship(user: int = 0, relative: int = 0, home: str = HERE) -> Row:
    return Row(person=person(user, home), relative=person(relative))


def decisions() -> Iterator[tuple[str, Callable[..., bool], Any, set[str]]]:
    """(what, predicate, row of nobody in the cast, who may)."""
    yield "certificate.revoke", certificates.can_revoke_certificate, certificate(), MANAGERS
    yield "certificate.read", certificates.can_read_certificate, certificate(), STAFF
    yield (
        "certificate.read at home",
        certificates.can_read_certificate,
        certificate(region=FAR),
        STAFF | {"manager_next_door"},
    )
    yield "objection", earning.can_decide_objection, Row(award=award()), HIGH
    yield "suspicion", oversight.can_check_suspicion, suspicion(), MANAGERS
    yield "credit.hold", oversight.can_hold_credit, record(), MANAGERS
    yield "hold.decide", oversight.can_decide_hold, Row(record=record()), MANAGERS
    yield "call", oversight.can_call, call(), MANAGERS
    yield "late", earning.can_record_late, HERE, HIGH
    yield "person", persons.can_change_person, person(), WORKERS
    yield "consent", consents.can_withdraw_consent, Row(person=person()), WORKERS
    yield "mandate", mandates.can_revoke_mandate, Row(principal=person(), agent=person(region=FAR)), WORKERS
    yield "kinship", kinships.can_decide_kinship, kinship(), WORKERS
    yield "kinship afar", kinships.can_decide_kinship, kinship(home=FAR), WORKERS | {"manager_next_door"}
    yield "message", notifications.can_retry, Row(state=DeliveryState.FAILED, person=person()), MANAGERS
    yield "message sent", notifications.can_retry, Row(state=DeliveryState.SENT, person=person()), set()
    yield "volunteer.review", registration.can_review_volunteer, certificate(), WORKERS
    yield "volunteer.plan", days.can_plan_for, certificate(), WORKERS
    yield "volunteer.absence", days.can_record_absence, certificate(), WORKERS
    yield "team", registration.can_review_team, Row(region_id=HERE), WORKERS
    yield "task", volunteers.can_dispatch, Row(region_id=HERE), WORKERS
    yield "act for", volunteers.can_act_for, assignment(), WORKERS
    yield "elder", elders.can_work_for, Row(region_id=HERE), WORKERS
    yield "care point", facilities.can_edit, Row(region_id=HERE), WORKERS
    yield "rule here", policies.can_set_policy, HERE, HIGH
    yield "rule everywhere", policies.can_set_policy, None, {"city_manager"}


def assignment(user: int = 0) -> Row:
    return Row(task=Row(region_id=HERE, project=None), volunteer=Row(person=person(user)))


@pytest.mark.parametrize(
    ("predicate", "row", "allowed"), [pytest.param(*rest, id=what) for what, *rest in decisions()]
)
def test_role_and_region_decide(cast: dict[str, User], predicate: Any, row: Any, allowed: set[str]) -> None:
    assert {name for name, user in cast.items() if predicate(user, row)} == allowed


# Who is a party to it, for each way of being one.
OWN: dict[str, tuple[Callable[..., bool], Callable[[int], Any]]] = {
    "a certificate of one's own": (certificates.can_revoke_certificate, certificate),
    "a star of one's own": (earning.can_decide_objection, lambda pk: Row(award=award(pk))),
    "a suspicion about oneself": (oversight.can_check_suspicion, suspicion),
    "a suspicion about what one confirmed": (oversight.can_check_suspicion, lambda pk: suspicion(worker=pk)),
    "a record of one's own": (oversight.can_hold_credit, record),
    "a hold on one's own record": (oversight.can_decide_hold, lambda pk: Row(record=record(pk))),
    "a hold on what one confirmed": (
        oversight.can_decide_hold, lambda pk: Row(record=record(recorded_by=pk)),
    ),
    "a call about what one served": (oversight.can_call, call),
    "a call to oneself": (oversight.can_call, lambda pk: call(served=pk)),
    "a call about what one confirmed": (oversight.can_call, lambda pk: call(recorded_by=pk)),
    "a tie of one's own": (kinships.can_decide_kinship, kinship),
    "a tie to oneself": (kinships.can_decide_kinship, lambda pk: kinship(relative=pk)),
    "one's own registration": (registration.can_review_volunteer, certificate),
    "one's own days": (days.can_plan_for, certificate),
    "a task of one's own": (volunteers.can_act_for, assignment),
}  # fmt: skip


@pytest.mark.parametrize("what", OWN)
def test_nobody_decides_in_a_matter_of_their_own(cast: dict[str, User], what: str) -> None:
    predicate, made_for = OWN[what]
    assert predicate(cast["manager"], made_for(cast["city_manager"].pk))
    assert [name for name, user in cast.items() if predicate(user, made_for(user.pk))] == []


@pytest.mark.parametrize(
    ("predicate", "made_for"),
    [
        (certificates.can_read_certificate, lambda pk: certificate(pk, FAR, FAR)),
        (consents.can_withdraw_consent, lambda pk: Row(person=person(pk, FAR))),
        (mandates.can_revoke_mandate, lambda pk: Row(principal=person(pk, FAR), agent=person())),
        (mandates.can_revoke_mandate, lambda pk: Row(principal=person(region=FAR), agent=person(pk))),
        (days.can_record_absence, lambda pk: certificate(pk, FAR)),
        (elders.can_speak_for, lambda pk: Row(person=person(pk), person_id=0)),
    ],
)
def test_what_is_ones_own_needs_no_role(
    resident: User, make_user: Callable[..., User], predicate: Any, made_for: Any
) -> None:
    assert predicate(resident, made_for(resident.pk))
    assert not predicate(make_user("别人"), made_for(resident.pk))
    # A person without a login is nobody's own, also for who is not logged in.
    assert not predicate(resident, made_for(0))


def test_who_is_not_logged_in_reads_no_certificate_and_speaks_for_nobody() -> None:
    stranger = AnonymousUser()
    assert not certificates.can_read_certificate(stranger, certificate(5))
    assert not elders.can_speak_for(stranger, Row(person=person(), person_id=0))


@pytest.mark.parametrize("name", CAST)
def test_roles_are_given_up_to_ones_own_rank_and_listed_the_lowest_first(
    cast: dict[str, User], community: Any, community_far_away: Any, name: str
) -> None:
    roles = role_grants.grantable_roles(cast[name])
    assert bool(roles) == (name in MANAGERS | {"manager_next_door"})
    ranks = [ROLE_RANKS[role] for role in roles]
    assert ranks == sorted(ranks)
    where = community_far_away if name == "manager_next_door" else community
    assert {role for role in ROLE_RANKS if role_grants.can_grant(cast[name], role, where)} == set(roles)


def test_somebody_gives_the_first_role_and_nobody_who_was_shut_out(
    make_user: Callable[..., User], community: Any
) -> None:
    first = make_user("安装者", is_demo=False)
    first.is_superuser = True
    assert role_grants.can_grant(first, Role.CITY_MANAGER, community)
    assert set(role_grants.grantable_roles(first)) == set(ROLE_RANKS)
    first.is_active = False
    assert not role_grants.can_grant(first, Role.CITY_MANAGER, community)
    assert not role_grants.can_grant(AnonymousUser(), Role.COMMUNITY_WORKER, community)


def test_who_was_shut_out_sets_no_rule(city_manager: User) -> None:
    assert policies.can_set_policy(city_manager, None)
    city_manager.is_active = False
    assert not policies.can_set_policy(city_manager, None)
