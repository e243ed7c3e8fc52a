"""Death and departure: coins to the named relative or the pool, points lapse, all closed; and a mistake taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from notifications.models import Message
from people.deaths.services import confirm_death, record_death, take_back_death
from people.kinship.services import end_kinship, propose_kinship
from people.mandates.models import Mandate
from people.persons.models import Person
from tests.people.dying import confirmed_death
from tests.timebank.departing import departed
from timebank.earning.errors import RecordError
from timebank.earning.selectors.stars import certified_minutes
from timebank.earning.services.corrections import correct_record
from timebank.giving.errors import PlanChanged, SettlementError
from timebank.giving.models.arrangements import Nominee, StandingInstruction
from timebank.giving.models.departures import Departure
from timebank.giving.services.arrangements import name_nominee, set_instruction
from timebank.giving.services.settlements import plan_settlement, settle, undo_settlement
from timebank.giving.signals import account_settling
from timebank.ledger.enums import AccountKind
from timebank.ledger.errors import AccountClosed, InsufficientBalance
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.settlements import Settlement
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance, pool
from timebank.ledger.services.accounts import Owner, open_accounts, personal
from timebank.ledger.services.transfers import reserve, transfer, void
from timebank.oversight.selectors.ledger_verification import verify

HOUR = 60
DAY = date(2026, 11, 18)


@pytest.fixture
def rich(person, mother, kinship, serve, fund):
    """Five hours and points, two hours of a group, a standing instruction, and the mother named."""
    serve(5 * HOUR)
    owner = Owner(AccountKind.DONATE_ONLY, "coin_minutes", person.pk)
    fund(open_accounts([owner])[owner], 2 * HOUR)
    set_instruction(person=person, threshold_minutes=200 * HOUR, actor=person.user)
    name_nominee(person=person, kinship=kinship, actor=person.user)
    Mandate.objects.create(principal=person, agent=mother, relation="母亲")
    return person


def died(person, actor=None):
    confirmed_death(person, on=DAY, actor=actor)
    return person


def test_everything_goes_where_it_was_meant_to(rich, mother, worker, county):
    died(rich)
    settlement = settle(person=rich, cause="death", actor=worker)
    assert (balance(mother).coin_minutes, pool(county).minutes) == (5 * HOUR, 2 * HOUR)
    assert (settlement.to_relative_minutes, settlement.to_pool_minutes, settlement.points) == (300, 120, 300)
    assert all(row.closed_at and not row.balance for row in Account.objects.filter(person=rich))
    assert not Mandate.objects.in_force().exists()
    assert not StandingInstruction.objects.in_force().exists() and not Nominee.objects.in_force().exists()
    assert verify().ok
    assert "300" not in Message.objects.get(kind="timebank.settled").body
    assert Message.objects.get(kind="timebank.settled").person == mother


def test_the_preview_says_what_happens(rich, mother, worker):
    died(rich)
    before = Transfer.objects.count()
    planned = plan_settlement(rich)
    assert (planned.named, planned.to_relative, planned.to_pool, planned.points) == (mother, 300, 120, 300)
    assert Transfer.objects.count() == before
    settle(person=rich, cause="death", actor=worker, agreed=planned.mark)


def test_a_preview_that_is_out_of_date_settles_nothing(rich, worker, other_person, fund):
    died(rich)
    agreed = plan_settlement(rich).mark
    fund(personal(rich), 1)
    with pytest.raises(PlanChanged):
        settle(person=rich, cause="death", actor=worker, agreed=agreed)
    assert not Settlement.objects.exists()


def test_settling_twice_is_settling_once(rich, worker, mother):
    died(rich)
    first = settle(person=rich, cause="death", actor=worker)
    assert settle(person=rich, cause="death", actor=worker) == first
    assert balance(mother).coin_minutes == 300


def test_without_a_confirmed_relative_all_goes_to_the_pool(rich, mother, kinship, worker, county):
    end_kinship(kinship=kinship, actor=mother.user)
    died(rich)
    settle(person=rich, cause="death", actor=worker)
    assert (balance(mother).coin_minutes, pool(county).minutes) == (0, 420)


def test_what_the_relative_cannot_keep_goes_to_the_pool(rich, mother, worker, fund, county):
    fund(personal(mother), 1500 * HOUR - 100)
    died(rich)
    settle(person=rich, cause="death", actor=worker)
    assert (balance(mother).coin_minutes, pool(county).minutes) == (1500 * HOUR, 320)


def test_who_leaves_the_city_is_settled_without_a_death(rich, worker, mother):
    settle(person=departed(rich), cause="departure", actor=worker)
    assert balance(mother).coin_minutes == 300
    with pytest.raises(AccountClosed):
        transfer(key="x", debit=personal(mother), credit=personal(rich), amount=1)


def test_a_death_needs_its_day_on_file(rich, worker):
    with pytest.raises(SettlementError):
        settle(person=rich, cause="death", actor=worker)
    with pytest.raises(SettlementError):
        settle(person=rich, cause="holiday", actor=worker)


def test_what_is_reserved_stops_it_until_somebody_lets_it_go(rich, worker, other_person):
    died(rich)
    pending = reserve(key="request", debit=personal(rich), credit=personal(other_person), amount=60)
    with pytest.raises(SettlementError, match=r"1 hour|1小时"):
        settle(person=rich, cause="death", actor=worker)
    assert plan_settlement(rich).reserved_minutes == 60

    def let_go(sender, person, actor, **_):
        assert person == rich and actor == worker
        void(pending=pending, key="void")

    account_settling.connect(let_go)
    try:
        assert settle(person=rich, cause="death", actor=worker).to_relative_minutes == 300
    finally:
        account_settling.disconnect(let_go)
    assert verify().ok


def test_who_may_not(rich, mother, worker, worker_next_door, manager_next_door, auditor):
    died(rich)
    for actor in (worker_next_door, manager_next_door, auditor, mother.user, rich.user):
        with pytest.raises(SettlementError):
            settle(person=rich, cause="death", actor=actor)


def test_nobody_settles_what_they_would_receive(rich, mother, worker):
    died(rich)
    Nominee.objects.filter(person=rich).update(relative=worker.person)
    with pytest.raises(SettlementError):
        settle(person=rich, cause="death", actor=worker)


def test_a_mistaken_death_is_taken_back_whole(rich, mother, worker, county):
    died(rich)
    settlement = settle(person=rich, cause="death", actor=worker)
    with pytest.raises(SettlementError):
        undo_settlement(settlement=settlement, actor=worker, reason=" ")
    undo_settlement(settlement=settlement, actor=worker, reason="同名误报")
    undo_settlement(settlement=settlement, actor=worker, reason="同名误报")
    rich.refresh_from_db()
    assert rich.died_on is None
    assert (balance(rich).coin_minutes, balance(rich).points) == (300, 300)
    assert (balance(mother).coin_minutes, pool(county).minutes) == (0, 0)
    assert Mandate.objects.in_force().count() == 1
    # The instruction ended with the death itself; the name comes back.
    assert Nominee.objects.in_force().get().relative == mother
    contra = Transfer.objects.exclude(undoes=None)
    assert contra.count() == 3 and all(row.undoes.reason == "settled" for row in contra)
    assert verify().ok
    # And it can be settled again one day.
    died(rich)
    assert settle(person=rich, cause="death", actor=worker).pk != settlement.pk


def test_what_the_relative_has_used_already_cannot_be_taken_back_silently(rich, mother, worker, other_person):
    died(rich)
    settlement = settle(person=rich, cause="death", actor=worker)
    transfer(key="spent", debit=personal(mother), credit=personal(other_person), amount=300)
    with pytest.raises(InsufficientBalance):
        undo_settlement(settlement=settlement, actor=worker, reason="误报")
    settlement.refresh_from_db()
    rich.refresh_from_db()
    assert settlement.undone_at is None and rich.died_on is not None
    assert all(row.closed_at for row in Account.objects.filter(person=rich))


def test_a_death_is_told_once_and_only_for_a_day_that_can_be(person, worker):
    with pytest.raises(ValidationError):
        record_death(person=person, on=date(2026, 11, 21))
    Person.objects.filter(pk=person.pk).update(birth_date=date(2000, 1, 1))
    with pytest.raises(ValidationError):
        record_death(person=person, on=date(1999, 12, 31))
    first = record_death(person=person, on=DAY, actor=worker)
    assert record_death(person=person, on=date(2026, 11, 1), actor=worker) == first
    person.refresh_from_db()
    assert person.died_on == DAY


def test_a_service_confirmed_after_the_settlement_is_certified_and_its_coins_go_to_the_pool(
    rich, serve, worker, county
):
    died(rich)
    settle(person=rich, cause="death", actor=worker)
    before, certified = pool(county).minutes, certified_minutes(rich)
    credit = serve(90)
    assert (certified_minutes(rich), pool(county).minutes) == (certified + 90, before + 90)
    assert (credit.coin_minutes, credit.excess_minutes, credit.points) == (0, 90, 0)
    assert any("settled" in line or "结清" in line for line in credit.lines)
    assert balance(rich).coin_minutes == 0
    assert not Message.objects.filter(person=rich, key__endswith=str(credit.record.uuid)).exists()
    # It can be corrected like any other: nothing of it lies on a closed account.
    correct_record(record=credit.record, reason="记录有误", minutes=30)
    assert pool(county).minutes == before + 30
    assert verify().ok


def test_a_group_service_of_somebody_who_has_left_opens_no_account_anew(person, serve, worker, county):
    settle(person=departed(person), cause="departure", actor=worker)
    serve(60, group="晨曦队")
    assert not Account.objects.filter(person=person, closed_at=None).exists()
    assert pool(county).minutes == 60 and verify().ok


def test_a_record_whose_coins_went_with_the_settlement_is_not_corrected_without_a_word(rich, worker):
    record = rich.service_records.get()
    settlement = settle(person=departed(rich), cause="departure", actor=worker)
    with pytest.raises(RecordError, match=r"settled|结清"):
        correct_record(record=record, reason="记录有误", minutes=60)
    undo_settlement(settlement=settlement, actor=worker, reason="没有离开")
    correct_record(record=record, reason="记录有误", minutes=60)
    assert balance(rich).coin_minutes == 60 and verify().ok


def test_a_worker_who_enters_a_death_does_not_get_the_coins_moved_alone(rich, mother, worker, officer):
    notice = record_death(person=rich, on=DAY, actor=worker)
    # Neither at once nor after a week, nor by confirming it herself.
    for days in (0, 8):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            with pytest.raises(SettlementError):
                settle(person=rich, cause="death", actor=worker)
            with pytest.raises(ValidationError):
                confirm_death(notice=notice, actor=worker)
    confirm_death(notice=notice, actor=officer)
    # Confirmed, but a mistake can still be taken back while the coins are there.
    for actor in (worker, officer):
        with pytest.raises(SettlementError, match="2026-11-27"):
            settle(person=rich, cause="death", actor=actor)
    assert balance(mother).coin_minutes == 0
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        settle(person=rich, cause="death", actor=worker)
    assert balance(mother).coin_minutes == 5 * HOUR


def test_who_is_close_to_the_recipient_does_not_settle(rich, mother, worker, officer):
    died(rich)
    propose_kinship(person=worker.person, relation="parent", name=mother.name, phone=mother.phone)
    with pytest.raises(SettlementError):
        settle(person=rich, cause="death", actor=worker)
    assert settle(person=rich, cause="death", actor=officer).to_relative_minutes == 300


def test_a_settled_death_is_not_taken_back_past_the_settlement(rich, worker, officer):
    notice = confirmed_death(rich, on=DAY, actor=worker)
    settlement = settle(person=rich, cause="death", actor=worker)
    with pytest.raises(ValidationError):
        take_back_death(notice=notice, actor=officer, reason="误报")
    # Nor by who entered it.
    with pytest.raises(SettlementError):
        undo_settlement(settlement=settlement, actor=worker, reason="误报")
    undo_settlement(settlement=settlement, actor=officer, reason="误报")
    rich.refresh_from_db()
    assert rich.died_on is None and balance(rich).coin_minutes == 300


def test_a_mistaken_death_gives_arrangements_back(rich, worker, officer, mother):
    notice = record_death(person=rich, on=DAY, actor=worker)
    assert not StandingInstruction.objects.in_force().exists()
    take_back_death(notice=notice, actor=officer, reason="误报")
    assert StandingInstruction.objects.in_force().get().person == rich


def test_a_departure_is_no_way_around_the_second_person(rich, mother, worker, officer, log_in):
    page = f"/workbench/timebank/settle/{rich.pk}/"
    client = log_in(worker)
    data = {"cause": "departure", "agreed": plan_settlement(rich).mark}
    for _click in range(2):
        client.post(page, data)
    assert not Settlement.objects.exists() and Departure.objects.get().entered_by == worker
    second = log_in(officer)
    assert rich.name in second.get("/workbench/timebank/settlements/").content.decode()
    second.post(page, data)
    assert Settlement.objects.get().settled_by == officer and balance(mother).coin_minutes == 300


def test_an_announced_departure_is_withdrawn(rich, worker, officer, log_in):
    page = f"/workbench/timebank/settle/{rich.pk}/"
    log_in(worker).post(page, {"cause": "departure", "agreed": plan_settlement(rich).mark})
    log_in(worker).post(page, {"withdraw": "1"})
    with pytest.raises(SettlementError):
        settle(person=rich, cause="departure", actor=officer)
