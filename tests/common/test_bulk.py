"""Rows in bulk, past the models: what goes in is what a model would have stored, and what comes out what it reads."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from common.bulk import columns, insert, new_uuids, reserve, write_parts
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.persons.models import Dialect, Person
from regions.models import Region
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task

pytestmark = pytest.mark.django_db

NASTY = ["普通", "tab\there", "line\nbreak\r", "back\\slash \\N", "", "'quotes\"", "%s {} \x0b"]


def tasks_like(region: Region, titles: list[str]) -> QuerySet[Task]:
    keys = reserve(Task, len(titles))
    insert(
        Task,
        {"id": keys, "title": titles, "starts_on": [date(2026, 12, 1)] * len(titles)},
        kind="visit", category="visit", region=region.pk, place="甲社区", ends_on=date(2026, 12, 6), minutes=40,
        organiser="甲社区居民委员会",
    )  # fmt: skip
    return Task.objects.filter(pk__among=keys).order_by("pk")


def test_rows_are_stored_as_the_model_would_have_stored_them(community: Region) -> None:
    (bulk,) = tasks_like(community, ["探访"])
    single = Task.objects.create(
        kind="visit", category="visit", title="探访", region=community, place="甲社区", starts_on=date(2026, 12, 1),
        ends_on=date(2026, 12, 6), minutes=40, organiser="甲社区居民委员会",
    )  # fmt: skip
    single.refresh_from_db()
    apart = {"id", "uuid", "created_at"}
    for field in Task._meta.concrete_fields:
        if field.attname not in apart:
            assert getattr(bulk, field.attname) == getattr(single, field.attname), field.attname
    assert bulk.uuid != single.uuid and bulk.uuid.version == 4
    assert single.pk > bulk.pk


def test_any_text_comes_back_as_it_was(community: Region) -> None:
    assert [task.title for task in tasks_like(community, NASTY)] == NASTY


def test_numbers_moments_objects_and_nothing_come_back_as_they_were(
    community: Region, volunteer: Any
) -> None:
    tasks = list(tasks_like(community, ["甲", "乙"]))
    at = datetime(2026, 12, 1, 9, 30, 15, 123456, tzinfo=UTC)
    why = {"again": True, "words": 'tab\t "quoted" \\ 重庆'}
    insert(
        Assignment,
        {
            "task_id": [task.pk for task in tasks],
            "explanation": [why, {}],
            "distance_m": [320, None],
            "accepted_at": [at, None],
        },
        volunteer=volunteer.pk,
        state="accepted",
        origin="matched",
    )
    first, second = Assignment.objects.order_by("pk")
    assert (first.explanation, first.distance_m, first.accepted_at) == (why, 320, at)
    assert (second.explanation, second.distance_m, second.accepted_at) == ({}, None, None)
    assert (first.note, first.minutes, first.volunteer) == ("", None, volunteer)


def test_columns_are_what_values_list_reads(community: Region) -> None:
    tasks_like(community, ["甲", "乙", "丙"])
    names = ("pk", "starts_on", "adult_only", "uuid", "created_at", "region__lat", "title")
    read = columns(Task.objects.order_by("pk"), *names)
    assert list(zip(*read, strict=True)) == list(Task.objects.order_by("pk").values_list(*names))


def test_of_nothing_there_are_as_many_columns_as_asked_for() -> None:
    assert columns(Task.objects.none(), "pk", "title") == [[], []]
    assert columns(Task.objects.all(), "pk", "title") == [[], []]
    assert insert(Dialect, {"code": []}) == 0


def test_a_read_is_one_query_whatever_the_rows(community: Region, django_assert_num_queries: Any) -> None:
    tasks_like(community, ["甲"] * 50)
    with django_assert_num_queries(1):
        columns(Task.objects.all(), "pk", "region__name")


def test_keys_are_found_on_the_table_and_through_a_foreign_key(community: Region) -> None:
    people = [Person.objects.create(name=name, region=community) for name in "甲乙丙"]
    for person in people:
        Consent.objects.create(
            person=person, purpose=ConsentPurpose.VISITS, given_on=date(2026, 1, 1), method="oral"
        )
    wanted = [people[0].pk, people[2].pk, 10**9]
    assert set(Person.objects.filter(pk__among=wanted)) == {people[0], people[2]}
    assert Consent.objects.filter(person__pk__among=wanted).count() == 2
    assert not Person.objects.filter(pk__among=[]).exists()


def test_reserved_keys_are_new_and_ascend(community: Region) -> None:
    before = Task.objects.create(
        kind="visit", category="visit", title="探访", region=community, place="", starts_on=date(2026, 12, 1),
        ends_on=date(2026, 12, 1), minutes=40, organiser="",
    )  # fmt: skip
    keys = reserve(Task, 5)
    assert keys == sorted(set(keys)) and len(keys) == 5 and keys[0] > before.pk


def test_uuids_are_random_ones() -> None:
    made = [UUID(digits) for digits in new_uuids(200)]
    assert len(set(made)) == 200
    assert {one.version for one in made} == {4}
    assert {one.variant for one in made} == {"specified in RFC 4122"}
    assert new_uuids(0) == []


def test_parts_are_written_in_order_and_an_error_ends_it() -> None:
    done: list[int] = []

    def write(part: int) -> None:
        if part == 3:
            raise ValueError(part)

    with pytest.raises(ValueError, match="3"):
        write_parts(write, [1, 2, 3, 4], done=done.append)
    assert done == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_keys_are_reserved() -> None:
    with pytest.raises(RuntimeError):
        reserve(Dialect, 1)


@pytest.mark.django_db(transaction=True)
def test_parts_that_commit_by_themselves_all_arrive_and_what_went_before_an_error_stays() -> None:
    def write(part: list[str]) -> None:
        with transaction.atomic():
            insert(Dialect, {"code": part}, name="话")
            if "坏" in part:
                raise ValueError("坏")

    done: list[list[str]] = []
    write_parts(write, [[f"话{n}", f"语{n}"] for n in range(6)], done=done.append)
    assert [part[0] for part in done] == [f"话{n}" for n in range(6)]
    assert Dialect.objects.filter(name="话").count() == 12
    with pytest.raises(ValueError, match="坏"):
        write_parts(write, [["先"], ["坏"]], done=done.append)
    assert Dialect.objects.filter(code="先").exists()
    assert not Dialect.objects.filter(code="坏").exists()
    assert connection.is_usable()
