"""The bench of the ledger: how it compares, and a run to its end on a small scale where there is a PostgreSQL."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.db import connection

from bench.ledger import measure
from tests.databases import migrated_template


class Invented:
    """A client that always books `rate` a second."""

    def __init__(self, rate: float) -> None:
        self.rate = rate

    def order(self, **order: Any) -> None:
        self.ordered = order

    def answer(self) -> dict[str, float]:
        return {"made": self.rate * 2, "seconds": 2}


def test_rates_of_all_clients_add_up_and_stand_beside_the_bound_and_the_peer():
    parties = {"ledger": [Invented(90)] * 2, "bound": [Invented(100)] * 2, "hordak": [Invented(3)] * 2}
    rates = measure._taking_turns(parties, 2, 3, do="batch", size=1000)
    assert rates == {
        "ledger": 180,
        "bound": 200,
        "hordak": 6,
        "of_bound": 0.9,
        "of_hordak": 30,
    }
    # The peer has no batches.
    assert parties["hordak"][0].ordered == {"do": "single"}


def test_the_hot_account_stands_beside_the_disjoint_ones_of_the_same_kind():
    alike = {"synchronous_commit": True, "clients": 8, "at_a_time": 1}
    rows = [
        alike | {"accounts": "disjoint", "ledger": 200},
        alike | {"clients": 1, "accounts": "disjoint", "ledger": 1},
        alike | {"accounts": "one hot pool", "ledger": 150},
    ]
    measure._beside_disjoint(rows)
    assert [row.get("of_disjoint") for row in rows] == [None, None, 0.75]


def test_without_a_server_the_bench_says_so(monkeypatch):
    monkeypatch.setitem(os.environ, "DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
    with pytest.raises(measure.NoServer):
        measure.measure(10)


if connection.vendor == "postgresql":
    # Only there is anything to measure; elsewhere the test does not exist, and so cannot pass without having run.
    @pytest.mark.django_db
    def test_ledger_and_bound_are_measured_side_by_side_and_the_books_prove_themselves(monkeypatch):
        # The peer's packages are fetched by a real run only.
        monkeypatch.setattr(measure, "_install", lambda python: (_ for _ in ()).throw(OSError("not fetched")))
        figures = measure.measure(2_000, rounds=1, seconds=0.05, clients=(1, 2), template=migrated_template())
        rows = figures["writing"]
        assert len(rows) == 16 and all(row["ledger"] > 0 and row["bound"] > 0 for row in rows)
        assert {row["accounts"] for row in rows if "of_disjoint" in row} == {"one hot pool"}
        assert figures["verify_ledger"]["ok"] and figures["verify_ledger"]["transfers"] >= 2_000
        assert "not measured" in figures["peer"]
