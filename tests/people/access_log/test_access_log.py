"""The access log only grows."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

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
