"""The honour roll: only who agreed, only while they agree; and thanks without names."""

from datetime import date

import pytest
from django.core.cache import caches
from django.test import Client

from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.models import Consent
from people.consents.services import give_consent, withdraw_consent
from tests.timebank.conftest import rule
from timebank.earning import policy
from timebank.earning.selectors.honour_roll import counties_of_the_roll, honour_roll, thanks

COUNTY = "/timebank/honour/511702000000/"


@pytest.fixture(autouse=True)
def easy_stars(db):
    for kept in caches.all():
        kept.clear()
    rule(policy.STAR_HOURS, [1, 2, 100])


def agree(person):
    return give_consent(person=person, purpose=ConsentPurpose.HONOUR_ROLL, method=ConsentMethod.WRITTEN)


def page(address=COUNTY, client=None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_who_agreed_and_has_a_star_is_named_with_stars_and_hours(serve, person, county):
    serve(150)
    agree(person)
    html = page()
    assert "张三丰" in html and "2星，2小时" in html
    assert person.phone[3:] not in html
    assert dict(counties_of_the_roll())[county] == 1


def test_without_consent_or_without_a_star_nobody_is_named(serve, person, other_person, county):
    serve(150)
    agree(other_person)
    serve(30, person=other_person)
    html = page()
    assert "张三丰" not in html and "李四" not in html and "这里还没有名字" in html
    assert dict(counties_of_the_roll())[county] == 0


def test_consent_to_something_else_is_no_consent_to_be_named(serve, person):
    serve(150)
    give_consent(person=person, purpose=ConsentPurpose.PERSONAL_DATA, method=ConsentMethod.WRITTEN)
    assert "张三丰" not in page()


def test_a_name_is_gone_the_moment_its_owner_takes_it_back(serve, person):
    serve(150)
    agree(person)
    assert "张三丰" in page()
    withdraw_consent(person=person, purpose=ConsentPurpose.HONOUR_ROLL)
    response = Client().get(COUNTY)
    assert "张三丰" not in response.content.decode()
    # And no browser or proxy keeps the old page.
    assert "no-store" in response["Cache-Control"]


def test_a_star_on_public_notice_or_withdrawn_does_not_count_yet(serve, person):
    rule(policy.STAR_NOTICE_FROM_LEVEL, 1)
    credit = serve(70)
    agree(person)
    assert credit.stars[0].notice_until is not None
    assert "张三丰" not in page()


def test_a_star_that_was_withdrawn_takes_the_name_off(serve, person):
    from timebank.earning.services.stars import withdraw_star

    award = serve(70).stars[0]
    agree(person)
    withdraw_star(award=award, reason="重复记录")
    assert "张三丰" not in page()


def test_each_county_names_its_own_and_the_highest_stand_first(serve, person, other_person, county_next_door):
    serve(70)
    serve(130, person=other_person)
    for one in (person, other_person):
        agree(one)
    html = page()
    assert html.index("李四") < html.index("张三丰")
    assert "张三丰" not in page(f"/timebank/honour/{county_next_door.pk}/")


def test_a_roll_of_many_pages_takes_three_queries(
    serve, make_user, community, county, django_assert_num_queries
):
    for n in range(62):
        one = make_user(f"志愿者{n:02d}", region=community).person
        serve(60 + n, person=one)
        agree(one)
    with django_assert_num_queries(2):
        first = honour_roll(county)
        assert len(list(first)) == 60
    assert [line.name for line in honour_roll(county, "2")] == ["志愿者01", "志愿者00"]
    assert 'rel="next"' in page()


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?page=" + "9" * 500, "?page=%00", "?page=-1"])
def test_a_page_that_was_typed_in_never_breaks(county, query):
    page(COUNTY + query)


@pytest.mark.parametrize("code", ["511700000000", "x", "000000000000", "5" * 999, "%00", "٥١١٧٠٢٠٠٠٠٠٠"])
def test_what_is_no_county_has_no_roll(county, code):
    assert Client().get(f"/timebank/honour/{code}/").status_code == 404


def test_the_switch_counts_at_once_both_ways(serve, person, log_in):
    serve(150)
    client = log_in(person.user)
    assert "我同意上榜" in page("/timebank/honour/", client)
    assert client.post("/timebank/honour/switch/", {"named": "yes"}).status_code == 302
    assert "张三丰" in page() and "撤下我的名字" in page("/timebank/honour/", client)
    client.post("/timebank/honour/switch/", {"named": "yes"})
    assert Consent.objects.get().method == "online"
    client.post("/timebank/honour/switch/", {"named": "no"})
    assert "张三丰" not in page()
    assert Consent.objects.get().withdrawn_on == date(2026, 11, 20)


def test_a_child_does_not_agree_alone(person, log_in):
    person.birth_date = date(2012, 11, 21)
    person.save()
    client = log_in(person.user)
    client.post("/timebank/honour/switch/", {"named": "yes"})
    assert not Consent.objects.exists()
    assert "监护人" in page("/timebank/honour/", client)
    person.birth_date = date(2012, 11, 20)
    person.save()
    client.post("/timebank/honour/switch/", {"named": "yes"})
    assert Consent.objects.exists()


def test_the_switch_is_for_who_is_logged_in_and_not_for_links(db, person, log_in):
    assert Client().post("/timebank/honour/switch/", {"named": "yes"}).status_code == 302
    assert log_in(person.user).get("/timebank/honour/switch/").status_code == 405
    assert not Consent.objects.exists()


def test_thanks_name_nobody_and_are_silent_about_the_few(serve, make_user, community, county):
    for n in range(4):
        serve(60, person=make_user(f"某{n}", region=community).person, at="2026-11-05 09:00")
    assert thanks(county, date(2026, 11, 30)).people is None
    for kept in caches.all():
        kept.clear()
    serve(60, person=make_user("某4", region=community).person, at="2026-11-05 09:00")
    found = thanks(county, date(2026, 11, 1))
    assert (found.people, found.services, found.minutes) == (5, 5, 300)
    assert "本月有5人服务了5次，共5小时" in page()
    assert thanks(county, date(2026, 10, 1)).people is None
