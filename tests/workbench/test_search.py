"""One search: what was typed, what it finds, for whom, and what stays on record."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilities.models import Facility
from organizations.models import SocialOrganization
from people.access_log.models import AccessLog
from people.persons.models import Person
from tests.elderly_visits.conftest import clock, make_elder  # noqa: F401 - fixtures for the tests here
from volunteers.registration.models.team import Team
from workbench.search import Query


def found(client: Any, words: str) -> dict[str, list[str]]:
    """The names found, by kind."""
    response = client.post("/workbench/search/", {"q": words}, follow=True)
    assert response.status_code == 200
    assert response.redirect_chain == [("/workbench/search/", 302)]
    return {one.kind.key: [hit.name for hit in one.hits] for one in response.context["found"] if one.hits}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("李 甲", Query("李甲")),
        ("　李　甲 ", Query("李甲")),
        ("LJ", Query("lj", letters="lj")),
        ("138 0013 8000", Query("13800138000", digits="13800138000")),
        ("+86-13800138000", Query("+8613800138000", digits="13800138000")),
        ("8000", Query("8000", digits="8000")),
        ("8642", Query("8642", digits="8642")),
        ("0818-2123456", Query("08182123456", digits="8182123456")),
        ("51170219500304024x", Query("51170219500304024x", digits="51170219500304024X")),
        ("800", None),
        ("l", None),
        ("  ", None),
    ],
)
def test_what_is_typed_is_read_as_people_mean_it(typed, read):
    assert Query.read(typed) == read


@pytest.mark.parametrize("words", ["李甲", "李 甲", "lj", "LJ", "李"])
def test_an_elder_is_found_by_name_and_by_initials(words, worker, log_in, make_elder):  # noqa: F811 - a fixture
    make_elder("李甲")
    make_elder("张乙")
    assert found(log_in(worker), words) == {"elders": ["李甲"]}


def test_a_name_with_two_readings_is_found_by_both(worker, log_in, make_elder):  # noqa: F811 - a fixture
    make_elder("曾甲")
    for words in ("zj", "cj"):
        assert found(log_in(worker), words) == {"elders": ["曾甲"]}


def test_a_phone_is_found_whole_and_by_its_last_four_digits(worker, log_in, make_elder):  # noqa: F811 - a fixture
    make_elder("李甲", phone="+8613800138642")
    make_elder("张乙", phone="+8613800138000")
    for words in ("13800138642", "138 0013 8642", "8642"):
        assert found(log_in(worker), words) == {"elders": ["李甲"]}


def test_an_address_is_found_among_few_elders_and_said_to_be_left_out_among_many(
    worker, log_in, make_elder, monkeypatch  # noqa: F811 - a fixture
):  # fmt: skip
    make_elder("李甲", address="达州市通川区朝阳中路12号3栋2单元502室")
    make_elder("张乙", address="达州市通川区荷叶街7号")
    client = log_in(worker)
    assert found(client, "荷叶街") == {"elders": ["张乙"]}
    monkeypatch.setattr("elderly_visits.search.MOST_ADDRESSES_OPENED", 1)
    assert found(client, "荷叶街") == {}
    assert "老人住址是加密的" in client.get("/workbench/search/").content.decode()


def test_volunteers_and_teams_are_found_and_nobody_twice(worker, log_in, make_volunteer, community):
    volunteer = make_volunteer("李志愿")
    Team.objects.create(name="李家坝志愿队", region=community, leader=volunteer)
    assert found(log_in(worker), "李") == {"volunteers": ["李志愿"], "teams": ["李家坝志愿队"]}


def test_what_is_found_leads_to_its_file(worker, log_in, make_elder):  # noqa: F811 - a fixture
    elder = make_elder("李甲")
    client = log_in(worker)
    found(client, "李甲")
    page = html.unescape(client.get("/workbench/search/").content.decode())
    address = f"/workbench/elderly_visits/elder/inspect/{elder.pk}/"
    assert f'href="{address}"' in page
    assert client.get(address).status_code == 200


def test_nobody_next_door_finds_anybody_here(
    worker_next_door, manager_next_door, log_in, make_elder, make_volunteer  # noqa: F811 - a fixture
):  # fmt: skip
    elder = make_elder("李甲", phone="+8613800138642", address="达州市通川区荷叶街7号")
    make_volunteer("李志愿")
    for user in (worker_next_door, manager_next_door):
        for words in ("李", "lj", elder.person.phone[-4:], "荷叶街"):
            assert found(log_in(user), words) == {}


def test_a_relative_with_a_mandate_finds_no_more_as_a_worker_elsewhere(
    worker_next_door, worker, log_in, make_elder  # noqa: F811 - a fixture
):  # fmt: skip
    """In the workbench the role decides: being somebody's agent shows the portal's page, not the file."""
    from people.mandates.services import record_mandate

    elder = make_elder("李甲")
    record_mandate(principal=elder.person, agent=worker_next_door.person, relation="女儿", actor=worker)
    assert found(log_in(worker_next_door), "李甲") == {}


def test_a_search_is_on_record_without_what_was_typed(worker, log_in, make_elder):  # noqa: F811 - a fixture
    make_elder("李甲")
    make_elder("李乙")
    client = log_in(worker)
    found(client, "李")
    row = AccessLog.objects.get(actor=worker, detail="search")
    assert (row.action, row.count) == ("list", 2)
    assert "李" not in str(dict(client.session.items()))


def test_too_little_is_asked_back(worker, log_in):
    client = log_in(worker)
    assert found(client, "8") == {}
    assert "数字至少四位" in client.get("/workbench/search/").content.decode()


def test_a_resident_does_not_search(resident, log_in):
    assert log_in(resident).post("/workbench/search/", {"q": "李甲"}).status_code == 403
    assert log_in(resident).get("/workbench/search/").status_code == 403


def test_initials_follow_the_name_however_it_is_written(db):
    person = Person.objects.create(name="李甲")
    assert Person.objects.get().name_initials == " lj"
    person.name = "孙甲"
    person.save(update_fields=["name"])
    assert Person.objects.get().name_initials == " sj"
    person.name = "赵甲"
    Person.objects.bulk_update([person], ["name"])
    assert Person.objects.get().name_initials == " zj"
    Person.objects.bulk_create([Person(name="周甲")])
    assert Person.objects.get(name="周甲").name_initials == " zj"


def test_more_people_cost_no_more_queries(worker, log_in, make_elder):  # noqa: F811 - a fixture
    client = log_in(worker)
    make_elder("李甲")

    def queries() -> int:
        found(client, "李")
        with CaptureQueriesContext(connection) as asked:
            client.get("/workbench/search/")
        return len(asked)

    before = queries()
    for number in range(4):
        make_elder(f"李{number}")
    assert queries() == before


@pytest.mark.parametrize("words", ["晨曦", "cxzy", "CX"])
def test_teams_organizations_and_care_points_are_found_by_initials_too(words, worker, community, log_in):
    Team.objects.create(name="晨曦志愿队", region=community)
    SocialOrganization.objects.create(name="晨曦之缘服务中心", region=community, kind="service")
    Facility.objects.create(name="晨曦助餐点", region=community, type="canteen", lat=31.2, lon=107.5)
    kinds = {"organizations", "teams", "facilities"} if words != "cxzy" else {"organizations", "teams"}
    assert found(log_in(worker), words).keys() == kinds
    assert found(log_in(worker), "wxyz") == {}
