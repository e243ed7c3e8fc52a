"""The pages: of the elder, the family, the volunteer and the worker."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from people.access_log.models import AccessLog
from people.persons.models import Person
from service_requests.models import ServiceRequest
from service_requests.services.settling import confirm, dispute
from tests.conftest import in_english
from tests.service_requests.conftest import TOMORROW_AT_TEN, coins, offer_of
from volunteers.tasks.services import assignments

pytestmark = pytest.mark.django_db


def form_data(client, url: str = "/requests/ask/", **changes):
    """What the form's page holds, with an elder's answers."""
    page = client.get(url).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once, page
    today = timezone.localdate()
    return {
        "once": once[1],
        "category": "companionship",
        "wish": "想去公园走走",
        "minutes": "60",
        "first_day": today.isoformat(),
        "last_day": (today + timedelta(days=5)).isoformat(),
        "parts": ["0", "1"],
        "prefers_sex": "",
        "region": "511702001001",
        "address": "朝阳中路12号3栋2单元502室",
    } | changes


class TestAsking:
    def test_form_then_price_then_published_and_a_double_click_asks_once(self, elder, log_in):
        client = in_english(log_in(elder.user))
        data = form_data(client)
        price = client.post("/requests/ask/", data).content.decode()
        assert "It costs" in price and "1 hour" in price and "2 hours" in price
        assert not ServiceRequest.objects.exists() and coins(elder) == (180, 0)
        done = client.post("/requests/ask/", data | {"publish": "1"})
        assert client.post("/requests/ask/", data | {"publish": "1"})["Location"] == done["Location"]
        request = ServiceRequest.objects.get()
        assert request.get_absolute_url() == done["Location"] and coins(elder) == (180, 60)
        assert request.full_address == "朝阳中路12号3栋2单元502室" and request.door == "2单元502室"
        page = client.get(done["Location"]).content.decode()
        assert "The community is reviewing it" in page
        bank = client.get("/timebank/").content.decode()
        assert " · Company</span>" in bank and "Reserved: Company" in bank

    def test_the_price_page_carries_every_answer_on_and_back(self, elder, log_in):
        client = in_english(log_in(elder.user))
        page = client.post("/requests/ask/", form_data(client, parts=["0", "2"])).content.decode()
        carried: dict[str, list[str]] = {}
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
            carried.setdefault(name, []).append(value)
        back = client.post("/requests/ask/", carried | {"change": "1"}).content.decode()
        assert "想去公园走走" in back and not ServiceRequest.objects.exists()
        client.post("/requests/ask/", carried | {"publish": "1"})
        request = ServiceRequest.objects.get()
        assert (request.wish, request.region_id, request.minutes) == ("想去公园走走", "511702001001", 60)
        assert request.slots == sum(1 << (day * 3 + part) for day in range(7) for part in (0, 2))

    def test_what_the_balance_buys_is_said_before_anything_is_asked(self, elder, log_in):
        page = in_english(log_in(elder.user)).get("/requests/ask/").content.decode()
        assert "3 hours of time coins available" in page and "Company 3 times (1 hour each)" in page

    def test_too_dear_keeps_what_was_typed(self, elder, log_in):
        client = in_english(log_in(elder.user))
        page = client.post("/requests/ask/", form_data(client, minutes="240")).content.decode()
        assert "This requires 4 hours of time coins; 3 hours is available." in page and "想去公园走走" in page

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("minutes", "9" * 40), ("minutes", "½"), ("minutes", "61"), ("first_day", "31.02.2026"),
            ("first_day", "0000-00-00"), ("last_day", "9999-12-31"), ("category", "x"), ("parts", "77"),
            ("wish", "\0"), ("wish", ""), ("once", "keine"), ("once", ""), ("region", "999999999999"),
            ("address", "\0"), ("prefers_sex", "Z"), ("parts", ""),
        ],
    )  # fmt: skip
    def test_whatever_is_sent_is_answered_kindly(self, elder, log_in, field, value):
        client = log_in(elder.user)
        response = client.post("/requests/ask/", form_data(client) | {field: value, "publish": "1"})
        assert response.status_code == 200
        assert not ServiceRequest.objects.exists() and coins(elder) == (180, 0)

    def test_who_is_too_young_reads_from_when_on(self, make_user, community, log_in):
        from datetime import date

        user = make_user("年轻", region=community, birth_date=date(1990, 1, 1))
        page = in_english(log_in(user)).get("/requests/ask/").content.decode()
        assert "from the age of 60" in page
        mine = in_english(log_in(user)).get("/requests/").content.decode()
        assert "from the age of 60" in mine and "/requests/ask/" not in mine

    def test_the_daughter_asks_for_the_elder_and_not_for_others(
        self, daughter, onlooker, elder, log_in, make_user
    ):
        client = in_english(log_in(daughter))
        assert "Who is the service for?" in client.get("/requests/ask/").content.decode()
        url = f"/requests/ask/?for={elder.uuid}"
        client.post(url, form_data(client, url) | {"publish": "1"})
        assert ServiceRequest.objects.get().channel == "mandate"
        assert log_in(onlooker).get(url).status_code == 404
        assert log_in(make_user("外人")).get(url).status_code == 404
        assert client.get("/requests/ask/?for=keine").status_code == 404


class TestTheRequest:
    def test_confirm_pays_once_however_often_it_is_clicked(self, served, elder, volunteer, log_in):
        client = in_english(log_in(elder.user))
        url = served.get_absolute_url()
        assert "Yes, pay" in client.get(url).content.decode()
        for _click in range(2):
            assert client.post(f"{url}confirm/").status_code == 302
        assert coins(elder) == (120, 0) and coins(volunteer.person) == (60, 0)
        assert "Paid. Done." in client.get(url).content.decode()

    def test_an_objection_needs_a_reason_and_is_told(self, served, elder, log_in):
        client = in_english(log_in(elder.user))
        url = served.get_absolute_url()
        assert client.post(f"{url}dispute/", {"reason": ""}).status_code == 200
        client.post(f"{url}dispute/", {"reason": "只来了半小时"})
        page = client.get(url).content.decode()
        assert "A community worker will decide" in page and "只来了半小时" in page

    def test_a_get_of_a_step_changes_nothing(self, served, elder, log_in):
        client = log_in(elder.user)
        for step in ("confirm", "dispute", "cancel", "no-show"):
            assert client.get(f"{served.get_absolute_url()}{step}/").status_code == 302
        served.refresh_from_db()
        assert served.state == "served"

    def test_the_code_for_the_door_is_shown_to_the_elder_and_never_to_the_volunteer(
        self, agreed, elder, log_in
    ):
        request = ServiceRequest.objects.get(task=agreed.task)
        spaced = f"{request.code[:3]} {request.code[3:]}"
        assert spaced in log_in(elder.user).get(request.get_absolute_url()).content.decode()
        page = log_in(agreed.volunteer.person.user).get(agreed.get_absolute_url()).content.decode()
        assert spaced not in page and request.code not in page

    def test_strangers_find_nothing_and_onlookers_only_look(
        self, served, log_in, make_user, onlooker, volunteer, worker_next_door
    ):
        url = served.get_absolute_url()
        for user in (make_user("外人"), volunteer.person.user, worker_next_door):
            assert log_in(user).get(url).status_code == 404
            assert log_in(user).post(f"{url}confirm/").status_code == 404
        client = in_english(log_in(onlooker))
        assert "Yes, pay" not in client.get(url).content.decode()
        assert client.post(f"{url}confirm/").status_code == 404
        assert AccessLog.objects.filter(actor=onlooker, subject=served.beneficiary).exists()

    def test_calling_it_off(self, asked, elder, log_in):
        log_in(elder.user).post(f"{asked.get_absolute_url()}cancel/", {"reason": ""})
        assert coins(elder) == (180, 0)

    def test_the_list_costs_the_same_queries_for_one_and_for_three(
        self, ask, elder, log_in, django_assert_num_queries
    ):
        client = log_in(elder.user)
        ask(minutes=30)
        client.get("/requests/")
        with django_assert_num_queries(10):
            client.get("/requests/")
        ask(minutes=30)
        ask(minutes=30)
        with django_assert_num_queries(10):
            assert client.get("/requests/").content.decode().count("<article>") == 3

    def test_the_family_sees_the_list(self, asked, onlooker, elder, log_in, make_user):
        page = in_english(log_in(onlooker)).get(f"/requests/?for={elder.uuid}").content.decode()
        assert "Company" in page and ">Ask for a service<" not in page
        assert log_in(make_user("外人")).get(f"/requests/?for={elder.uuid}").status_code == 404


class TestServing:
    def test_stage_by_stage(self, approved, elder, volunteer, log_in, clock):
        client = in_english(log_in(volunteer.person.user))
        offer = offer_of(approved)
        url = offer.get_absolute_url()
        page = client.get(url).content.decode()
        assert "甲社区" in page and "陪老人在附近公园散步" in page
        assert not any(word in page for word in ("朝阳中路", "耳朵", "赵奶奶", elder.phone))
        day = TOMORROW_AT_TEN.date().isoformat()
        assert client.post(f"{url}agree/", {"day": day, "hour": "25:00"}).status_code == 200
        client.post(f"{url}agree/", {"day": day, "hour": "10:00"})
        page = client.get(url).content.decode()
        # Exactly 24 hours before: the door is open.
        assert "2单元502室" in page and elder.name in page
        assert AccessLog.objects.filter(actor=volunteer.person.user, action="reveal").count() == 1
        client.post(f"{url}agree/", {"day": day, "hour": "14:00"})
        page = client.get(url).content.decode()
        assert "朝阳中路12号3栋" in page and "2单元502室" not in page and elder.name not in page
        clock.move_to(TOMORROW_AT_TEN)
        assert "does not match" in client.post(f"{url}check-in/", {"code": "000000"}).content.decode()
        client.post(f"{url}check-in/", {"code": ServiceRequest.objects.get().code})
        clock.move_to(TOMORROW_AT_TEN + timedelta(minutes=60))
        client.post(f"/tasks/{offer.uuid}/check-out/")
        page = client.get(url).content.decode()
        assert "You will be paid once it is confirmed" in page
        confirm(request=approved, actor=elder.user)
        clock.move_to(TOMORROW_AT_TEN + timedelta(hours=4))
        page = client.get(url).content.decode()
        assert "from the person who requested" in page and "朝阳中路" not in page

    def test_signing_up_from_the_list_shows_the_community_only(
        self, approved, make_volunteer, log_in, make_user, elder
    ):
        other = make_volunteer("手快的", lat=31.220)
        client = log_in(other.person.user)
        page = client.get("/requests/open/").content.decode()
        assert "陪老人在附近公园散步" in page and "朝阳中路" not in page and elder.name not in page
        url = f"/requests/open/{approved.task.uuid}/"
        day = TOMORROW_AT_TEN.date().isoformat()
        response = client.post(url, {"day": day, "hour": "10:00"})
        assert response["Location"] == offer_of(approved).get_absolute_url()
        assert offer_of(approved).volunteer == other
        third = log_in(make_volunteer("晚的").person.user)
        assert third.get(url).status_code == 404
        assert log_in(make_user("外人")).get("/requests/open/")["Location"] == "/volunteer/join/"

    def test_somebody_elses_service_is_not_there(self, agreed, log_in, make_volunteer):
        client = log_in(make_volunteer("别人").person.user)
        assert client.get(agreed.get_absolute_url()).status_code == 404


class TestWorkbench:
    def test_the_queue_is_that_of_ones_regions(
        self, asked, worker, worker_next_door, manager, manager_next_door, auditor, log_in
    ):
        url = f"/workbench/requests/{asked.uuid}/"
        for user in (worker, manager, auditor):
            client = in_english(log_in(user))
            assert "赵奶奶" in client.get("/workbench/requests/").content.decode()
            assert client.get(url).status_code == 200
        for user in (worker_next_door, manager_next_door):
            client = log_in(user)
            assert "赵奶奶" not in client.get("/workbench/requests/").content.decode()
            assert client.get(url).status_code == 404
            assert client.post(url, {"step": "approve", "description": "x"}).status_code == 404

    def test_the_tabs_count_what_waits(self, ask, asked, approved, worker, volunteer, elder):
        from service_requests.selectors.queues import counts, queue

        ask(minutes=30)
        assert counts(worker) == {"review": 1, "disputed": 0, "looking": 0}
        assignments.decline(assignment=offer_of(approved), actor=volunteer.person.user)
        assert counts(worker) == {"review": 1, "disputed": 0, "looking": 1}
        assert list(queue(worker, "looking")) == [approved]

    def test_review_choose_and_decide(self, asked, worker, volunteer, make_volunteer, log_in, clock, elder):
        client = in_english(log_in(worker))
        url = f"/workbench/requests/{asked.uuid}/"
        assert client.post(url, {"step": "approve", "description": ""}).status_code == 200
        client.post(url, {"step": "approve", "description": "散步"})
        assert offer_of(asked).volunteer == volunteer
        other = make_volunteer("老熟人", lat=31.216)
        client.post(url, {"step": "ask", "volunteer": str(other.pk)})
        assert offer_of(asked).volunteer == other
        for wrong in ("0", "x", "9" * 30, ""):
            assert client.post(url, {"step": "ask", "volunteer": wrong}).status_code == 404
        client.post(url, {"step": "cancel", "cancel-reason": "住院"})
        assert coins(elder) == (180, 0)

    def test_a_dispute_is_decided_in_part(self, served, elder, worker, log_in, volunteer):
        dispute(request=served, actor=elder.user, reason="只来了半小时")
        client = in_english(log_in(worker))
        url = f"/workbench/requests/{served.uuid}/"
        assert "只来了半小时" in client.get(url).content.decode()
        for wrong in ("", "0", "61", "9" * 30, "x"):
            page = client.post(
                url, {"step": "decide", "decision": "part", "minutes": wrong, "reason": "问过"}
            )
            assert page.status_code == 200 and "问过" in page.content.decode()
        client.post(url, {"step": "decide", "decision": "part", "minutes": "30", "reason": "问过双方"})
        assert coins(volunteer.person) == (30, 0)

    def test_a_forgotten_check_out_is_entered_by_the_worker(self, agreed, worker, elder, log_in, clock):
        request = ServiceRequest.objects.get(task=agreed.task)
        clock.move_to(TOMORROW_AT_TEN)
        assignments.check_in(assignment=agreed, actor=agreed.volunteer.person.user, code=request.code)
        clock.move_to(TOMORROW_AT_TEN + timedelta(hours=5))
        client = in_english(log_in(worker))
        url = f"/workbench/requests/{request.uuid}/"
        assert "Enter the service for the volunteer" in client.get(url).content.decode()
        entered = {
            "step": "enter",
            "enter-day": "2026-11-21",
            "enter-begun": "10:00",
            "enter-note": "本人来电",
        }
        for wrong in ("0", "600", "x", ""):
            assert client.post(url, entered | {"enter-minutes": wrong}).status_code == 200
        client.post(url, entered | {"enter-minutes": "50"})
        request.refresh_from_db()
        assert request.state == "served"
        confirm(request=request, actor=elder.user)
        assert coins(elder) == (130, 0)

    def test_an_auditor_reads_and_decides_nothing(self, asked, auditor, log_in):
        client = log_in(auditor)
        url = f"/workbench/requests/{asked.uuid}/"
        assert client.post(url, {"step": "approve", "description": "x"}).status_code == 403
        asked.refresh_from_db()
        assert asked.state == "review"

    def test_a_wish_said_by_telephone(self, elder, worker, worker_next_door, log_in):
        client = in_english(log_in(worker))
        Person.objects.filter(pk=elder.pk).update(phone="+8613900000001")
        found = client.post("/workbench/requests/phone/", {"number": "13900000001"}).content.decode()
        url = f"/workbench/requests/phone/{elder.pk}/"
        assert url in found
        page = client.get(url).content.decode()
        assert "You have 3 hours of time coins." in page and "Company 3 times" in page
        data = form_data(client, url)
        assert client.post(url, data).status_code == 200
        response = client.post(url, data | {"agreed_note": "九点来电，本人同意"})
        request = ServiceRequest.objects.get()
        assert response["Location"] == f"/workbench/requests/{request.uuid}/" and request.channel == "phone"
        assert log_in(worker_next_door).get(url).status_code == 404
