"""Credits that are set aside, released, taken back; many at once on the database the suite runs on."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from notifications.models import Message
from people.access_log.models import AccessLog
from tests.timebank.ledger.test_concurrency import at_once
from timebank.earning.errors import AlreadyCorrected, RecordError
from timebank.earning.selectors.stars import certified_minutes
from timebank.earning.services.corrections import correct_record
from timebank.giving.services.arrangements import apply_instructions, set_instruction
from timebank.home.selectors.statement import statement
from timebank.ledger.enums import Reason, TransferKind, Unit
from timebank.ledger.errors import InsufficientBalance
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance
from timebank.ledger.services.accounts import personal
from timebank.ledger.services.transfers import transfer
from timebank.oversight.enums import HoldState
from timebank.oversight.errors import DecidedBefore, FourEyes, ReasonMissing
from timebank.oversight.models.holds import CreditHold
from timebank.oversight.models.suspicions import Suspicion
from timebank.oversight.selectors.ledger_verification import verify
from timebank.oversight.services.holds import hold_credit, release_hold, reverse_hold
from workbench.roles import Role

TELL = {"reason": "我们想再确认一下这次服务的时间", "contact": "王经办 0818-1234567"}


@pytest.fixture
def hold(officer, serve):
    """Set aside what a service of an hour brought."""

    def make(record=None, actor=None, **fields):
        return hold_credit(record=record or serve(60).record, actor=actor or officer, **(TELL | fields))

    return make


def test_what_a_service_brought_is_set_aside_and_the_rest_stays_usable(serve, hold, person):
    serve(30)
    held = hold(serve(60).record)
    assert (held.held_coin_minutes, held.held_points, held.missing_coin_minutes) == (60, 60, 0)
    mine = balance(person)
    assert (mine.coin_minutes, mine.reserved_minutes, mine.available_minutes) == (90, 60, 30)
    assert personal(person, Unit.POINTS).available == 30
    # Certified hours are a fact; they are not touched until somebody decides.
    assert certified_minutes(person) == 90
    assert verify().ok


def test_the_volunteer_is_told_kindly_with_the_reason_and_whom_to_call(hold, person):
    held = hold()
    message = Message.objects.get(key=f"timebank.held:{held.uuid}")
    assert message.person == person
    for words in ("再看一看", TELL["reason"], TELL["contact"]):
        assert words in message.body


def test_the_volunteer_sees_it_as_a_line_of_the_statement(hold, person):
    hold()
    with translation.override("en"):
        line = statement(person).lines[0]
        assert line.title == "Reserved: Set aside while a service is checked"
    assert (line.amount, line.reserved, line.transfer.memo) == (0, 60, "探访独居老人")


def test_as_much_is_set_aside_as_is_left_and_what_was_spent_is_stated(serve, hold, person, other_person):
    record = serve(60).record
    transfer(key="gift", debit=personal(person), credit=personal(other_person), amount=45)
    held = hold(record)
    assert (held.coin_minutes, held.held_coin_minutes, held.missing_coin_minutes) == (60, 15, 45)
    assert balance(person).available_minutes == 0


def test_where_nothing_is_left_the_hold_stands_with_nothing_in_it(serve, hold, person, other_person):
    record = serve(60, evidence_grade="C").record
    transfer(key="gift", debit=personal(person), credit=personal(other_person), amount=60)
    held = hold(record)
    assert (held.held_coin_minutes, held.missing_coin_minutes, held.points) == (0, 60, 0)
    assert not Transfer.objects.filter(reason=Reason.HELD).exists()


def test_only_what_reached_the_volunteer_is_set_aside_not_what_went_to_the_pool(serve, hold):
    record = serve(540, at="2026-03-05 08:00").record
    assert hold(record).held_coin_minutes == 480


def test_a_record_is_held_once_at_a_time(serve, hold, person):
    record = serve(60).record
    first = hold(record)
    assert hold(record, reason="另一个原因") == first
    assert balance(person).reserved_minutes == 60
    assert Message.objects.filter(kind="timebank.held").count() == 1


def test_released_it_can_be_used_again_and_may_be_held_anew(hold, manager, person):
    held = hold()
    released = release_hold(hold=held, actor=manager, note="电话核实无误")
    assert (released.state, released.decided_by) == (HoldState.RELEASED, manager)
    assert balance(person).available_minutes == 60
    assert release_hold(hold=held, actor=manager, note="x").decision == "电话核实无误"
    assert Message.objects.get(key=f"timebank.released:{held.uuid}").person == person
    assert hold(held.record) != held
    assert verify().ok


def test_taken_back_the_record_is_corrected_in_the_same_step(hold, manager, person):
    held = hold()
    reversed_hold = reverse_hold(hold=held, actor=manager, note="老人说当天无人来访")
    assert (reversed_hold.state, reversed_hold.kept_minutes) == (HoldState.REVERSED, 0)
    mine = balance(person)
    assert (mine.coin_minutes, mine.reserved_minutes, mine.points, certified_minutes(person)) == (0, 0, 0, 0)
    correction = ServiceRecord.objects.get(corrects=held.record)
    assert (correction.minutes, correction.correction_reason) == (0, "老人说当天无人来访")
    assert reverse_hold(hold=held, actor=manager, note="x") == reversed_hold
    assert verify().ok


def test_part_of_a_service_can_stand(hold, manager, person):
    held = hold()
    reverse_hold(hold=held, actor=manager, note="只有二十分钟", minutes=20)
    assert (balance(person).coin_minutes, balance(person).points, certified_minutes(person)) == (20, 20, 20)
    assert verify().ok


@pytest.mark.parametrize("minutes", [60, 61, -1, 10**30, True, None, "0", 1.5])
def test_minutes_that_are_no_fewer_than_recorded_are_refused_and_the_hold_stays(hold, manager, minutes):
    held = hold()
    with pytest.raises(RecordError):
        reverse_hold(hold=held, actor=manager, note="x", minutes=minutes)
    held.refresh_from_db()
    assert held.state == HoldState.HELD


def test_what_was_spent_before_cannot_be_taken_back_and_nothing_changes(
    serve, hold, manager, person, other_person
):
    record = serve(60).record
    transfer(key="gift", debit=personal(person), credit=personal(other_person), amount=45)
    held = hold(record)
    with pytest.raises(InsufficientBalance):
        reverse_hold(hold=held, actor=manager, note="x")
    held.refresh_from_db()
    assert (held.state, balance(person).reserved_minutes) == (HoldState.HELD, 15)
    # What was spent may be left standing.
    reverse_hold(hold=held, actor=manager, note="x", minutes=45)
    assert balance(person).coin_minutes == 0
    assert verify().ok


def test_one_decision_stands(hold, manager):
    held = hold()
    release_hold(hold=held, actor=manager, note="x")
    with pytest.raises(DecidedBefore):
        reverse_hold(hold=held, actor=manager, note="x")
    other = hold()
    reverse_hold(hold=other, actor=manager, note="x")
    with pytest.raises(DecidedBefore):
        release_hold(hold=other, actor=manager, note="x")
    with pytest.raises(DecidedBefore):
        reverse_hold(hold=other, actor=manager, note="x", minutes=5)


@pytest.mark.parametrize("nothing", ["", "  ", "\0"])
def test_each_step_needs_its_reason(serve, officer, manager, hold, nothing):
    record = serve(60).record
    for missing in ("reason", "contact"):
        with pytest.raises(ReasonMissing):
            hold_credit(record=record, actor=officer, **(TELL | {missing: nothing}))
    held = hold(record)
    for step in (release_hold, reverse_hold):
        with pytest.raises(ReasonMissing):
            step(hold=held, actor=manager, note=nothing)


def test_a_record_that_was_corrected_is_not_held(serve, hold):
    record = serve(60).record
    correct_record(record=record, reason="x", minutes=30)
    with pytest.raises(AlreadyCorrected):
        hold(record)


def test_who_may_hold_and_who_may_decide(
    serve, hold, worker, officer, manager, manager_next_door, auditor, city_manager, make_user, township
):
    record = serve(60, recorded_by=officer).record
    for user in (worker, manager_next_door, auditor):
        with pytest.raises(FourEyes):
            hold(record, actor=user)
    held = hold(record)
    # The officer confirmed the service: a colleague decides.
    for user in (officer, worker, manager_next_door, auditor):
        for step in (release_hold, reverse_hold):
            with pytest.raises(FourEyes):
                step(hold=held, actor=user, note="x")
    assert release_hold(hold=held, actor=city_manager, note="x").state == HoldState.RELEASED
    own = make_user("经办乙", Role.TOWNSHIP_OFFICER, township)
    with pytest.raises(FourEyes):
        hold(serve(60, person=own.person).record, actor=own)


def test_a_hold_is_never_deleted(hold):
    from django.db import IntegrityError, transaction

    held = hold()
    with pytest.raises(IntegrityError), transaction.atomic():
        CreditHold.objects.filter(pk=held.pk).delete()


# --- Pages -------------------------------------------------------------------------------------------------------


def page(client, address, language="en"):
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_an_officer_sets_aside_and_a_manager_takes_back_in_the_workbench(
    serve, officer, manager, person, log_in
):
    record = serve(60).record
    new = f"/workbench/oversight/records/{record.uuid}/hold/"
    assert "The volunteer is notified at once" in page(log_in(officer), new)
    client = log_in(officer)
    kept = client.post(new, {"reason": "我想再确认", "contact": ""})
    assert kept.status_code == 200 and "我想再确认" in kept.content.decode()
    for _click in range(2):
        answer = client.post(new, TELL)
    held = CreditHold.objects.get()
    assert answer.url == f"/workbench/oversight/holds/{held.uuid}/"
    assert AccessLog.objects.filter(actor=officer, subject=person).exists()
    shown = page(log_in(manager), answer.url)
    for words in ("1 hour", "60 points", TELL["reason"], "Release", "Take back and correct the record"):
        assert words in shown
    assert "张三丰" in page(log_in(manager), "/workbench/oversight/holds/")
    wrong = log_in(manager).post(
        answer.url, {"step": "reverse", "reverse-note": "没有来过", "reverse-minutes": "99999999999999999999"}
    )
    assert wrong.status_code == 200 and "没有来过" in wrong.content.decode()
    done = log_in(manager).post(
        answer.url, {"step": "reverse", "reverse-note": "没有来过", "reverse-minutes": "0"}
    )
    assert done.status_code == 302 and balance(person).coin_minutes == 0
    assert "没有来过" in page(log_in(manager), answer.url)
    assert "张三丰" in page(log_in(manager), "/workbench/oversight/holds/?tab=decided")


def test_what_was_spent_is_shown_and_the_refusal_keeps_what_was_typed(
    serve, hold, manager, person, other_person, log_in
):
    record = serve(60).record
    transfer(key="gift", debit=personal(person), credit=personal(other_person), amount=45)
    address = f"/workbench/oversight/holds/{hold(record).uuid}/"
    client = log_in(manager)
    assert "45 minutes" in page(client, address) and "Spent before" in page(client, address)
    answer = client.post(address, {"step": "reverse", "reverse-note": "没有来过", "reverse-minutes": "0"})
    assert answer.status_code == 200
    assert (
        "没有来过" in answer.content.decode()
        and "The balance of this account is not sufficient" in answer.content.decode()
    )


def test_holds_are_seen_by_who_watches_over_the_region_and_by_nobody_else(
    hold, worker, worker_next_door, manager_next_door, auditor, officer, person, resident, log_in
):
    held = hold()
    new = f"/workbench/oversight/records/{held.record.uuid}/hold/"
    address = f"/workbench/oversight/holds/{held.uuid}/"
    assert Client().get(address).status_code == 302
    for user in (worker, worker_next_door):
        assert log_in(user).get(address).status_code == 403
        assert log_in(user).get(new).status_code == 403
    for where in (address, new):
        assert log_in(manager_next_door).get(where).status_code == 404
        for user in (person.user, resident):
            assert log_in(user).get(where).status_code in (302, 403)
    # Auditors look and change nothing.
    assert log_in(auditor).get(address).status_code == 200
    assert log_in(auditor).post(address, {"step": "release", "release-note": "x"}).status_code == 403
    assert log_in(auditor).get(new).status_code == 403
    assert log_in(officer).post(address, {"step": "nonsense"}).status_code == 302
    held.refresh_from_db()
    assert held.state == HoldState.HELD


def test_the_volunteer_sees_own_holds_and_no_others(hold, serve, person, other_person):
    mine, theirs = hold(), hold(serve(60, person=other_person).record)
    assert list(CreditHold.objects.visible_to(person.user)) == [mine]
    assert theirs not in CreditHold.objects.visible_to(person.user)


def test_the_list_takes_the_same_queries_for_one_and_for_five(hold, manager, log_in):
    client, counts = log_in(manager), []
    for number in (1, 4):
        for _n in range(number):
            hold()
        with CaptureQueriesContext(connection) as queries:
            page(client, "/workbench/oversight/holds/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 22


def test_a_hold_remembers_the_suspicion_it_belongs_to(serve, officer, log_in, community):
    record = serve(60).record
    suspicion = Suspicion.objects.create(
        key="k", kind="day", region=community,
        figures={"minutes": 1, "day": "2026-03-05", "records": 1, "limit": 1},
    )  # fmt: skip
    suspicion.records.add(record)
    log_in(officer).post(f"/workbench/oversight/records/{record.uuid}/hold/", TELL)
    assert CreditHold.objects.get().suspicion == suspicion


# --- Many at once ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_released_and_taken_back_at_once_it_ends_one_way(hold, manager, city_manager, person):
    held = hold()
    outcome = at_once(
        [
            lambda: release_hold(hold=held, actor=manager, note="x"),
            lambda: reverse_hold(hold=held, actor=city_manager, note="x"),
        ]
    )
    assert outcome == {"ok": 1, "DecidedBefore": 1}
    held.refresh_from_db()
    expected = 60 if held.state == HoldState.RELEASED else 0
    assert (balance(person).coin_minutes, balance(person).reserved_minutes) == (expected, 0)
    assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_spent_and_set_aside_at_once_no_minute_is_used_twice(serve, hold, person, other_person):
    record = serve(60).record
    mine, theirs = personal(person), personal(other_person)
    jobs = [lambda: hold(record)] * 4 + [
        lambda n=n: transfer(key=f"gift:{n}", debit=mine, credit=theirs, amount=20)  # type: ignore[misc]
        for n in range(4)
    ]
    outcome = at_once(jobs)
    spent = balance(other_person).coin_minutes
    held = CreditHold.objects.get()
    assert outcome["ok"] == 4 + spent // 20
    assert held.held_coin_minutes + spent <= 60
    assert balance(person).available_minutes >= 0
    assert held.held_coin_minutes == sum(
        row.amount for row in Transfer.objects.filter(batch=held.uuid, unit=Unit.COIN_MINUTES)
    )
    assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_taken_back_while_the_same_county_books_nobody_waits_in_a_circle(serve, hold, manager, make_user):
    people = [make_user(f"某{n}").person for n in range(4)]
    holds = [hold(serve(540, person=one, at="2026-03-05 08:00").record) for one in people]
    jobs = [lambda one=one: reverse_hold(hold=one, actor=manager, note="x") for one in holds]  # type: ignore[misc]
    jobs += [
        lambda one=one: serve(540, person=one, at="2026-03-06 08:00")  # type: ignore[misc]
        for one in people
    ]
    assert at_once(jobs) == {"ok": 8}
    assert verify().ok


def test_a_hold_leaves_nothing_for_the_record_to_explain_or_correct_twice(hold, manager):
    held = hold()
    assert not Transfer.objects.filter(service_record=held.record, kind=TransferKind.PENDING).exists()
    reverse_hold(hold=held, actor=manager, note="x")
    assert Transfer.objects.filter(undoes__service_record=held.record).count() == 2


def test_what_is_set_aside_is_not_corrected_beside_its_check(serve, hold, officer, manager):
    """Or the reservation would hang on a record that no longer counts, and could only be released."""
    record = serve(60).record
    held = hold(record)
    with pytest.raises(RecordError, match=r"set aside|暂缓"):
        correct_record(record=record, reason="时间写少了", minutes=60, place="乙社区")
    assert not ServiceRecord.objects.filter(corrects=record).exists()
    # Nor by who set it aside, alone.
    with pytest.raises(FourEyes):
        reverse_hold(hold=held, actor=officer, note="只有半小时", minutes=30)
    reverse_hold(hold=held, actor=manager, note="只有半小时", minutes=30)
    assert verify().ok


def test_a_hold_does_not_let_a_gift_or_a_standing_instruction_take_what_is_set_aside(hold, serve, person):
    serve(30)
    hold(serve(60).record)
    set_instruction(person=person, threshold_minutes=0, actor=person.user)
    assert apply_instructions() == 1
    mine = balance(person)
    assert (mine.coin_minutes, mine.reserved_minutes) == (60, 60) and verify().ok
