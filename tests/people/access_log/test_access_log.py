"""The access log only grows."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from people.access_log.models import AccessLog
from people.access_log.services import log_access
from people.logins.models import User
from people.persons.models import Person
from workbench.access_recording import AccessAction


@pytest.mark.django_db
def test_the_access_log_can_be_neither_changed_nor_emptied(worker: User, neighbour: Person) -> None:
    row = log_access(actor=worker, action=AccessAction.READ, subject=neighbour)
    for statement in ("UPDATE people_accesslog SET count = 0", "DELETE FROM people_accesslog"):
        with (
            pytest.raises((IntegrityError, DatabaseError)),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    row.detail = "nothing"
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        row.save()
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        AccessLog.objects.all().delete()
    row.refresh_from_db()
    assert (row.count, row.detail) == (1, "")


@pytest.mark.django_db
def test_the_log_itself_leaves_with_a_reason_and_on_record(log_in, auditor: User, resident: User) -> None:
    log_access(actor=auditor, action=AccessAction.READ, subject=resident.person)
    client, address = log_in(auditor), reverse("people_accesslog:index")
    asked = client.get(address, {"export": "csv"})
    assert asked["Content-Type"].startswith("text/html")
    assert not AccessLog.objects.filter(action=AccessAction.EXPORT).exists()
    assert client.get(address, {"export": "csv", "reason": "audit"})["Content-Type"].startswith("text/csv")
    assert AccessLog.objects.get(action=AccessAction.EXPORT).actor == auditor
