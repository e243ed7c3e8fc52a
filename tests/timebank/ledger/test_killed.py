"""A process that dies between any two statements leaves everything or nothing, and the next try finishes the work."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.selectors.balances import balance
from timebank.oversight.selectors.ledger_verification import verify

KILLED = -9


@pytest.mark.django_db(transaction=True)
def test_whenever_a_process_is_killed_a_service_is_credited_and_paid_out_whole_or_not_at_all(
    person, other_person, community
):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "platform_site.settings_test",
        "SHOUWANG_VAR": str(settings.VAR_DIR),
        "SHOUWANG_TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "SECRET_KEY": settings.SECRET_KEY,
        "SHOUWANG_FIELD_KEYS": ",".join(settings.FIELD_KEYS),
    }
    command = [
        sys.executable,
        "-m",
        "tests.timebank.ledger.killed",
        str(person.pk),
        community.pk,
        str(other_person.pk),
    ]
    run = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    ends = [int(line) for line in run.stdout.split()]
    assert len(ends) > 10 and set(ends[:-1]) == {KILLED} and ends[-1] == 0, run.stderr
    whole = 0
    for number in range(1, len(ends) + 1):
        records = ServiceRecord.objects.filter(source_key=f"service:{number}").count()
        gifts = Transfer.objects.filter(key=f"gift:{number}").count()
        assert records == gifts
        whole += gifts
    # What is done after the commit may be cut short; what is in the books by then is all there.
    assert 1 <= whole < len(ends)
    found = verify()
    assert found.ok, found.findings
    assert (balance(person).coin_minutes, balance(other_person).coin_minutes) == (30 * whole, 30 * whole)
