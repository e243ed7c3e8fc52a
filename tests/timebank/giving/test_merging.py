"""Two accounts of one person become one: coins by transfers, certified time together, papers as they were."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from people.merging.services import confirm_merge, propose_merge, refusals, undo_merge
from people.persons.models import Person
from tests.timebank.departing import departed
from timebank.certificates.models import Certificate, CertificateEnding
from timebank.certificates.services.lifecycle import issue_certificate
from timebank.earning.selectors.stars import certified_minutes
from timebank.earning.services.corrections import correct_record
from timebank.earning.services.stars import certified_minutes_of
from timebank.giving.services.settlements import settle
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance
from timebank.ledger.services.accounts import personal
from timebank.ledger.services.transfers import reserve, transfer
from timebank.oversight.selectors.ledger_verification import verify


@pytest.fixture
def twice(person, other_person, serve):
    """张三丰 under two files: two hours under the one, five under the other."""
    Person.objects.filter(pk=other_person.pk).update(name=person.name)
    other_person.refresh_from_db()
    serve(120)
    serve(300, person=other_person)
    return person, other_person


@pytest.fixture
def merged(twice, worker, officer):
    kept, gone = twice
    return confirm_merge(
        merge=propose_merge(kept=kept, gone=gone, actor=worker, reason="核对"), actor=officer
    )


def test_coins_move_by_transfers_and_certified_time_counts_together(merged, twice):
    kept, gone = twice
    assert (balance(kept).coin_minutes, balance(kept).points) == (420, 420)
    assert all(row.closed_at and not row.balance for row in Account.objects.filter(person=gone))
    assert certified_minutes(kept) == 420 and certified_minutes_of([kept.pk]) == {kept.pk: 420}
    # Not a record was rewritten.
    assert ServiceRecord.objects.filter(person=gone).count() == 1
    assert Transfer.objects.filter(reason="merged").count() == 2
    assert verify().ok


def test_a_merge_taken_back_leaves_both_as_they_were(merged, twice, officer):
    kept, gone = twice
    undo_merge(merge=merged, actor=officer, reason="两人")
    assert (balance(kept).coin_minutes, balance(gone).coin_minutes) == (120, 300)
    assert certified_minutes(kept) == 120 and certified_minutes(gone) == 300
    assert verify().ok


def test_what_was_spent_meanwhile_is_not_taken_back_silently(merged, twice, officer, mother):
    kept, gone = twice
    transfer(key="spent", debit=personal(kept), credit=personal(mother), amount=200)
    with pytest.raises(ValidationError):
        undo_merge(merge=merged, actor=officer, reason="两人")
    gone.refresh_from_db()
    assert gone.merged_into == kept and balance(kept).coin_minutes == 220 and verify().ok


def test_service_earned_afterwards_stays_with_the_one_who_stays(merged, twice, serve, officer):
    kept, gone = twice
    serve(60, at="2026-03-07 09:00")
    undo_merge(merge=merged, actor=officer, reason="两人")
    assert (balance(kept).coin_minutes, balance(gone).coin_minutes) == (180, 300) and verify().ok


def test_a_service_of_the_closed_file_confirmed_late_is_credited_to_the_one_that_stays(merged, twice, serve):
    kept, gone = twice
    gone.refresh_from_db()
    credit = serve(60, person=gone, at="2026-03-08 09:00")
    assert credit.record.person == kept and balance(kept).coin_minutes == 480 and verify().ok


def test_a_service_recorded_before_the_merge_is_not_recorded_again(twice, serve, worker, officer):
    kept, gone = twice
    first = serve(30, person=gone, at="2026-03-09 09:00", source_key="assignment:x")
    confirm_merge(merge=propose_merge(kept=kept, gone=gone, actor=worker, reason="核对"), actor=officer)
    gone.refresh_from_db()
    again = serve(30, person=gone, at="2026-03-09 09:00", source_key="assignment:x")
    assert again.record == first.record and again.replayed and balance(kept).coin_minutes == 450


def test_accounts_with_something_set_aside_wait(twice, worker, mother):
    kept, gone = twice
    reserve(key="r", debit=personal(gone), credit=personal(mother), amount=10)
    assert refusals(kept, gone) and not refusals(gone, kept)


def test_a_settled_account_is_not_merged(twice, worker):
    kept, gone = twice
    settle(person=departed(gone), cause="departure", actor=worker)
    assert refusals(kept, gone) and refusals(gone, kept)


def test_a_record_under_the_closed_file_is_corrected_out_of_what_came_with_it(merged, twice, officer):
    kept, gone = twice
    correct_record(record=ServiceRecord.objects.get(person=gone), reason="记录有误", minutes=60)
    assert (balance(kept).coin_minutes, balance(kept).points, certified_minutes(kept)) == (180, 180, 180)
    assert not Account.objects.filter(person=gone, closed_at=None).exists() and verify().ok
    # And the two can still be parted: each has what its own records say.
    undo_merge(merge=merged, actor=officer, reason="两人")
    assert (balance(kept).coin_minutes, balance(gone).coin_minutes) == (120, 60) and verify().ok


def test_an_invented_service_is_not_safe_in_another_file_after_the_term(merged, twice):
    kept, gone = twice
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        correct_record(record=ServiceRecord.objects.get(person=gone), reason="没有服务", minutes=0)
    assert (balance(kept).coin_minutes, certified_minutes(kept)) == (120, 120) and verify().ok


def test_certificates_of_the_closed_file_stay_valid_and_new_ones_cover_both(twice, serve, worker, officer):
    kept, gone = twice
    old = issue_certificate(person=gone, key="old")
    confirm_merge(merge=propose_merge(kept=kept, gone=gone, actor=worker, reason="核对"), actor=officer)
    old = Certificate.objects.get(pk=old.pk)
    assert old.person == gone and not CertificateEnding.objects.exists()
    assert issue_certificate(person=kept, key="new").minutes == 420


def test_a_worker_does_not_pour_a_rich_account_into_another_alone(twice, worker):
    kept, gone = twice
    merge = propose_merge(kept=kept, gone=gone, actor=worker, reason="核对")
    with pytest.raises(ValidationError):
        confirm_merge(merge=merge, actor=worker)
    with time_machine.travel(timezone.now() + timedelta(days=400)), pytest.raises(ValidationError):
        confirm_merge(merge=merge, actor=worker)
    assert balance(gone).coin_minutes == 300
