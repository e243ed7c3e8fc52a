"""From a service to its record, coins and points."""

from timebank.models import ServiceRecord, Transfer
from timebank.selectors import balance, verify


def test_an_hour_and_a_half_of_visiting_earns_ninety_coin_minutes_and_ninety_points(serve, person):
    credit = serve(90)
    assert (credit.coin_minutes, credit.excess_minutes, credit.points, credit.replayed) == (90, 0, 90, False)
    held = balance(person)
    assert (held.coin_minutes, held.reserved_minutes, held.points) == (90, 0, 90)
    assert verify().ok


def test_a_replay_returns_the_first_credit_and_changes_nothing(serve, person):
    first = serve(90, source_key="assignment:1")
    again = serve(90, source_key="assignment:1")
    assert (again.record, again.transfers, again.replayed) == (first.record, first.transfers, True)
    assert (ServiceRecord.objects.count(), Transfer.objects.count(), balance(person).coin_minutes) == (
        1,
        2,
        90,
    )
