"""A row as it is now, locked until the transaction ends."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

ModelT = TypeVar("ModelT", bound=models.Model)


def locked(row: ModelT, *related: str, key_stays: bool = False) -> ModelT:
    """`row` as it is now, locked until the transaction ends, with `related` read with it.

    `key_stays`: only its other columns will change, so that rows which point at it can be written meanwhile. Raises
    DoesNotExist when the row has gone, TransactionManagementError outside a transaction.
    """
    # The manager of the class that the row says it has: the user of a request is wrapped.
    rows = row.__class__._default_manager
    current = rows.select_for_update(no_key=key_stays).get(pk=row.pk)
    if not related:
        return current
    # Locked alone and read after: PostgreSQL, having waited, reads the locked row anew, and not the rows joined to it.
    return rows.select_related(*related).get(pk=row.pk)
