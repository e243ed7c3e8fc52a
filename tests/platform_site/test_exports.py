"""Files that the workbench gives out: however many rows there are, the database is asked as often."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from itertools import count, cycle, islice
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from wagtail.admin.viewsets import viewsets

from people.access_log.services import log_access
from people.logins.models import User
from people.persons.models import Person
from people.roles.models import RoleGrant
from regions.models import Region
from timebank.certificates.services.lifecycle import issue_certificate
from timebank.ledger.models.transfers import Transfer
from workbench.access_recording import AccessAction
from workbench.roles import Role
from workbench.views import ScopedIndexView
from workbench.viewsets import ScopedModelViewSet

_serial = count(1)


def exporting() -> Iterator[ScopedModelViewSet]:
    """Every list of the workbench that can be taken out as a file."""
    # Viewsets are registered while the addresses are read.
    assert get_resolver().url_patterns
    for viewset in viewsets.viewsets:
        if isinstance(viewset, ScopedModelViewSet) and isinstance(viewset.list_export, list | tuple):
            yield viewset


def another(row: models.Model) -> models.Model:
    """A row like `row`; what must be unique is made anew, and so are the rows it is the only one of."""
    model = type(row)
    fresh = model._default_manager.get(pk=row.pk)
    fresh.pk, fresh._state.adding = None, True
    for field in _to_be_unique(model):
        value = getattr(fresh, field.name)
        if value is None:
            continue
        if isinstance(field, models.ForeignKey) and field.null:
            setattr(fresh, field.name, None)
        elif isinstance(field, models.ForeignKey):
            setattr(fresh, field.name, another(value))
        elif isinstance(field, models.UUIDField):
            setattr(fresh, field.name, uuid.uuid4())
        else:
            setattr(fresh, field.name, f"{next(_serial):08d}"[-(field.max_length or 8) :])
    return model._default_manager.bulk_create([fresh])[0]


def _to_be_unique(model: type[models.Model]) -> Iterator[Any]:
    """The fields that are unique by themselves, and one of each set that is together."""
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield field
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            yield model._meta.get_field(constraint.fields[0])


def keys(viewset: ScopedModelViewSet, wanted: int) -> list[Any]:
    """The primary keys of so many rows, spread over all there are; where there are too few, more are made."""
    manager = viewset.model._default_manager
    found = list(manager.order_by("pk").values_list("pk", flat=True))
    assert found, f"The demonstration has no {viewset.model.__name__}: please make one above."
    rows = list(manager.filter(pk__in=found[:wanted]))
    found += [another(row).pk for row in islice(cycle(rows), max(0, wanted - len(found)))]
    return found[:: len(found) // wanted][:wanted]


@pytest.fixture
def reader(make_user: Callable[..., User], city: Region) -> User:
    """Somebody who may take out whatever may be taken out."""
    user = make_user("市管兼审计", Role.CITY_MANAGER, city, is_demo=True)
    RoleGrant.objects.create(user=user, role=Role.AUDITOR, region=city)
    return user


def queries_of(client: Client, viewset: ScopedModelViewSet, form: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(reverse(f"{viewset.url_namespace}:index"), {"export": form, "reason": "check"})
        assert response.status_code == 200, viewset.url_namespace
        assert b"".join(response.streaming_content)
    return [query["sql"] for query in asked.captured_queries]


def test_an_export_of_thirty_rows_asks_the_database_as_often_as_one_of_three(
    set_up, log_in, reader, monkeypatch
):
    set_up()
    issue_certificate(person=Person.objects.exclude(service_records=None)[0], key="exported")
    log_access(actor=reader, action=AccessAction.READ, subject=Person.objects.all()[0])
    chosen: dict[type, list[Any]] = {}
    rows_of = ScopedIndexView.get_base_queryset
    monkeypatch.setattr(
        ScopedIndexView,
        "get_base_queryset",
        lambda view: rows_of(view).filter(pk__in=chosen[view.viewset.model]),
    )
    client, grown = log_in(reader), {}
    for viewset in exporting():
        thirty = keys(viewset, 30)
        for form in ("csv", "xlsx"):
            asked = []
            # The first look fills the caches of sites, roles and content types.
            for chosen[viewset.model] in (thirty[:1], thirty[::10], thirty):
                asked.append(queries_of(client, viewset, form))
            if len(asked[1]) != len(asked[2]):
                grown[viewset.url_namespace, form] = (len(asked[1]), len(asked[2]), asked[2][-3:])
    assert {Transfer, Person} <= set(chosen)
    assert not grown, grown
