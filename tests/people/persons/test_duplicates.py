"""Who is registered is compared with who is there: enough to recognize, no more than the reader may see."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from people.access_log.models import AccessLog
from people.persons.models import Person
from people.persons.selectors import likely_duplicates
from tests.conftest import in_english

pytestmark = pytest.mark.django_db
BORN = date(1950, 3, 4)


@pytest.fixture
def known(community):
    return Person.objects.create(name="王建国", birth_date=BORN, region=community, phone="+8613800138001")


def entered(community, **changes):
    return {
        "name": "王 建国", "sex": "", "birth_date": "1950-03-04", "phone": "", "region": community.pk, "id_number": "",
    } | changes  # fmt: skip


def test_the_same_person_is_not_made_three_times(known, worker, log_in, community):
    client = log_in(worker)
    for _try in range(3):
        answer = client.post(reverse("people_person:add"), entered(community))
        assert answer.status_code == 200
        html = answer.content.decode()
        # Shown with enough to recognize, what was typed is kept, and one tap leads to the file.
        assert "138****8001" in html and "1950-03-04" in html and 'value="王 建国"' in html
        assert reverse("people_person:inspect", args=[known.pk]) in html
    assert Person.objects.filter(name="王建国").count() == 1


def test_somebody_else_is_one_tap_away(known, worker, log_in, community):
    client = log_in(worker)
    client.post(reverse("people_person:add"), entered(community, different=str(known.pk)))
    assert Person.objects.filter(name="王建国").count() == 2


def test_out_of_ones_area_only_the_county_is_told(worker, log_in, community, community_far_away):
    far = Person.objects.create(
        name="王建国", birth_date=BORN, region=community_far_away, phone="+8613800138001"
    )
    html = in_english(log_in(worker)).post(reverse("people_person:add"), entered(community)).content.decode()
    assert "达川区" in html and "please ask there" in html
    assert (
        "138****8001" not in html
        and "13800138001" not in html
        and "翠屏" not in html
        and "丙社区" not in html
    )
    assert reverse("people_person:inspect", args=[far.pk]) not in html


def test_a_phone_alone_tells_nothing_of_people_elsewhere(worker, community_far_away):
    Person.objects.create(name="别人", region=community_far_away, phone="+8613800138001")
    assert not likely_duplicates(worker, name="王建国", phone="+8613800138001")


def test_phone_number_and_community_are_signs_too(known, worker, community):
    def signs(**typed):
        return [row.signs for row in likely_duplicates(worker, **({"name": "李四"} | typed))]

    assert signs(phone="+8613800138001") == [("phone",)]
    assert signs(name="王建国", region=community.pk) == [("region",)]
    assert signs(name="王建国", birth_date=BORN) == [("birth_date",)]
    assert not signs(name="王建国", birth_date=date(1951, 1, 1), region=community.pk)
    assert not signs(region=community.pk)


def test_looking_for_duplicates_takes_four_queries_however_many_there_are(
    known, worker, community, django_assert_max_num_queries
):
    for _more in range(20):
        Person.objects.create(name="王建国", birth_date=BORN, region=community)
    assert worker.current_grants, "read once a request"
    with django_assert_max_num_queries(4):
        assert len(likely_duplicates(worker, name="王建国", birth_date=BORN)) == 10


# --- While it is typed -----------------------------------------------------------------------------------------------


def typed(client, **fields):
    answer = client.post(reverse("people_workbench:duplicates"), fields)
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_is_typed_again_is_shown_before_anything_is_saved(known, worker, log_in):
    client = log_in(worker)
    for said in ({"birth_date": "1950-03-04"}, {"phone": "13800138001"}, {"region": known.region_id}):
        shown = typed(client, name="王 建国", **said)
        assert "138****8001" in shown and reverse("people_person:inspect", args=[known.pk]) in shown
        assert "13800138001" not in shown
    assert Person.objects.filter(name="王建国").count() == 1


def test_what_is_not_right_yet_is_as_if_it_were_not_there(known, worker, log_in):
    client = log_in(worker)
    assert "138****8001" in typed(
        client, name="王建国", birth_date="1950-03-04", phone="1380", id_number="5130", region="?"
    )
    for half in (
        {},
        {"name": "王建国"},
        {"name": "王建国", "birth_date": "1950-3"},
        {"phone": "13800138001"},
    ):
        assert "138****8001" not in typed(client, **half)


def test_while_typing_no_more_is_told_of_people_elsewhere_than_on_saving(worker, log_in, community_far_away):
    far = Person.objects.create(
        name="王建国", birth_date=BORN, region=community_far_away, phone="+8613800138001"
    )
    client = in_english(log_in(worker))
    shown = typed(client, name="王建国", birth_date="1950-03-04")
    assert "达川区" in shown and "please ask there" in shown
    for hidden in ("138", "翠屏", "丙社区", reverse("people_person:inspect", args=[far.pk])):
        assert hidden not in shown
    assert not typed(client, name="别人", phone="13800138001").strip()
    assert not typed(client, name="王建国", region=community_far_away.pk).strip()


def test_what_is_shown_while_typing_is_on_record(known, worker, log_in):
    client = log_in(worker)
    rows = AccessLog.objects.filter(actor=worker, detail__contains="likely duplicates")
    typed(client, name="李四", birth_date="1950-03-04")
    assert not rows.exists()
    typed(client, name="王建国", birth_date="1950-03-04")
    assert rows.count() == 1


def test_a_birth_date_of_somebody_elsewhere_is_not_tried_out_day_by_day(
    worker, log_in, community_far_away, monkeypatch
):
    cache.clear()
    monkeypatch.setattr("people.profile.workbench.MOST_LOOKS", 3)
    Person.objects.create(name="王建国", birth_date=BORN, region=community_far_away)
    client = in_english(log_in(worker))
    for day in range(1, 4):
        assert not typed(client, name="王建国", birth_date=f"1950-03-{day:02}").strip()
    for _try in range(2):
        assert not typed(client, name="王建国", birth_date="1950-03-04").strip()
    assert AccessLog.objects.get(actor=worker, outcome="refused").detail == "likely duplicates"
    # Whoever has a file to save is asked all the same.
    saved = client.post(reverse("people_person:add"), entered(worker.role_grants.get().region))
    assert "达川区" in saved.content.decode()


def test_nobody_but_those_who_add_files_asks_while_typing(known, auditor, resident, log_in, client):
    address = reverse("people_workbench:duplicates")
    for somebody in (log_in(auditor), log_in(resident), client):
        answer = somebody.post(address, {"name": "王建国", "birth_date": "1950-03-04"})
        assert "138****8001" not in answer.content.decode()
    # Names stay out of addresses.
    assert log_in(auditor).get(address).status_code != 200


@pytest.mark.parametrize("page", ["people_person:add", "elderly_visits_elder:add"])
def test_the_pages_that_add_somebody_ask_while_it_is_typed(worker, log_in, page):
    html = log_in(worker).get(reverse(page)).content.decode()
    assert f'data-url="{reverse("people_workbench:duplicates")}"' in html and "people/duplicates" in html
