"""Transfers booked before there was a chain are linked in the order of their numbers, with the balances they left."""

from typing import Any

from django.db import migrations

from common.append_only import _drop, append_only
from timebank.ledger.chain import GENESIS, Link, digest, microseconds

MOVING = ("posted", "post_pending")
GUARDED = "timebank_transfer"


def link_all(apps: Any, editor: Any) -> None:
    transfers = apps.get_model("timebank", "Transfer")
    _drop(editor, GUARDED, ("UPDATE", "DELETE"))
    heads: dict[int, str] = {}
    balances: dict[int, int] = {}
    changed = []
    for row in transfers.objects.order_by("sequence").iterator(chunk_size=2000):
        debit, credit = row.debit_account_id, row.credit_account_id
        if row.kind in MOVING:
            balances[debit] = balances.get(debit, 0) - row.amount
            balances[credit] = balances.get(credit, 0) + row.amount
        row.debit_balance, row.credit_balance = balances.get(debit, 0), balances.get(credit, 0)
        row.digest = heads[debit] = heads[credit] = digest(
            heads.get(debit, GENESIS),
            heads.get(credit, GENESIS),
            Link(
                row.key,
                row.kind,
                row.unit,
                debit,
                credit,
                0,
                0,
                row.amount,
                row.pending_id,
                row.undoes_id,
                row.batch.hex if row.batch else None,
                row.reason,
                row.memo,
                row.details,
                row.service_record_id,
                row.region_id,
                row.expires_at and microseconds(row.expires_at),
                microseconds(row.created_at),
                row.recorded_by_id,
            ),
        )
        changed.append(row)
        if len(changed) == 500:
            transfers.objects.bulk_update(changed, ["debit_balance", "credit_balance", "digest"])
            changed = []
    if changed:
        transfers.objects.bulk_update(changed, ["debit_balance", "credit_balance", "digest"])
    accounts = apps.get_model("timebank", "Account")
    for pk, head in heads.items():
        accounts.objects.filter(pk=pk).update(head=head)


class Migration(migrations.Migration):
    dependencies = [("timebank", "0004_chain_and_slots")]

    operations = [
        migrations.RunPython(link_all, migrations.RunPython.noop),
        append_only(GUARDED),
    ]
