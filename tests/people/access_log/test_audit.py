"""The access log proves itself: who takes a row away, changes one or adds one is seen, whatever else they may do."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from threading import Event, Thread
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from people.access_log.models import AccessCheck, AccessLog, AccessRemoval, AccessSeal
from people.access_log.selectors import verify
from people.access_log.services import check_log, log_access, remove_older_than, seal_log
from people.logins.models import User
from people.persons.models import Person
from workbench.access_recording import AccessAction

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=366)


def write_some(actor: User, subject: Person, count: int = 3) -> list[AccessLog]:
    return [
        log_access(actor=actor, action=AccessAction.READ, subject=subject, detail=f"file {number}")
        for number in range(count)
    ]


def tamper(*statements: str) -> None:
    """What somebody does who owns the database and has not the key: the triggers go first."""
    with connection.cursor() as cursor:
        for table in ("people_accesslog", "people_accessseal", "people_accessremoval"):
            for event in ("update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on}")
        for statement in statements:
            cursor.execute(statement)


def command(*arguments: str) -> tuple[int, dict[str, Any]]:
    out, status = StringIO(), 0
    try:
        call_command("verify_audit_log", "--json", *arguments, stdout=out, stderr=StringIO())
    except SystemExit as ended:
        status = int(ended.code or 0)
    return status, json.loads(out.getvalue().splitlines()[-1])


def test_an_untouched_log_is_whole_sealed_or_not(worker: User, neighbour: Person) -> None:
    write_some(worker, neighbour)
    assert (verify().ok, verify().unsealed) == (True, 3)
    assert seal_log() == 3
    assert seal_log() == 0
    write_some(worker, neighbour, 2)
    status, said = command()
    assert status == 0
    assert (said["rows"], said["seals"], said["unsealed"], said["ok"]) == (5, 1, 2, True)


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize(
    "change",
    [
        "detail = 'another file'",
        "actor_id = NULL",
        "subject_id = NULL",
        "outcome = 'refused'",
        "count = 7",
        "address = '203.0.113.9'",
        "at = '2020-01-01 00:00:00+00:00'",
        "signature = ''",
    ],
)
def test_a_changed_row_is_seen(worker: User, neighbour: Person, change: str, sealed: bool) -> None:
    rows = write_some(worker, neighbour)
    if sealed:
        # Of the first batch alone nobody knows whether its rows were ever signed.
        seal_log()
        rows = write_some(worker, neighbour)
        seal_log()
    tamper(f"UPDATE people_accesslog SET {change} WHERE id = {rows[1].pk}")
    status, said = command()
    assert status == 1
    assert said["broken"] >= 1
    assert any(
        key in (rows[1].pk, AccessSeal.objects.order_by("pk").values_list("pk", flat=True).last())
        for _table, key, _what in verify().findings
    )


def test_a_removed_row_is_seen(worker: User, neighbour: Person) -> None:
    rows = write_some(worker, neighbour)
    seal_log()
    tamper(f"DELETE FROM people_accesslog WHERE id = {rows[0].pk}")
    assert [what for _table, _key, what in verify().findings] == ["1 rows are missing"]


@pytest.mark.parametrize("sealed", [True, False])
def test_an_invented_row_is_seen(worker: User, neighbour: Person, sealed: bool) -> None:
    rows = write_some(worker, neighbour)
    if sealed:
        seal_log()
        AccessLog.objects.create(actor=worker, action="read", subject=neighbour)
        seal_log()
    else:
        AccessLog.objects.create(actor=worker, action="read", subject=neighbour, signature=rows[0].signature)
    assert not verify().ok


def test_a_whole_batch_that_vanished_with_its_seal_is_seen(worker: User, neighbour: Person) -> None:
    for _batch in range(3):
        write_some(worker, neighbour, 1)
        seal_log()
    middle = AccessSeal.objects.order_by("after")[1]
    tamper(
        f"DELETE FROM people_accesslog WHERE id > {middle.after} AND id <= {middle.through}",
        f"DELETE FROM people_accessseal WHERE id = {middle.pk}",
    )
    assert not verify().ok


def test_a_published_seal_finds_that_the_end_was_taken_away(worker: User, neighbour: Person) -> None:
    write_some(worker, neighbour)
    seal_log()
    write_some(worker, neighbour)
    seal_log()
    published = verify()
    assert command("--through", str(published.through), "--seal", published.seal)[0] == 0
    last = AccessSeal.objects.order_by("after").last()
    assert last is not None
    tamper(
        f"DELETE FROM people_accesslog WHERE id > {last.after}",
        f"DELETE FROM people_accessseal WHERE id = {last.pk}",
    )
    assert verify().ok
    assert command("--through", str(published.through), "--seal", published.seal)[0] == 1


def test_rows_of_the_time_before_signatures_are_sealed_as_they_are(worker: User, neighbour: Person) -> None:
    old = AccessLog.objects.create(actor=worker, action="read", subject=neighbour)
    seal_log()
    write_some(worker, neighbour)
    seal_log()
    assert verify().ok
    tamper(f"UPDATE people_accesslog SET detail = 'x' WHERE id = {old.pk}")
    assert not verify().ok


@pytest.mark.django_db(transaction=True)
def test_sealing_waits_for_whoever_is_writing_and_loses_no_row(worker: User, neighbour: Person) -> None:
    """Keys are handed out before they are committed: a row that comes late must not fall between two seals."""
    written, may_end = Event(), Event()

    def write_slowly() -> None:
        try:
            with transaction.atomic():
                log_access(actor=worker, action=AccessAction.READ, subject=neighbour, detail="slowly")
                written.set()
                may_end.wait(20)
        finally:
            connection.close()

    writer = Thread(target=write_slowly)
    writer.start()
    assert written.wait(20)
    if connection.vendor == "postgresql":
        # Others write on meanwhile, and the seal does not hold them up.
        log_access(actor=worker, action=AccessAction.READ, subject=neighbour, detail="quickly")
        assert seal_log() == 0
    may_end.set()
    writer.join()
    seal_log()
    assert (verify().ok, verify().unsealed, verify().rows) == (True, 0, AccessLog.objects.count())


# --- Keeping and removing --------------------------------------------------------------------------------------------


@pytest.fixture
def old_and_new(worker: User, neighbour: Person) -> tuple[list[AccessLog], list[AccessLog]]:
    """Three rows of a year ago and three of today, each three a sealed batch."""
    with time_machine.travel(timezone.now() - YEAR, tick=False):
        old = write_some(worker, neighbour)
        seal_log()
    new = write_some(worker, neighbour)
    seal_log()
    return old, new


def test_what_is_older_than_the_city_keeps_it_goes_and_the_rest_stays_whole(old_and_new: Any) -> None:
    _old, new = old_and_new
    assert remove_older_than(months=36) == 0
    assert remove_older_than(months=6) == 3
    assert remove_older_than(months=6) == 0
    assert set(AccessLog.objects.all()) == set(new)
    result = verify()
    assert (result.ok, result.rows, result.removed) == (True, 3, 3)


def test_many_batches_go_one_by_one_up_to_the_first_that_is_young_enough(
    worker: User, neighbour: Person
) -> None:
    for months_ago in (20, 18, 16, 3, 1):
        with time_machine.travel(timezone.now() - timedelta(days=31 * months_ago), tick=False):
            write_some(worker, neighbour, 2)
            seal_log()
    assert remove_older_than(months=12) == 6
    assert AccessRemoval.objects.count() == 3
    result = verify()
    assert (result.ok, result.rows, result.removed, result.seals) == (True, 4, 6, 5)


def test_nobody_keeps_it_shorter_than_the_law_asks_for(old_and_new: Any) -> None:
    with pytest.raises(ValueError, match="at least 6 months"):
        remove_older_than(months=5)
    assert AccessLog.objects.count() == 6


def test_the_database_lets_go_of_no_row_that_no_removal_covers(old_and_new: Any) -> None:
    old, new = old_and_new
    for row in (old[0], new[0]):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            AccessLog.objects.filter(pk=row.pk).delete()
    remove_older_than(months=6)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        AccessLog.objects.filter(pk=new[0].pk).delete()


@pytest.mark.parametrize("signed", ["not at all", "by the installation, too early", "in the future"])
def test_a_removal_that_hides_a_recent_row_is_seen(old_and_new: Any, signed: str) -> None:
    from people.access_log.chain import sign_removal

    _old, new = old_and_new
    removal = AccessRemoval(through=new[-1].pk, rows=6, months=6)
    if signed == "in the future":
        removal.at = timezone.now() + YEAR
    removal.signature = "0" * 64 if signed == "not at all" else sign_removal(removal)
    removal.save()
    AccessLog.objects.filter(pk__lte=new[-1].pk).delete()
    assert not verify().ok


def test_a_log_that_was_tampered_with_is_kept_as_evidence(old_and_new: Any) -> None:
    old, _new = old_and_new
    tamper(f"UPDATE people_accesslog SET detail = 'x' WHERE id = {old[1].pk}")
    assert remove_older_than(months=6) == 0
    assert AccessLog.objects.count() == 6


def test_a_row_put_back_behind_a_removal_is_seen(old_and_new: Any, worker: User) -> None:
    old, _new = old_and_new
    remove_older_than(months=6)
    AccessLog.objects.create(pk=old[0].pk, actor=worker, action="read", signature=old[0].signature)
    assert not verify().ok


def test_the_nightly_check_puts_on_record_what_it_found(worker: User, neighbour: Person) -> None:
    rows = write_some(worker, neighbour)
    assert check_log().broken == 0
    tamper(f"UPDATE people_accesslog SET detail = 'x' WHERE id = {rows[0].pk}")
    assert check_log().broken == 1
    assert AccessCheck.objects.filter(broken__gt=0).count() == 1
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        AccessCheck.objects.update(broken=0)
