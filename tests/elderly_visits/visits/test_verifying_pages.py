"""The pages on which services are verified: what they show to whom, the press, the next one."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elderly_visits.concerns.enums import Severity
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.selectors.accounts import GRAVE
from people.access_log.models import AccessLog
from people.roles.models import RoleGrant
from tests.conftest import in_english
from tests.elderly_visits.visits.served import visited, written_down
from tests.timebank.conftest import rule
from timebank.earning.selectors.stars import certified_minutes
from volunteers.tasks import policy
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.verified_together import VerifiedTogether
from volunteers.tasks.selectors.queue import to_verify
from volunteers.tasks.services import assignments
from workbench.roles import Role

QUEUE = reverse("volunteers_workbench:queue")
TOGETHER = reverse("volunteers_workbench:together")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def morning(clock: Any, settings: Any, db: None) -> Any:
    settings.LANGUAGE_CODE = "en"
    # So that one volunteer's visits of a day fill a queue.
    rule(policy.VISITS_PER_HALF_DAY, 20)
    return clock


@pytest.fixture
def known(make_visit: Any, elder: Any, volunteer: Any) -> Any:
    """The volunteer has visited the elder before, with good proof."""
    before, today = timedelta(days=3), timezone.localdate()
    visit = make_visit(elder, ordinal=9, starts_on=today - before, ends_on=today)
    found = visited(visit, volunteer, proved=True, ago=before)
    # The elder had agreed by then.
    VisitReport.objects.update(without_consent=False)
    return found


@pytest.fixture
def three(known: Any, make_visit: Any, elder: Any, volunteer: Any) -> list[Any]:
    """Two ordinary visits and one that found somebody ill."""
    return [
        visited(make_visit(elder, ordinal=1), volunteer, ago=6 * HOUR),
        visited(make_visit(elder, ordinal=2), volunteer, ago=4 * HOUR),
        visited(make_visit(elder, ordinal=3), volunteer, ago=2 * HOUR, health="sick"),
    ]


def url_of(row: Any) -> str:
    return reverse("volunteers_workbench:service", args=[row.pk])


def decide_url(row: Any) -> str:
    return reverse("volunteers_workbench:verify", args=[row.pk])


def states(rows: list[Any]) -> list[str]:
    return [Assignment.objects.get(pk=row.pk).state for row in rows]


# --- the queue -------------------------------------------------------------------------------------------------------


def test_the_queue_is_parted_and_the_parts_add_up(three, worker, log_in):
    client = log_in(worker)
    page = client.get(QUEUE)
    assert page.context["part"] == "together"
    assert list(page.context["page_obj"]) == three[:2]
    assert page.context["numbers"] == {"together": "2", "alone": "1"}
    assert to_verify(worker).count() == 3
    assert list(client.get(QUEUE, {"part": "alone"}).context["page_obj"]) == three[2:]


def test_of_thousands_no_more_are_counted_than_anybody_reads(three, worker, log_in, monkeypatch):
    monkeypatch.setattr("volunteers.tasks.workbench.queue.COUNTED", 1)
    page = log_in(worker).get(QUEUE)
    assert page.context["numbers"] == {"together": "1+", "alone": "1"}


def test_nothing_is_chosen_before_somebody_chooses(three, worker, log_in):
    client = log_in(worker)
    boxes = re.compile(r'<input type="checkbox" name="pk"[^>]*>')
    page = client.get(QUEUE).content.decode()
    assert [("checked" in box) for box in boxes.findall(page)] == [False, False]
    page = client.get(QUEUE, {"part": "together", "all": "1"}).content.decode()
    assert [("checked" in box) for box in boxes.findall(page)] == [True, True]


def test_a_card_shows_what_is_decided_on(three, worker, log_in):
    page = in_english(log_in(worker)).get(QUEUE, {"part": "alone"}).content.decode()
    for words in (
        "志愿者甲", "老人甲", "Door code", "At the agreed time", "40 of 40 minutes", "Met once before",
        "Ill, needs a doctor", "Urgent · Health", "What was reported asks for a look",
        "Usually: 1 earlier service of these two, 1 with nothing grave, 40 minutes on average.",
        'role="img" aria-label="Agreed ', "Visit report",
    ):  # fmt: skip
        assert words in page, (words, re.findall("Usually[^<]*", page))
    assert reverse("elderly_visits_elder:inspect", args=[three[2].task.visit.elder_id]) in page


def test_grave_is_what_concerns_call_so():
    assert {Severity.EMERGENCY, Severity.URGENT} == set(GRAVE)


def test_a_routine_finding_is_shown_and_does_not_keep_a_visit_apart(
    known, make_visit, elder, volunteer, worker, log_in
):
    waiting = visited(make_visit(elder), volunteer, mood="low")
    page = in_english(log_in(worker)).get(QUEUE)
    assert page.context["part"] == "together" and list(page.context["page_obj"]) == [waiting]
    assert "Routine · State of mind" in page.content.decode()


def test_of_an_elder_who_lives_elsewhere_now_nothing_is_told(three, worker, log_in, community_next_door):
    elder = three[2].task.visit.elder
    elder.region = community_next_door
    elder.save(update_fields=["region"])
    Assignment.objects.filter(pk=three[2].pk).update(check_in_distance_m=30)
    for page in (log_in(worker).get(QUEUE, {"part": "alone"}), log_in(worker).get(url_of(three[2]))):
        text = page.content.decode()
        assert "老人甲" not in text and "志愿者甲" in text
        assert "about 50 m" not in text and "Ill, needs a doctor" not in text


def test_that_names_were_listed_and_a_service_was_read_is_on_record(three, worker, log_in):
    client = log_in(worker)
    client.get(QUEUE)
    assert AccessLog.objects.filter(actor=worker, action="list", count=2).exists()
    client.post(TOGETHER, {"pk": [row.pk for row in three]})
    assert AccessLog.objects.filter(actor=worker, action="list", count=2).count() == 2
    client.get(url_of(three[2]))
    read = AccessLog.objects.filter(actor=worker, action="read").values_list("subject", flat=True)
    assert set(read) == {three[2].volunteer.person_id, three[2].task.visit.elder.person_id}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"reason": "odd-finding"}, {2}),
        ({"reason": "waits-far"}, {0}),
        ({"reason": "waits-hour"}, set()),
        ({"kind": "visit"}, {0, 1, 2}),
        ({"kind": "shift"}, set()),
        ({"who": "愿者甲"}, {0, 1, 2}),
        ({"who": "乙"}, set()),
        ({"days": "3"}, {1}),
        ({"place": "511702001001"}, {0, 1, 2}),
        ({"place": "511702001002"}, set()),
        ({"reason": "'", "kind": "\x00", "days": "9" * 50, "place": "x", "sort": "?"}, {0, 1, 2}),
    ],
)
def test_the_queue_is_filtered_by_what_one_looks_for(
    three, officer, community_next_door, log_in, asked, found
):
    Assignment.objects.filter(pk=three[0].pk).update(waits_for=["grade", "far"])
    row = Assignment.objects.get(pk=three[1].pk)
    Assignment.objects.filter(pk=row.pk).update(
        checked_in_at=row.checked_in_at - timedelta(days=4),
        checked_out_at=row.checked_out_at - timedelta(days=4),
    )
    client = log_in(officer)
    shown = {
        row.pk
        for part in ("together", "alone")
        for row in client.get(QUEUE, asked | {"part": part}).context["page_obj"]
    }
    assert shown == {three[number].pk for number in found}


def test_the_longest_waiting_come_first_unless_asked_otherwise(three, worker, log_in):
    client = log_in(worker)
    assert list(client.get(QUEUE, {"sort": "new"}).context["page_obj"]) == three[1::-1]


def test_pages_cost_as_many_queries_for_one_service_as_for_many(
    known, make_visit, make_elder, elder, volunteer, make_volunteer, worker, log_in
):
    client = log_in(worker)

    def cost(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    visited(make_visit(elder, ordinal=1), volunteer, ago=HOUR)
    visited(make_visit(elder, ordinal=2), volunteer, ago=8 * HOUR, health="sick")
    addresses = [QUEUE, f"{QUEUE}?part=alone"]
    one = [cost(address) for address in addresses]
    for number in range(3, 7):
        visited(make_visit(elder, ordinal=number), volunteer, minutes=20, ago=number * HOUR)
        other = make_volunteer(f"志愿者{number}")
        visited(make_visit(make_elder(f"老人{number}")), other, health="sick")
    assert [cost(address) for address in addresses] == one
    assert max(one) <= 40


# --- together --------------------------------------------------------------------------------------------------------


def asked_and_pressed(client: Any, rows: list[Any]) -> Any:
    asked = client.post(TOGETHER, {"pk": [row.pk for row in rows]})
    form = dict(re.findall(r'name="(key)" value="([^"]+)"', asked.content.decode()))
    keys = re.findall(r'name="pk" value="(\d+)"', asked.content.decode())
    return asked, client.post(TOGETHER, {"key": form["key"], "pk": keys}, follow=True)


def test_the_ordinary_ones_are_verified_with_one_press_after_a_page_that_says_how_many_and_how_long(
    three, worker, log_in
):
    client = in_english(log_in(worker))
    asked = client.post(TOGETHER, {"pk": [row.pk for row in three]})
    text = asked.content.decode()
    assert "Verify 2 services?" in text and "80 minutes are credited in all" in text
    assert "1 you chose is not among them" in text
    assert states(three) == ["checked_out"] * 3
    _asked, done = asked_and_pressed(client, three)
    text = done.content.decode()
    assert "2 services are verified, 80 minutes were credited." in text
    assert states(three) == ["verified", "verified", "checked_out"]
    # What is left to decide is there at once.
    assert done.context["part"] == "alone" and list(done.context["page_obj"]) == three[2:]


def test_the_confirmation_says_how_many_rest_on_a_colleagues_word(
    known, make_visit, elder, volunteer, worker, officer, log_in
):
    row = written_down(make_visit(elder), volunteer, worker)
    asked = in_english(log_in(officer)).post(TOGETHER, {"pk": [row.pk]})
    assert "1 of them was written down by a colleague" in asked.content.decode()


def test_an_odd_one_that_is_pushed_into_the_press_stays_with_its_reason(three, worker, log_in):
    client = in_english(log_in(worker))
    pressed = client.post(TOGETHER, {"key": str(uuid4()), "pk": [row.pk for row in three]}, follow=True)
    text = pressed.content.decode()
    assert "2 services are verified." in text and "80 minutes were credited" in text
    assert "These stay, and why" in text and "What was reported asks for a look" in text
    assert "Go on: 1 by itself" in text
    assert states(three) == ["verified", "verified", "checked_out"]


def test_pressing_twice_shows_the_same_result(three, worker, log_in):
    client, key = log_in(worker), str(uuid4())
    pages = [
        client.post(TOGETHER, {"key": key, "pk": [row.pk for row in three]}, follow=True) for _ in range(2)
    ]
    assert [page.context["done"] for page in pages] == [2, 2]
    assert certified_minutes(three[0].volunteer.person) == 120


def test_the_result_is_for_who_pressed(three, worker, officer, worker_next_door, log_in):
    key = uuid4()
    log_in(worker).post(TOGETHER, {"key": str(key), "pk": [three[0].pk]})
    address = reverse("volunteers_workbench:together_result", args=[key])
    assert log_in(worker).get(address).status_code == 200
    for stranger in (officer, worker_next_door):
        assert log_in(stranger).get(address).status_code == 404
    assert VerifiedTogether.objects.get().actor == worker


def test_nothing_chosen_and_nonsense_lead_back_with_a_word(three, worker, worker_next_door, log_in):
    client = in_english(log_in(worker))
    answer = client.post(TOGETHER, {}, follow=True)
    assert "Please choose at least one service." in answer.content.decode()
    assert client.post(TOGETHER, {"key": "x", "pk": [three[0].pk]}).status_code == 404
    assert client.get(TOGETHER).status_code == 405
    log_in(worker_next_door).post(TOGETHER, {"key": str(uuid4()), "pk": [three[0].pk]})
    assert states(three) == ["checked_out"] * 3


# --- one by one ------------------------------------------------------------------------------------------------------


def test_after_the_decision_the_next_one_is_there(three, make_visit, elder, volunteer, worker, log_in):
    following = visited(make_visit(elder, ordinal=4), volunteer, falls="danger")
    client = log_in(worker)
    answer = client.post(decide_url(three[2]), {"decision": "verify", "then": "next"})
    assert answer["Location"] == url_of(following)
    answer = client.post(decide_url(following), {"decision": "verify", "then": "next"})
    assert answer["Location"] == QUEUE


def test_in_the_list_the_same_filters_stay(three, worker, log_in):
    here = f"{QUEUE}?part=alone&who=%E7%94%B2"
    client = log_in(worker)
    answer = client.post(decide_url(three[2]), {"decision": "verify", "next": here})
    assert answer["Location"] == here
    answer = client.post(decide_url(three[1]), {"decision": "verify", "next": "https://elsewhere.example/"})
    assert answer["Location"] == QUEUE


def test_a_ready_made_reason_is_sent_as_it_stands_or_changed(three, worker, log_in):
    client = log_in(worker)
    client.post(decide_url(three[0]), {"decision": "reject", "ready": "没有人来过", "note": ""})
    client.post(
        decide_url(three[1]), {"decision": "reject", "ready": "没有人来过", "note": "没有人来过，问了两次"}
    )
    rows = [Assignment.objects.get(pk=row.pk) for row in three[:2]]
    assert [(row.state, row.note) for row in rows] == [
        ("rejected", "没有人来过"),
        ("rejected", "没有人来过，问了两次"),
    ]


def test_the_page_of_a_service_is_for_staff_of_its_area(
    three, worker, officer, manager, auditor, worker_next_door, manager_next_door, resident, volunteer, log_in
):
    for user in (worker, officer, manager, auditor):
        assert log_in(user).get(url_of(three[0])).status_code == 200, user
    for user in (worker_next_door, manager_next_door):
        assert log_in(user).get(url_of(three[0])).status_code == 404, user
    for user in (resident, volunteer.person.user):
        assert log_in(user).get(url_of(three[0])).status_code == 403, user


def test_ones_own_service_is_read_as_every_volunteer_reads_it(three, volunteer, community, log_in):
    RoleGrant.objects.create(user=volunteer.person.user, role=Role.COMMUNITY_WORKER, region=community)
    answer = log_in(volunteer.person.user).get(url_of(three[0]))
    assert answer.status_code == 302 and answer["Location"] == f"/visits/{three[0].uuid}/"


def test_who_had_a_hand_in_it_and_who_only_looks_finds_no_button(
    known, make_visit, elder, volunteer, worker, officer, auditor, log_in
):
    row = written_down(make_visit(elder), volunteer, worker)
    pages = {
        user: in_english(log_in(user)).get(url_of(row)).content.decode()
        for user in (worker, officer, auditor)
    }
    assert 'value="verify"' in pages[officer]
    assert 'value="verify"' not in pages[worker] and "You entered this service." in pages[worker]
    assert 'value="verify"' not in pages[auditor]
    assert "Entered by 网格员甲." in pages[auditor]


def test_what_was_verified_says_by_whom_and_that_it_stays(three, worker, log_in):
    client = in_english(log_in(worker))
    client.post(TOGETHER, {"key": str(uuid4()), "pk": [three[0].pk]})
    assignments.verify(assignment=three[2], actor=worker)
    page = client.get(url_of(three[0])).content.decode()
    assert "Verified by 网格员甲" in page and "It was verified together with others." in page
    assert 'value="verify"' not in page
    assert "together with others" not in client.get(url_of(three[2])).content.decode()
