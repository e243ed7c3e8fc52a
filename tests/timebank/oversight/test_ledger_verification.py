"""`verify_ledger`: the books prove themselves, and every kind of tampering shows."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from tests.timebank.conftest import unguarded
from timebank.earning.services.corrections import correct_record
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import open_accounts, personal, region_owner
from timebank.ledger.services.transfers import reserve, transfer
from timebank.oversight.selectors.ledger_verification import verify


@pytest.fixture
def books(serve, person, other_person):
    """A few days of everything that happens."""
    first = serve(120)
    serve(600, at="2026-03-06 08:00", category="health")
    correct_record(record=first.record, minutes=60, reason="签退时间有误")
    transfer(key="gift", debit=personal(person), credit=personal(other_person), amount=30)
    reserve(key="request", debit=personal(other_person), credit=personal(person), amount=10)


def run(*arguments):
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_ledger", *arguments, stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


IN_ORDER = {"unbalanced": 0, "overdrawn": 0, "broken": 0, "ok": True, "first_broken": None}


def test_an_empty_ledger_is_in_order(db):
    code, out, err = run("--json")
    assert (code, err, out.count("\n")) == (0, "", 1)
    assert json.loads(out) == IN_ORDER | {"accounts": 0, "transfers": 0, "through": 0, "seal": ""}


def test_books_in_order_say_so_and_exit_with_0(books):
    code, out, err = run("--json")
    assert (code, err) == (0, "")
    found = json.loads(out.splitlines()[-1])
    assert len(found.pop("seal")) == 64
    assert found == IN_ORDER | {
        "accounts": Account.objects.count(),
        "transfers": Transfer.objects.count(),
        "through": Transfer.objects.latest("sequence").pk,
    }
    assert "The books are in order" in run()[1]


def test_a_tampered_amount_is_found_on_both_accounts_at_the_row_and_at_the_service(books):
    row = Transfer.objects.filter(reason="earned", undone_by=None, undoes=None).first()
    with unguarded("timebank_transfer"):
        Transfer.objects.filter(pk=row.pk).update(amount=row.amount + 1000)
    code, out, err = run("--json")
    found = json.loads(out)
    assert (code, found["unbalanced"], found["broken"], found["ok"]) == (1, 2, 2, False)
    assert found["first_broken"] == row.pk
    assert f"timebank_transfer {row.pk}: the chain breaks here" in err
    assert f"timebank_servicerecord {row.service_record_id}: its coins are not its minutes" in err


def test_a_tampered_balance_is_found(books):
    Account.objects.filter(kind="pool").update(posted_credits=5000)
    found = verify()
    assert (found.unbalanced, found.overdrawn, found.ok) == (1, 0, False)


def test_a_deleted_transfer_is_found(books):
    row = Transfer.objects.filter(key="gift")
    with unguarded("timebank_transfer"):
        row._raw_delete(using="default")
    assert verify().unbalanced == 2


def test_tampered_minutes_of_a_service_are_found(books):
    with unguarded("timebank_servicerecord"):
        ServiceRecord.objects.filter(minutes=600).update(minutes=601)
    found = verify()
    assert (found.broken, found.unbalanced) == (1, 0)


def test_coins_credited_to_somebody_who_did_not_serve_are_found(books, other_person):
    row = Transfer.objects.filter(reason="earned", undone_by=None, undoes=None).first()
    with unguarded("timebank_transfer"):
        Transfer.objects.filter(pk=row.pk).update(credit_account=personal(other_person))
    assert "credits somebody other than the one who served" in {finding.what for finding in verify().findings}


def test_a_reservation_settled_for_more_than_it_held_is_found(books, person, other_person):
    pending = Transfer.objects.get(key="request")
    with unguarded("timebank_transfer"):
        Transfer.objects.create(
            key="forged",
            kind="post_pending",
            unit="coin_minutes",
            debit_account=pending.debit_account,
            credit_account=pending.credit_account,
            amount=11,
            pending=pending,
            reason="other",
        )
    assert "does not fit the reservation it resolves" in {finding.what for finding in verify().findings}


def test_an_account_below_zero_is_found_even_where_balance_and_transfers_agree(books, other_person):
    account = personal(other_person)
    Transfer.objects.create(
        key="forged",
        kind="posted",
        unit="coin_minutes",
        debit_account=account,
        credit_account=Account.objects.get(kind="pool", unit="coin_minutes"),
        amount=500,
        reason="other",
    )
    found = verify()
    assert (found.overdrawn, found.unbalanced) == (1, 2)


def test_a_trigger_that_was_switched_off_is_found(books):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE timebank_transfer DISABLE TRIGGER timebank_transfer_no_update")
        else:
            cursor.execute("DROP TRIGGER timebank_transfer_no_update")
    found = verify()
    assert (found.broken, found.findings[0].key) == (1, "timebank_transfer_no_update")


def test_the_proof_takes_the_same_number_of_queries_whatever_the_size(
    books, serve, django_assert_num_queries
):
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        verify()
    for day in range(1, 6):
        serve(60, at=f"2026-04-0{day} 09:00")
    with django_assert_num_queries(len(few)):
        verify()


def test_escrow_that_kept_something_is_found(books, person, community):
    owner = region_owner("escrow", community)
    transfer(key="kept", debit=personal(person), credit=open_accounts([owner])[owner], amount=5)
    found = verify()
    assert (found.broken, found.unbalanced) == (1, 0)
    assert found.findings[0].what == "escrow kept what it should have passed on"
