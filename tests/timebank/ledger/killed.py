"""Processes that record a service and pay with what it brought, each killed before its n-th statement.

`python -m tests.timebank.ledger.killed PERSON REGION OTHER` forks one child for each n until one lives to the end,
and prints
how each ended (0, or -9 for SIGKILL: no farewell).
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from datetime import UTC, datetime
from typing import Any

import django


def work(person: int, region: str, other: int, last: int) -> None:
    from django.db import connection, transaction

    from people.persons.models import Person
    from regions.models import Region
    from timebank.earning.services.crediting import record_service
    from timebank.earning.services.records import Service
    from timebank.ledger.services.accounts import personal
    from timebank.ledger.services.transfers import transfer

    someone, them = Person.objects.get(pk=person), Person.objects.get(pk=other)
    mine, theirs, place = personal(someone), personal(them), Region.objects.get(pk=region)
    done = 0

    def one_more(execute: Any, *arguments: Any) -> Any:
        nonlocal done
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    with connection.execute_wrapper(one_more), transaction.atomic():
        record_service(
            service=Service(
                person=someone,
                minutes=60,
                source_key=f"service:{last}",
                category="visit",
                activity="探访",
                started_at=datetime(2026, 3, 5, 1, tzinfo=UTC),
                ended_at=datetime(2026, 3, 5, 2, tzinfo=UTC),
                place="",
                content="",
                region=place,
                organiser="",
                in_charge="",
                evidence_grade="A",
            ),
        )
        transfer(key=f"gift:{last}", debit=mine, credit=theirs, amount=30)


def main(person: int, region: str, other: int) -> None:
    django.setup()
    for last in itertools.count(1):
        # Nothing is connected yet: each child makes a connection of its own.
        child = os.fork()
        if not child:
            try:
                work(person, region, other, last)
            except BaseException as error:
                print(repr(error), file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(ended, flush=True)
        if ended != -signal.SIGKILL:
            return


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
