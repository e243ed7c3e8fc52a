"""Nobody alone makes a paid service, and coins that go to and fro make no hours without end: the abuses, played."""

from __future__ import annotations

import uuid as uuids
from datetime import date, timedelta

import pytest
from django.utils import timezone

from people.kinship.models import Kinship
from policies.models import PolicyRow
from service_requests import policy
from service_requests.enums import RequestState
from service_requests.errors import NotYours, RequestError
from service_requests.permissions import can_approve, can_decide, minutes_of_pair
from service_requests.selectors.queues import counts, queue
from service_requests.services.matching import agree_time, claim_request
from service_requests.services.matching import offer_to_volunteer as ask_volunteer
from service_requests.services.publishing import publish
from service_requests.services.reviewing import approve, reject
from service_requests.services.settling import confirm, decide, dispute, pay_unanswered
from tests.conftest import in_english
from tests.service_requests.conftest import TOMORROW_AT_TEN, coins, give_coins, offer_of, serve, wished
from timebank.earning.selectors.stars import certified_minutes
from timebank.ledger.selectors.balances import balance
from volunteers.errors import NotEligible
from volunteers.tasks.services import assignments
from workbench.roles import Role


def kin(one, other, relation="sibling"):
    return Kinship.objects.create(
        person=one,
        relative=other,
        relation=relation,
        named=other.name,
        proof="relative",
        verified_at=timezone.now(),
    )


@pytest.fixture
def by_phone(ask, worker):
    """The worker wrote down what the elder asked for on the telephone."""
    return ask(actor=worker, by_phone=True, agreed_note="九点来电，本人同意")


# --- the request -----------------------------------------------------------------------------------------------------


def test_who_wrote_a_request_down_does_not_review_it_and_it_waits_where_somebody_may(
    by_phone, worker, officer
):
    for step in (
        lambda: approve(request=by_phone, actor=worker, description="散步"),
        lambda: reject(request=by_phone, actor=worker, note="不行"),
    ):
        with pytest.raises(NotYours):
            step()
    assert (counts(worker)["review"], counts(officer)["review"]) == (0, 1)
    assert not queue(worker, "review").exists() and list(queue(officer, "review")) == [by_phone]
    assert approve(request=by_phone, actor=officer, description="散步").state == RequestState.OPEN


def test_the_page_says_that_a_colleague_reviews_and_offers_no_form(by_phone, worker, officer, log_in):
    from django.urls import reverse

    url = reverse("service_requests_workbench:request", args=[by_phone.uuid])
    page = in_english(log_in(worker)).get(url)
    assert "You put this task up." in page.content.decode() and "approve_form" not in page.context
    log_in(worker).post(url, {"step": "approve", "description": "散步"})
    by_phone.refresh_from_db()
    assert by_phone.state == RequestState.REVIEW
    assert "approve_form" in log_in(officer).get(url).context


def test_a_worker_does_not_review_what_her_mother_asked_for(asked, elder, worker):
    assert can_approve(worker, asked)
    kin(worker.person, elder, "parent")
    assert not can_approve(worker, asked) and not queue(worker, "review").exists()


# --- the dispute -----------------------------------------------------------------------------------------------------


def typed_in(request, volunteer, actor, clock, minutes=60):
    clock.move_to(TOMORROW_AT_TEN + timedelta(hours=3))
    request.refresh_from_db()
    assignments.record_on_behalf(
        task=request.task, volunteer=volunteer, actor=actor, started_at=TOMORROW_AT_TEN, minutes=minutes
    )
    request.refresh_from_db()
    return request


def test_who_entered_the_service_does_not_decide_the_dispute_about_it(
    agreed, approved, volunteer, elder, worker, officer, clock, log_in
):
    from django.urls import reverse

    request = typed_in(approved, volunteer, worker, clock)
    dispute(request=request, actor=elder.user, reason="没有人来过")
    with pytest.raises(NotYours):
        decide(request=request, actor=worker, decision="full", reason="来过的")
    assert (counts(worker)["disputed"], counts(officer)["disputed"]) == (0, 1)
    url = reverse("service_requests_workbench:request", args=[request.uuid])
    page = in_english(log_in(worker)).get(url)
    assert "decide_form" not in page.context
    assert (
        "You entered this service." in page.content.decode() and "May decide: 经办甲" in page.content.decode()
    )
    decide(request=request, actor=officer, decision="none", reason="邻居也没见到人")
    assert coins(volunteer.person) == (0, 0) and certified_minutes(volunteer.person) == 0


def test_who_asked_the_volunteer_does_not_decide_the_dispute(
    asked, make_volunteer, elder, worker, officer, clock
):
    approve(request=asked, actor=worker, description="散步")
    chosen = make_volunteer("老熟人", lat=31.2121)
    ask_volunteer(request=asked, volunteer=chosen, actor=worker)
    agree_time(assignment=offer_of(asked), actor=chosen.person.user, planned_for=TOMORROW_AT_TEN)
    request = serve(offer_of(asked), clock)
    dispute(request=request, actor=elder.user, reason="只来了半小时")
    assert not can_decide(worker, request) and can_decide(officer, request)


def test_kin_of_either_side_does_not_decide(served, elder, volunteer, worker, officer):
    dispute(request=served, actor=elder.user, reason="没做完")
    served.refresh_from_db()
    assert can_decide(worker, served)
    kin(worker.person, volunteer.person)
    assert not can_decide(worker, served) and can_decide(officer, served)


def test_one_worker_who_asks_sends_and_writes_it_down_is_not_paid_by_silence(
    by_phone, volunteer, worker, officer, clock
):
    approve(request=by_phone, actor=officer, description="散步")
    agree_time(assignment=offer_of(by_phone), actor=volunteer.person.user, planned_for=TOMORROW_AT_TEN)
    request = typed_in(by_phone, volunteer, worker, clock)
    clock.move_to(timezone.now() + timedelta(hours=73))
    pay_unanswered(request=request)
    request.refresh_from_db()
    assert request.state == RequestState.DISPUTED and certified_minutes(volunteer.person) == 0
    assert list(queue(officer, "disputed")) == [request] and not queue(worker, "disputed").exists()


def test_what_another_worker_typed_in_is_not_paid_by_silence_either(
    by_phone, volunteer, worker, officer, clock
):
    approve(request=by_phone, actor=officer, description="散步")
    agree_time(assignment=offer_of(by_phone), actor=volunteer.person.user, planned_for=TOMORROW_AT_TEN)
    request = typed_in(by_phone, volunteer, officer, clock)
    clock.move_to(timezone.now() + timedelta(hours=73))
    pay_unanswered(request=request)
    request.refresh_from_db()
    assert request.state == RequestState.DISPUTED and certified_minutes(volunteer.person) == 0


# --- what paid requests make -----------------------------------------------------------------------------------------


def test_confirming_inflated_minutes_certifies_and_earns_what_was_agreed(agreed, clock, elder, volunteer):
    request = serve(agreed, clock, minutes=388)
    confirm(request=request, actor=elder.user)
    assert certified_minutes(volunteer.person) == 60
    assert balance(volunteer.person).coin_minutes == 60 and balance(volunteer.person).points <= 60


def test_a_city_may_certify_a_little_more_than_agreed(agreed, clock, elder, volunteer):
    PolicyRow.objects.create(
        key=policy.CERTIFIED_SHARE, value=1.5, valid_from="2020-01-01", source_kind="choice", source="test"
    )
    confirm(request=serve(agreed, clock, minutes=100), actor=elder.user)
    assert certified_minutes(volunteer.person) == 90 and balance(volunteer.person).coin_minutes == 60


def test_a_worker_decides_on_more_but_not_on_a_multiple(agreed, clock, elder, volunteer, worker):
    request = serve(agreed, clock, minutes=388)
    dispute(request=request, actor=elder.user, reason="没有这么久")
    for wrong in ({"decision": "full"}, {"decision": "part", "minutes": 91}):
        with pytest.raises(RequestError, match="90"):
            decide(request=request, actor=worker, reason="问过了", **wrong)
    decide(request=request, actor=worker, decision="part", minutes=90, reason="陪到了医院")
    assert certified_minutes(volunteer.person) == 90


@pytest.fixture
def two_friends(make_user, make_volunteer, community):
    """Two volunteers over sixty who serve each other for coins."""
    friends = []
    for name in ("老友甲", "老友乙"):
        friend = make_volunteer(name, lat=31.2121, birth_date=date(1950, 1, 1), monthly_cap_minutes=100_000)
        friend.person.region = community
        friend.person.save()
        give_coins(friend.person, 240)
        friends.append(friend)
    return friends


def swap(one, other, community, worker, clock, minutes=240):
    """`other` serves `one`, as both say."""
    today = timezone.localdate()
    request = publish(
        uuid=uuids.uuid4(), beneficiary=one.person, actor=one.person.user,
        details=wished(community, minutes=minutes, first_day=today, last_day=today + timedelta(days=7)),
    )  # fmt: skip
    approve(request=request, actor=worker, description="聊天")
    request.refresh_from_db()
    at = timezone.now() + timedelta(hours=1)
    found = claim_request(request=request, volunteer=other, actor=other.person.user, planned_for=at)
    clock.move_to(at)
    assignments.check_in(assignment=found, actor=other.person.user, code=request.code)
    clock.move_to(at + timedelta(minutes=minutes))
    assignments.check_out(assignment=found, actor=other.person.user)
    request.refresh_from_db()
    confirm(request=request, actor=one.person.user)
    clock.move_to((timezone.now() + timedelta(days=1)).replace(hour=10))


def test_two_friends_who_serve_each_other_come_to_an_end(two_friends, community, worker, clock):
    one, other = two_friends
    for _round in range(2):
        swap(one, other, community, worker, clock)
        swap(other, one, community, worker, clock)
    assert minutes_of_pair(one.person_id, {other.person_id}) == 960
    swap(one, other, community, worker, clock)
    # The sixth would be 1,440 of the 1,200 minutes of a quarter.
    with pytest.raises(NotEligible):
        swap(other, one, community, worker, clock)
    assert certified_minutes(one.person) + certified_minutes(other.person) == 1200
    # In the next quarter they may again.
    clock.move_to(timezone.now().replace(year=2027, month=1, day=4, hour=10))
    assert minutes_of_pair(one.person_id, {other.person_id}) == 0


@pytest.mark.parametrize(("most", "fits"), [(59, False), (60, True)])
def test_two_people_serve_each_other_up_to_the_minutes_of_the_rule(
    two_friends, community, worker, clock, most, fits
):
    one, other = two_friends
    PolicyRow.objects.create(
        key=policy.PAIR_MINUTES, value=most, valid_from="2020-01-01", source_kind="choice", source="test"
    )
    if fits:
        swap(one, other, community, worker, clock, minutes=60)
        assert certified_minutes(other.person) == 60
    else:
        with pytest.raises(NotEligible):
            swap(one, other, community, worker, clock, minutes=60)


def test_relatives_do_not_serve_each_other_for_coins_unless_a_city_says_so(
    two_friends, community, worker, clock
):
    one, other = two_friends
    kin(one.person, other.person)
    with pytest.raises(NotEligible):
        swap(one, other, community, worker, clock, minutes=60)
    PolicyRow.objects.create(
        key=policy.KIN_MINUTES, value=60, valid_from="2020-01-01", source_kind="choice", source="test"
    )
    swap(one, other, community, worker, clock, minutes=60)
    with pytest.raises(NotEligible):
        swap(one, other, community, worker, clock, minutes=60)


def test_a_worker_of_the_area_who_serves_for_coins_is_not_paid_by_silence(
    approved, volunteer, community, officer, clock
):
    from people.roles.models import RoleGrant

    RoleGrant.objects.create(user=volunteer.person.user, role=Role.COMMUNITY_WORKER, region=community)
    agree_time(assignment=offer_of(approved), actor=volunteer.person.user, planned_for=TOMORROW_AT_TEN)
    request = serve(offer_of(approved), clock)
    clock.move_to(timezone.now() + timedelta(hours=73))
    pay_unanswered(request=request)
    request.refresh_from_db()
    assert request.state == RequestState.DISPUTED and can_decide(officer, request)
