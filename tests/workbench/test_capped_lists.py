"""Long lists count no further than anybody turns pages, and who sees nearly all rows sees the same ones."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from people.persons.models import Person
from workbench import views
from workbench.scopes import any_of, in_scope, one_by_one


@pytest.fixture
def seven(community: Any) -> list[Person]:
    return [Person.objects.create(name=f"人{number}", region=community) for number in range(7)]


def listed(client: Any) -> Any:
    return client.get(reverse("people_person:index")).context


def test_a_list_counts_to_its_bound_and_says_that_there_are_more(log_in, worker, seven, monkeypatch):
    client = log_in(worker)
    assert not listed(client)["page_obj"].paginator.is_capped
    monkeypatch.setattr(views, "MOST_COUNTED", 5)
    paginator = listed(client)["page_obj"].paginator
    assert (paginator.count, paginator.is_capped) == (5, True)
    assert "5" in paginator.items_count_label
    assert paginator.items_count_label != "5 " + paginator.verbose_name_plural


@pytest.mark.parametrize("role", ["worker", "manager", "city_manager", "resident"])
def test_asked_one_by_one_the_rows_are_the_same(role, request, seven, community_next_door):
    user = request.getfixturevalue(role)
    Person.objects.create(name="别处的", region=community_next_door)
    Person.objects.create(name="无处的")
    ways = in_scope(user), in_scope(user, "user__person__region_id")
    plain = set(Person.objects.filter(ways[0] | ways[1]))
    assert set(Person.objects.filter(one_by_one(*ways))) == plain
    assert set(Person.objects.filter(any_of(user, *ways))) == plain
    assert set(Person.objects.exclude(one_by_one(*ways))) == set(Person.objects.all()) - plain
