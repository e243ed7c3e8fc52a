"""What the time bank keeps about a person, for the copy that everybody may ask for (PIPL art. 45)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from people.persons.models import Person
from timebank.earning.models import StarAward
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.transfers import Transfer


def entries_of(account: Account) -> list[dict[str, Any]]:
    """Every booking of an account, the oldest first, without the other side: that is somebody else's account."""
    rows = Transfer.objects.filter(Q(debit_account=account) | Q(credit_account=account)).order_by("sequence")
    return [
        {
            "number": row.sequence,
            "at": row.created_at,
            "phase": row.kind,
            "reason": row.reason,
            "amount": row.amount if row.credit_account_id == account.pk else -row.amount,
            "memo": row.memo,
            "computed_from": row.details,
        }
        for row in rows.iterator(chunk_size=2000)
    ]


def stars_of(person: Person) -> list[dict[str, Any]]:
    rows: Any = (
        StarAward.objects.filter(person=person)
        .order_by("pk")
        .values(
            "level", "certified_minutes", "awarded_at", "effective_on", "withdrawn_at", "withdrawal_reason"
        )
    )
    return list(rows)
