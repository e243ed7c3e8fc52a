"""Lots: which coins are left when the oldest go first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timebank.giving.fifo_layers import Layer, minutes_in, remaining_layers, unreserved_layers

DAY = date(2026, 1, 1)


def day(n: int) -> date:
    return DAY + timedelta(days=n)


amounts = st.integers(min_value=1, max_value=500)


@st.composite
def histories(draw):
    """Days in order, credits and debits, never below zero."""
    moves, balance, when = [], 0, 0
    for _ in range(draw(st.integers(0, 25))):
        when += draw(st.integers(0, 40))
        if balance and draw(st.booleans()):
            amount = draw(st.integers(1, balance))
            moves.append((day(when), -amount))
            balance -= amount
        else:
            amount = draw(amounts)
            moves.append((day(when), amount))
            balance += amount
    return moves


def test_a_worked_example():
    moves = [(day(0), 60), (day(10), 120), (day(20), -90), (day(30), 30), (day(40), -20)]
    # 60 of the first day and 30 of the tenth are used, then 20 more of the tenth.
    assert remaining_layers(moves) == [Layer(day(10), 70), Layer(day(30), 30)]


@given(histories())
def test_lots_add_up_to_the_balance_and_come_oldest_first(moves):
    layers = remaining_layers(moves)
    assert minutes_in(layers) == sum(amount for _day, amount in moves)
    assert all(layer.minutes > 0 for layer in layers)
    assert [layer.day for layer in layers] == sorted(layer.day for layer in layers)


@given(histories(), st.integers(0, 1000))
def test_what_is_left_of_old_days_is_what_they_brought_less_all_that_was_ever_paid(moves, cut):
    until = day(cut)
    left = minutes_in(layer for layer in remaining_layers(moves) if layer.day <= until)
    brought = sum(amount for when, amount in moves if amount > 0 and when <= until)
    paid = -sum(amount for _when, amount in moves if amount < 0)
    assert left == max(0, brought - paid)


@given(histories(), st.integers(0, 5000))
def test_what_is_reserved_is_kept_from_the_oldest(moves, reserved):
    layers = remaining_layers(moves)
    free = unreserved_layers(layers, reserved)
    assert minutes_in(free) == max(0, minutes_in(layers) - reserved)
    assert {layer.day for layer in free} <= {layer.day for layer in layers}


def test_a_debit_whose_credit_was_undone_later_is_taken_from_what_follows():
    assert remaining_layers([(day(1), -80), (day(2), 50), (day(3), 100)]) == [Layer(day(3), 70)]


@pytest.mark.parametrize(
    ("credited", "months", "ends"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 1), 12, date(2027, 1, 1)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_the_month(credited, months, ends):
    assert Layer(credited, 1).ends_on(months) == ends
