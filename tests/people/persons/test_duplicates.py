"""Who is registered is compared with who is there: enough to recognize, no more than the reader may see."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

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
