"""From asking to paying: what each step does to the request, the coins and the people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.models import Message
from people.logins.models import User
from people.roles.models import RoleGrant
from service_requests.enums import RequestState
from service_requests.errors import NotYours, RequestError
from service_requests.models import RequestEvent, ServiceRequest
from service_requests.permissions import can_decide, can_review
from service_requests.services.ending import cancel, lapse, report_no_show
from service_requests.services.matching import agree_time, claim_request, offer_to_volunteer
from service_requests.services.reviewing import approve, reject
from service_requests.services.settling import confirm, decide, dispute, pay_unanswered
from service_requests.services.sweeping import sweep
from tests.service_requests.conftest import (
    NOW,
    TOMORROW_AT_TEN,
    coins,
    escrow,
    offer_of,
    serve,
)
from timebank.earning.selectors.stars import certified_minutes
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.selectors.balances import balance
from volunteers.errors import NotEligible, TaskError
from volunteers.tasks.services import assignments
from workbench.roles import Role

pytestmark = pytest.mark.django_db


def told(person, kind: str) -> int:
    return Message.objects.filter(person=person, kind=f"request.{kind}").count()


class TestTheWholeWay:
    def test_an_hour_of_company_is_asked_for_served_confirmed_and_paid(
        self, asked, worker, volunteer, elder, clock
    ):
        assert asked.state == RequestState.REVIEW and asked.task is None
        assert coins(elder) == (180, 60) and escrow() == (0, 60)
        approve(request=asked, actor=worker, description="散步")
        offer = offer_of(asked)
        assert offer.volunteer == volunteer and offer.state == "offered"
        agreed = agree_time(assignment=offer, actor=volunteer.person.user, planned_for=TOMORROW_AT_TEN)
        assert told(elder, "accepted") == 1
        request = serve(agreed, clock)
        assert request.state == RequestState.SERVED
        assert not ServiceRecord.objects.filter(person=volunteer.person).exists()
        assert coins(elder) == (180, 60)
        confirm(request=request, actor=elder.user)
        assert coins(elder) == (120, 0) and coins(volunteer.person) == (60, 0) and escrow() == (0, 0)
        assert certified_minutes(volunteer.person) == 60
        record = ServiceRecord.objects.get(person=volunteer.person)
        assert (record.category, record.content, record.place) == ("companionship", "散步", "甲社区")
        request.refresh_from_db()
        assert request.state == RequestState.PAID and request.task.state == "done"
        steps = list(request.events.values_list("step", flat=True))
        assert steps == ["asked", "approved", "accepted", "served", "confirmed"]

    def test_the_address_never_stands_in_the_task_or_the_record(self, served, elder):
        confirm(request=served, actor=elder.user)
        written = " ".join(
            str(value)
            for row in (*type(served.task).objects.values(), *ServiceRecord.objects.values())
            for value in row.values()
        )
        assert "朝阳中路" not in written and "耳朵" not in written and elder.name not in written

    def test_a_shorter_service_is_paid_in_part(self, agreed, clock, elder, volunteer):
        request = serve(agreed, clock, minutes=45)
        confirm(request=request, actor=elder.user)
        assert coins(elder) == (135, 0) and coins(volunteer.person) == (45, 0)
        message = Message.objects.get(person=elder, kind="request.confirmed")
        assert "45" in message.body and "15" in message.body

    def test_a_longer_service_is_certified_as_agreed_and_both_hear_what_is_paid(
        self, agreed, clock, elder, volunteer
    ):
        request = serve(agreed, clock, minutes=80)
        confirm(request=request, actor=elder.user)
        assert coins(elder) == (120, 0) and coins(volunteer.person) == (60, 0)
        assert certified_minutes(volunteer.person) == 60
        assert told(elder, "confirmed") == 1 and told(volunteer.person, "confirmed") == 1

    def test_confirming_twice_pays_once(self, served, elder, volunteer):
        confirm(request=served, actor=elder.user)
        confirm(request=served, actor=elder.user)
        assert coins(volunteer.person) == (60, 0)
        assert RequestEvent.objects.filter(request=served, step="confirmed").count() == 1

    def test_approving_twice_asks_one_volunteer_once(self, asked, worker, volunteer):
        approve(request=asked, actor=worker, description="散步")
        approve(request=asked, actor=worker, description="散步")
        assert told(asked.beneficiary, "approved") == 1
        assert offer_of(asked).volunteer == volunteer


class TestSilence:
    def test_after_72_hours_without_an_objection_it_is_paid(self, served, clock, elder, volunteer):
        clock.move_to(timezone.now() + timedelta(hours=72) - timedelta(seconds=1))
        assert not pay_unanswered(request=served)
        assert sweep()["paid"] == 0 and coins(elder) == (180, 60)
        clock.move_to(timezone.now() + timedelta(seconds=1))
        assert sweep()["paid"] == 1
        assert coins(elder) == (120, 0) and coins(volunteer.person) == (60, 0)
        assert sweep() == {"paid": 0, "lapsed": 0, "asked": 0}
        assert told(elder, "silence") == 1

    def test_who_forgot_to_check_out_is_not_paid_by_the_clock(self, agreed, clock, elder, volunteer):
        request = serve(agreed, clock, minutes=600)
        clock.move_to(timezone.now() + timedelta(hours=73))
        sweep()
        request.refresh_from_db()
        assert request.state == RequestState.DISPUTED
        assert coins(elder) == (180, 60) and coins(volunteer.person) == (0, 0)

    def test_what_is_disputed_is_not_paid_by_the_clock(self, served, clock, elder):
        dispute(request=served, actor=elder.user, reason="只来了半小时")
        clock.move_to(timezone.now() + timedelta(hours=100))
        assert sweep()["paid"] == 0 and coins(elder) == (180, 60)


class TestDisputes:
    @pytest.fixture
    def disputed(self, served, elder):
        return dispute(request=served, actor=elder.user, reason="只来了半小时")

    def test_an_objection_stops_the_payment_and_reaches_the_volunteer(self, disputed, elder, volunteer):
        assert disputed.state == RequestState.DISPUTED
        with pytest.raises(RequestError):
            confirm(request=disputed, actor=elder.user)
        assert coins(elder) == (180, 60)
        assert "只来了半小时" in Message.objects.get(person=volunteer.person, kind="request.disputed").body

    @pytest.mark.parametrize(
        ("decision", "minutes", "elder_has", "volunteer_has", "state"),
        [
            ("full", None, (120, 0), 60, "paid"),
            ("part", 30, (150, 0), 30, "paid"),
            ("none", None, (180, 0), 0, "unpaid"),
        ],
    )
    def test_a_worker_decides_and_both_read_why(
        self, disputed, worker, elder, volunteer, decision, minutes, elder_has, volunteer_has, state
    ):
        for _twice in range(2):
            decide(request=disputed, actor=worker, decision=decision, minutes=minutes, reason="问过双方")
        disputed.refresh_from_db()
        assert disputed.state == state
        assert coins(elder) == elder_has and coins(volunteer.person) == (volunteer_has, 0)
        assert certified_minutes(volunteer.person) == volunteer_has
        for person in (elder, volunteer.person):
            assert "问过双方" in Message.objects.get(person=person, kind=f"request.decided_{decision}").body
        assert escrow() == (0, 0)
        # Nobody is asked for it again.
        assert sweep() == {"paid": 0, "lapsed": 0, "asked": 0}
        assert disputed.task.state in ("done", "lapsed")

    @pytest.mark.parametrize("minutes", [None, 0, -1, 61, 10**30, True])
    def test_a_part_is_some_of_the_minutes_that_were_served(self, disputed, worker, minutes):
        with pytest.raises(RequestError):
            decide(request=disputed, actor=worker, decision="part", minutes=minutes, reason="x")
        disputed.refresh_from_db()
        assert disputed.state == "disputed"

    @pytest.mark.parametrize("decision", ["", "everything", "\0"])
    def test_another_decision_is_not_known(self, disputed, worker, decision):
        with pytest.raises(RequestError):
            decide(request=disputed, actor=worker, decision=decision, reason="x")

    def test_nobody_decides_without_a_reason_or_in_their_own_matter(
        self, disputed, worker, worker_next_door, manager, elder, volunteer, make_user
    ):
        with pytest.raises(RequestError):
            decide(request=disputed, actor=worker, decision="full", reason=" \0 ")
        for actor in (worker_next_door, elder.user, volunteer.person.user, make_user("外人")):
            with pytest.raises(NotYours):
                decide(request=disputed, actor=actor, decision="full", reason="x")
        decide(request=disputed, actor=manager, decision="full", reason="县里看过")
        assert coins(volunteer.person) == (60, 0)

    def test_a_worker_does_not_judge_the_dispute_over_her_own_service(
        self, disputed, worker, officer, volunteer, community
    ):
        RoleGrant.objects.create(user=volunteer.person.user, role=Role.COMMUNITY_WORKER, region=community)
        server = User.objects.get(pk=volunteer.person.user_id)
        assert can_review(server, disputed) and not can_decide(server, disputed)
        with pytest.raises(NotYours):
            decide(request=disputed, actor=server, decision="full", reason="我来过")
        assert coins(volunteer.person) == (0, 0)
        # Nor does the colleague beside her: the township does.
        assert not can_decide(worker, disputed) and can_decide(officer, disputed)

    def test_the_workers_verification_queue_leaves_it_alone(self, served, worker):
        from volunteers.tasks.selectors.queue import to_verify

        assert not to_verify(worker).exists()
        assignment = offer_of(served)
        for step in (
            lambda: assignments.verify(assignment=assignment, actor=worker),
            lambda: assignments.reject(assignment=assignment, actor=worker, note="x"),
        ):
            with pytest.raises(TaskError) as caught:
                step()
            assert caught.value.code == "settled_elsewhere"


class TestEndsWithoutService:
    def test_a_refusal_at_the_review_frees_the_coins_and_says_why(self, asked, worker, elder):
        with pytest.raises(RequestError):
            reject(request=asked, actor=worker, note="")
        for _twice in range(2):
            reject(request=asked, actor=worker, note="志愿者不能做护理")
        assert coins(elder) == (180, 0)
        assert "志愿者不能做护理" in Message.objects.get(person=elder, kind="request.rejected").body

    def test_the_elder_calls_it_off_before_anybody_looked_at_it(self, asked, elder, worker):
        for _twice in range(2):
            cancel(request=asked, actor=elder.user)
        assert coins(elder) == (180, 0) and told(elder, "cancelled") == 1
        with pytest.raises(RequestError):
            approve(request=asked, actor=worker, description="x")

    def test_called_off_after_a_yes_the_volunteer_is_told(self, agreed, elder, volunteer):
        request = ServiceRequest.objects.get(task=agreed.task)
        cancel(request=request, actor=elder.user, reason="住院了")
        agreed.refresh_from_db()
        assert agreed.state == "cancelled" and coins(elder) == (180, 0)
        assert "住院了" in Message.objects.get(person=volunteer.person, kind="change").body

    def test_nobody_calls_off_what_has_begun(self, agreed, elder, clock):
        request = ServiceRequest.objects.get(task=agreed.task)
        clock.move_to(TOMORROW_AT_TEN)
        assignments.check_in(assignment=agreed, actor=agreed.volunteer.person.user, code=request.code)
        with pytest.raises(Exception, match=r".+"):
            cancel(request=request, actor=elder.user)
        request.refresh_from_db()
        assert request.state == "open" and coins(elder) == (180, 60)

    def test_who_waited_in_vain_gets_the_coins_back(self, agreed, elder, volunteer, clock):
        request = ServiceRequest.objects.get(task=agreed.task)
        with pytest.raises(RequestError):
            report_no_show(request=request, actor=elder.user)
        clock.move_to(TOMORROW_AT_TEN + timedelta(hours=1))
        for _twice in range(2):
            report_no_show(request=request, actor=elder.user)
        agreed.refresh_from_db()
        assert agreed.state == "no_show" and coins(elder) == (180, 0)
        assert told(elder, "no_show") == 1 and told(volunteer.person, "no_show") == 1

    def test_nobody_is_missed_who_was_never_awaited(self, approved, elder):
        with pytest.raises(RequestError):
            report_no_show(request=approved, actor=elder.user)

    def test_a_request_that_nobody_took_lapses_after_its_last_day(self, asked, elder, clock):
        clock.move_to(NOW + timedelta(days=7, hours=13))
        assert not lapse(request=asked)
        clock.move_to(NOW + timedelta(days=8))
        assert sweep()["lapsed"] == 1 and sweep()["lapsed"] == 0
        assert coins(elder) == (180, 0) and told(elder, "lapsed") == 1

    def test_a_yes_that_nobody_came_for_lapses_too_and_both_are_told(self, agreed, elder, volunteer, clock):
        clock.move_to(NOW + timedelta(days=9))
        sweep()
        agreed.refresh_from_db()
        assert agreed.state == "cancelled" and coins(elder) == (180, 0)
        assert told(volunteer.person, "lapsed") == 1

    def test_a_task_that_the_clock_lapsed_first_frees_the_coins_as_well(self, approved, elder, clock):
        from volunteers.tasks.services.tasks import lapse_tasks

        clock.move_to(NOW + timedelta(days=8))
        assert lapse_tasks() == 1
        assert sweep()["lapsed"] == 1
        assert coins(elder) == (180, 0)

    def test_a_service_entered_after_its_coins_were_freed_is_refused(
        self, approved, elder, volunteer, worker, clock
    ):
        clock.move_to(NOW + timedelta(days=9))
        sweep()
        with pytest.raises(RequestError):
            assignments.record_on_behalf(
                task=approved.task, volunteer=volunteer, actor=worker, started_at=TOMORROW_AT_TEN, minutes=60
            )
        assert not ServiceRecord.objects.filter(person=volunteer.person).exists()


class TestFindingSomebody:
    def test_the_nearest_who_is_free_is_asked(self, asked, worker, make_volunteer):
        make_volunteer("远的", lat=31.230)
        near = make_volunteer("近的", lat=31.2125)
        make_volunteer("不愿探访", lat=31.2121, visits_elders=False)
        make_volunteer("没时间", lat=31.2121, monthly_cap_minutes=30)
        approve(request=asked, actor=worker, description="散步")
        assert offer_of(asked).volunteer == near

    def test_the_sex_asked_for_is_kept(self, ask, worker, make_volunteer):
        make_volunteer("女的", lat=31.2121)
        man = make_volunteer("男的", lat=31.214, sex="M")
        request = ask(prefers_sex="M")
        approve(request=request, actor=worker, description="散步")
        assert offer_of(request).volunteer == man

    def test_after_a_no_the_next_is_asked_and_the_first_never_again(
        self, approved, volunteer, make_volunteer
    ):
        second = make_volunteer("第二个", lat=31.220)
        assignments.decline(assignment=offer_of(approved), actor=volunteer.person.user)
        assert offer_of(approved).volunteer == second
        assignments.decline(assignment=offer_of(approved), actor=second.person.user)
        approved.refresh_from_db()
        assert not approved.task.assignments.active().exists()
        assert approved.task.unmatched_reason

    def test_who_does_not_answer_in_time_loses_the_offer(self, approved, make_volunteer, clock):
        second = make_volunteer("第二个", lat=31.220)
        clock.move_to(NOW + timedelta(hours=11))
        assert sweep()["asked"] == 0
        clock.move_to(NOW + timedelta(hours=12))
        assert sweep()["asked"] == 1
        assert offer_of(approved).volunteer == second

    def test_a_withdrawal_keeps_the_coins_set_aside_and_asks_the_next(
        self, agreed, elder, volunteer, make_volunteer
    ):
        second = make_volunteer("第二个", lat=31.220)
        assignments.withdraw(assignment=agreed, actor=volunteer.person.user, reason="病了")
        request = ServiceRequest.objects.get(task=agreed.task)
        assert offer_of(request).volunteer == second
        assert coins(elder) == (180, 60) and told(elder, "withdrawn") == 1

    def test_whoever_signs_up_first_serves(self, approved, make_volunteer, volunteer, elder):
        quick = make_volunteer("手快的", lat=31.260)
        made = claim_request(
            request=approved, volunteer=quick, actor=quick.person.user, planned_for=TOMORROW_AT_TEN
        )
        assert (made.state, offer_of(approved).volunteer) == ("accepted", quick)
        assert told(elder, "accepted") == 1
        again = claim_request(
            request=approved, volunteer=quick, actor=quick.person.user, planned_for=TOMORROW_AT_TEN
        )
        assert again == made
        with pytest.raises((NotEligible, RequestError)):
            claim_request(
                request=approved,
                volunteer=volunteer,
                actor=volunteer.person.user,
                planned_for=TOMORROW_AT_TEN,
            )

    def test_nobody_serves_themselves_or_whom_they_act_for(
        self, ask, worker, make_volunteer, elder, make_user
    ):
        from people.mandates.services import record_mandate
        from volunteers.registration.models.volunteer import Volunteer

        helper = make_volunteer("赵孙女", lat=31.2121)
        record_mandate(principal=elder, agent=helper.person, relation="孙女", actor=worker)
        own = Volunteer.objects.create(
            person=elder, region=elder.region, lat=31.212, lon=107.502, location_quality="exact",
            state="approved", max_distance_m=3000, monthly_cap_minutes=600,
        )  # fmt: skip
        request = ask()
        approve(request=request, actor=worker, description="散步")
        request.refresh_from_db()
        assert not request.task.assignments.exists()
        for who in (helper, own):
            with pytest.raises(NotEligible):
                claim_request(
                    request=request, volunteer=who, actor=who.person.user, planned_for=TOMORROW_AT_TEN
                )
            with pytest.raises(NotEligible):
                ask_volunteer(request, who, worker)
            with pytest.raises(TaskError):
                assignments.record_on_behalf(
                    task=request.task, volunteer=who, actor=worker, minutes=1,
                    started_at=timezone.now() - timedelta(minutes=5),
                )  # fmt: skip

    def test_a_worker_chooses_and_replaces_whoever_was_asked(
        self, approved, worker, volunteer, make_volunteer
    ):
        chosen = make_volunteer("老熟人", lat=31.230, max_distance_m=500)
        ask_volunteer(approved, chosen, worker)
        assert offer_of(approved).volunteer == chosen
        assert told(approved.beneficiary, "reassigned") == 0

    def test_who_waits_for_one_volunteer_hears_that_another_is_asked(
        self, agreed, worker, make_volunteer, elder
    ):
        request = ServiceRequest.objects.get(task=agreed.task)
        ask_volunteer(request, make_volunteer("另一位", lat=31.220), worker)
        agreed.refresh_from_db()
        assert agreed.state == "replaced" and told(elder, "reassigned") == 1

    def test_a_minor_does_not_serve_alone_at_home(self, asked, worker, make_volunteer):
        from datetime import date

        make_volunteer("中学生", lat=31.2121, birth_date=date(2010, 1, 1))
        approve(request=asked, actor=worker, description="散步")
        asked.refresh_from_db()
        assert asked.task.unmatched_reason == "only_minors"


def ask_volunteer(request, volunteer, worker):
    return offer_to_volunteer(request=request, volunteer=volunteer, actor=worker)


def test_steps_are_never_rewritten(asked):
    from django.db import DatabaseError, transaction

    event = asked.events.get()
    for change in (lambda: RequestEvent.objects.update(note="x"), event.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert balance(asked.beneficiary).reserved_minutes == 60
