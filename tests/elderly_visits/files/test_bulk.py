"""Several elders of the list at once: another worker in charge."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elderly_visits.concerns.services.concerns import raise_concern
from elderly_visits.files.selectors.register import of_age
from elderly_visits.register.models import Elder
from notifications.models import Message
from people.access_log.models import AccessLog
from tests.conftest import in_english
from workbench.roles import Role

LIST = "/workbench/elderly_visits/elder/"
BULK = f"{LIST}bulk/"


@pytest.fixture
def colleague(make_user, community):
    return make_user("网格员丙", Role.COMMUNITY_WORKER, community)


@pytest.fixture
def hers(make_elder, worker):
    return [make_elder(f"老人{number}", worker=worker) for number in range(3)]


def asked(client, rows, **more):
    return client.post(BULK, {"action": "assign", "pk": [row.pk for row in rows], **more})


def confirmed(client, rows, to, **more):
    data = {"confirmed": "1", "worker": to.pk, "occasion": str(uuid4())} | more
    return asked(client, rows, **data)


def in_charge(rows):
    return {elder.worker_id for elder in Elder.objects.filter(pk__in=[row.pk for row in rows])}


def test_the_list_has_a_box_for_each_row_and_none_is_ticked(log_in, worker, hers):
    html = log_in(worker).get(LIST).content.decode()
    assert html.count('name="pk"') == 3 and "checked" not in html.split("<tbody>")[1].split("</tbody>")[0]
    assert f'action="{BULK}"' in html


def test_an_auditor_has_neither_boxes_nor_the_page_behind_them(log_in, auditor, hers, colleague, worker):
    client = log_in(auditor)
    html = client.get(LIST).content.decode()
    assert 'name="pk"' not in html and "bulk-bar" not in html
    assert confirmed(client, hers, colleague).status_code == 403
    assert in_charge(hers) == {worker.pk}


def test_before_anything_is_done_the_rows_are_shown_with_who_has_them_now(log_in, worker, hers, colleague):
    html = in_english(log_in(worker)).post(BULK, {"action": "assign", "pk": [hers[0].pk, hers[1].pk]})
    text = html.content.decode()
    assert "2 rows are chosen" in text and "老人0" in text and "老人2" not in text
    assert "now: 网格员甲" in text and "网格员丙 · Community worker, 甲社区 · in charge of 0" in text
    assert "selected" not in text.split("<select")[1].split("</select>")[0].split("</option>", 1)[1]
    assert in_charge(hers) == {worker.pk}


def test_elders_go_to_another_worker_who_is_told_once_and_it_stands_in_their_history(
    log_in, worker, hers, colleague
):
    response = confirmed(log_in(worker), hers, colleague)
    assert response.status_code == 302 and in_charge(hers) == {colleague.pk}
    assert Message.objects.filter(person=colleague.person, kind="elders").count() == 1
    assert {elder.history.first().history_user for elder in hers} == {worker}
    entry = AccessLog.objects.filter(actor=worker, action="change").latest("pk")
    assert entry.count == 3


def test_sent_twice_it_is_one_thing(log_in, worker, hers, colleague):
    client, occasion = log_in(worker), str(uuid4())
    for _time in range(2):
        confirmed(client, hers, colleague, occasion=occasion)
    assert in_charge(hers) == {colleague.pk}
    assert Message.objects.filter(person=colleague.person).count() == 1
    assert hers[0].history.filter(worker=colleague).count() == 1


def test_who_refuses_stays_on_the_page_with_the_reason_and_the_others_are_done(
    log_in, officer, hers, colleague, make_elder, community_next_door
):
    next_door = make_elder("隔壁老人", region=community_next_door)
    response = confirmed(in_english(log_in(officer)), [*hers, next_door], colleague)
    text = response.content.decode()
    assert response.status_code == 200 and in_charge(hers) == {colleague.pk}
    assert in_charge([next_door]) == {None}
    chosen = text.split("chosen-rows")[1]
    assert (
        "隔壁老人" in chosen
        and "This worker does not look after this elder" in chosen
        and "老人0" not in chosen
    )
    assert f'name="pk" value="{next_door.pk}"' in text and f'name="pk" value="{hers[0].pk}"' not in text


def test_rows_of_others_are_not_there(log_in, worker_next_door, hers, colleague, worker):
    client = log_in(worker_next_door)
    assert asked(client, hers).status_code == 404
    assert confirmed(client, hers, colleague).status_code == 404
    assert in_charge(hers) == {worker.pk}


def test_of_a_mixed_choice_only_ones_own_rows_are_taken(
    log_in, worker, hers, colleague, make_elder, community_next_door
):
    next_door = make_elder("隔壁老人", region=community_next_door)
    confirmed(log_in(worker), [hers[0], next_door], colleague)
    assert in_charge([hers[0]]) == {colleague.pk} and in_charge([next_door]) == {None}


def test_all_rows_of_the_list_are_those_its_filter_leaves(log_in, worker, hers, colleague, make_elder):
    make_elder("别人的老人", worker=colleague)
    html = in_english(log_in(worker)).post(BULK, {"all": "assign", "asked": f"worker={worker.pk}"})
    text = html.content.decode()
    assert "3 rows are chosen" in text and "别人的老人" not in text


def test_more_than_fit_are_named(log_in, worker, hers, monkeypatch):
    monkeypatch.setattr("workbench.bulk.MOST_ROWS", 2)
    text = in_english(log_in(worker)).post(BULK, {"all": "assign", "asked": ""}).content.decode()
    assert "2 rows are chosen" in text and "1 more of this list" in text


def test_who_leaves_hands_on_her_concerns_with_the_elders_and_one_message_tells_of_them(
    log_in, officer, hers, colleague, worker
):
    own = [raise_concern(elder=elder, kind="health", severity="routine", text="咳嗽") for elder in hers]
    kept = raise_concern(elder=hers[0], kind="mood", severity="routine", text="低落")
    kept.owner = officer
    kept.save()
    before = Message.objects.filter(person=colleague.person).count()
    confirmed(log_in(officer), hers, colleague, with_concerns="on")
    for concern in own:
        concern.refresh_from_db()
        assert concern.owner == colleague and concern.events.filter(actor=officer).exists()
    kept.refresh_from_db()
    assert kept.owner == officer
    # Of the elders, and of their concerns.
    assert Message.objects.filter(person=colleague.person).count() == before + 2


def test_without_a_word_the_concerns_stay_where_they_are(log_in, officer, hers, colleague, worker):
    concern = raise_concern(elder=hers[0], kind="health", severity="routine", text="咳嗽")
    confirmed(log_in(officer), hers, colleague)
    concern.refresh_from_db()
    assert concern.owner == worker


def test_only_workers_of_these_elders_can_be_chosen(log_in, worker, hers, worker_next_door):
    response = confirmed(log_in(worker), hers, worker_next_door)
    assert response.status_code == 200 and in_charge(hers) == {worker.pk}


def test_nothing_chosen_leads_back_with_a_word(log_in, worker, hers):
    response = log_in(worker).post(BULK, {"action": "assign", "next": f"{LIST}?state=visited"})
    assert response.status_code == 302 and response["Location"] == f"{LIST}?state=visited"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/"])
def test_it_leads_back_to_the_list_and_nowhere_else(log_in, worker, hers, colleague, address):
    response = confirmed(log_in(worker), hers, colleague, next=address)
    assert response["Location"] == LIST


def test_many_rows_ask_the_database_no_oftener_before_the_question(log_in, worker, make_elder, hers):
    client = log_in(worker)
    asked(client, hers)
    with CaptureQueriesContext(
        connection,
    ) as few:
        asked(client, hers)
    more = [make_elder(f"又一位{number}", worker=worker) for number in range(6)]
    with CaptureQueriesContext(connection) as many:
        asked(client, [*hers, *more])
    assert len(many) == len(few)


def names(client, query):
    html = client.get(f"{LIST}?{query}").content.decode()
    return {name for name in ("老人甲", "老人乙", "老人丙") if f"{name}\n" in html or f">{name}<" in html}


@pytest.fixture
def three(make_elder, worker, make_user):
    gone = make_user("离岗者")
    make_elder("老人甲", birth_date=date(1950, 3, 4), worker=worker)
    make_elder("老人乙", birth_date=date(1940, 3, 4), worker=gone, consent=False, flags={"dementia"})
    make_elder("老人丙", birth_date=date(1930, 3, 4), flags={"empty_nest"})
    return gone


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("worker=nobody", {"老人丙"}),
        ("worker=gone", {"老人乙"}),
        ("consent=no", {"老人乙"}),
        ("consent=yes", {"老人甲", "老人丙"}),
        ("flag=dementia", {"老人乙"}),
        ("age=70", {"老人甲"}),
        ("age=80", {"老人乙"}),
        ("age=90", {"老人丙"}),
        ("state=planned", set()),
    ],
)
def test_the_list_can_be_narrowed(log_in, worker, three, query, found):
    assert names(log_in(worker), query) == found


def test_the_list_can_be_narrowed_to_one_worker(log_in, officer, worker, three):
    assert names(log_in(officer), f"worker={worker.pk}") == {"老人甲"}
    assert names(log_in(officer), f"worker={three.pk}") == {"老人乙"}


@pytest.mark.parametrize(
    ("born", "band", "inside"),
    [
        (date(1956, 11, 10), "70", True),
        (date(1956, 11, 11), "70", False),
        (date(1956, 11, 11), "60", True),
        (date(1946, 11, 10), "70", False),
        (date(1926, 1, 1), "90", True),
    ],
)
def test_an_age_band_begins_on_the_birthday(make_elder, born, band, inside):
    elder = make_elder(birth_date=born)
    assert Elder.objects.filter(of_age(band, date(2026, 11, 10)), pk=elder.pk).exists() == inside


def test_on_a_leap_day_who_has_the_birthday_tomorrow_is_a_year_younger(make_elder):
    elder = make_elder(birth_date=date(1938, 3, 1))
    assert not Elder.objects.filter(of_age("90", date(2028, 2, 29)), pk=elder.pk).exists()
    assert Elder.objects.filter(of_age("80", date(2028, 2, 29)), pk=elder.pk).exists()
