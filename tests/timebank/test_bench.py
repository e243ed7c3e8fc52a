"""The bench of the ledger runs to its end on a small scale, wherever there is a PostgreSQL."""

from __future__ import annotations

import os

import pytest
from django.db import connection

from tests.databases import migrated_template
from timebank.bench import measure


@pytest.mark.django_db
def test_ledger_and_bound_are_measured_side_by_side_and_the_books_prove_themselves(monkeypatch):
    if connection.vendor != "postgresql":
        # Nothing to measure against here; what is said then is tested below.
        return
    # The peer's packages are fetched by a real run only.
    monkeypatch.setattr(measure, "_install", lambda python: (_ for _ in ()).throw(OSError("not fetched")))
    figures = measure.measure(2_000, rounds=1, seconds=0.05, clients=(1, 2), template=migrated_template())
    rows = figures["writing"]
    assert len(rows) == 16 and all(row["ledger"] > 0 and row["bound"] > 0 for row in rows)
    assert {row["accounts"] for row in rows if "of_disjoint" in row} == {"one hot pool"}
    assert figures["verify_ledger"]["ok"] and figures["verify_ledger"]["transfers"] >= 2_000
    assert "not measured" in figures["peer"]


def test_without_a_server_the_bench_says_so(monkeypatch):
    monkeypatch.setitem(os.environ, "DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
    with pytest.raises(measure.NoServer):
        measure.measure(10)
