"""Whether the access log is whole: read once, row by row, against its signatures, seals and removals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from people.access_log.chain import (
    COLUMNS,
    FEWEST_DAYS,
    GENESIS,
    Row,
    is_removal_signed,
    is_row_signed,
    is_seal_signed,
    link,
    said,
)
from people.access_log.models import AccessCheck, AccessLog, AccessRemoval, AccessSeal

ROWS_AT_ONCE = 5_000
# As many findings are told one by one; all are counted.
TOLD = 100
# Clocks of several machines differ.
CLOCKS_DIFFER = timedelta(hours=1)
Read = tuple[int, str, str]


@dataclass
class AuditVerification:
    """What verifying the access log found. `seal` is the digest of the last batch: published, it proves later that
    nothing before it was taken away."""

    rows: int = 0
    seals: int = 0
    removed: int = 0
    unsealed: int = 0
    broken: int = 0
    through: int = 0
    seal: str = GENESIS
    findings: list[tuple[str, int, str]] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return self.broken == 0

    def found(self, table: str, key: int, what: str) -> None:
        self.broken += 1
        if len(self.findings) < TOLD:
            self.findings.append((table, key, what))

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "seals": self.seals,
            "removed": self.removed,
            "unsealed": self.unsealed,
            "broken": self.broken,
            "through": self.through,
            "seal": self.seal,
            "ok": self.ok,
        }


def read_rows(after: int, through: int | None = None) -> Iterator[Read]:
    """Key, what it says and signature of each row above `after` and up to `through`, in their order."""
    rows = AccessLog.objects.filter(pk__gt=after).order_by("pk")
    if through is not None:
        rows = rows.filter(pk__lte=through)
    for key, *values, signature in rows.values_list(*COLUMNS).iterator(chunk_size=ROWS_AT_ONCE):
        yield key, said(Row(*values)), signature


def verify(*, through: int | None = None, seal: str | None = None) -> AuditVerification:
    """Read the whole log, or the batches up to the one that ends at `through`, whose digest must then be `seal`."""
    result = AuditVerification()
    removed = removed_through(result)
    if removed and (left := AccessLog.objects.filter(pk__lte=removed).count()):
        result.found("accesslog", removed, f"{left} rows stand where all were removed")
    seals = AccessSeal.objects.order_by("after")
    if through is not None:
        seals = seals.filter(through__lte=through)
    for batch in seals.iterator(chunk_size=ROWS_AT_ONCE):
        verify_batch(batch, result, removed=removed)
    if seal is not None and (through != result.through or seal != result.seal):
        result.found("accessseal", through or 0, "the seal is another than the one published")
    if through is None:
        for key, text, signature in read_rows(max(result.through, removed)):
            result.rows += 1
            result.unsealed += 1
            if not is_row_signed(text, signature):
                result.found("accesslog", key, "not written by this installation, or changed")
    return result


def verify_batch(batch: AccessSeal, result: AuditVerification, *, removed: int) -> None:
    """Check one batch behind those that `result` has seen."""
    result.seals += 1
    if not is_seal_signed(batch) or batch.after != result.through:
        result.found("accessseal", batch.pk, "the chain of seals breaks here")
    if batch.through > removed:
        digest, count = sha256(result.seal.encode()), 0
        for key, text, signature in read_rows(batch.after, batch.through):
            count += 1
            digest.update(link(key, text, signature))
            # Only the first batch may hold rows of the time before rows were signed.
            if not is_row_signed(text, signature) and (signature or batch.after):
                result.found("accesslog", key, "not written by this installation, or changed")
        result.rows += count
        if count < batch.rows:
            result.found("accessseal", batch.pk, f"{batch.rows - count} rows are missing")
        elif digest.hexdigest() != batch.digest:
            result.found("accessseal", batch.pk, "the rows are others than those sealed")
    # Going on from what is written: only batches that were changed break.
    result.through, result.seal = batch.through, batch.digest


def removed_through(result: AuditVerification) -> int:
    """Up to where rows were removed rightly: signed, whole batches, older than the law asks for."""
    reached = 0
    for removal in AccessRemoval.objects.order_by("through"):
        sealed = AccessSeal.objects.filter(through__lte=removal.through)
        newest = sealed.aggregate(newest=Max("newest_at"))["newest"]
        if not is_removal_signed(removal) or not sealed.filter(through=removal.through).exists():
            result.found("accessremoval", removal.pk, "nobody may have removed this")
        elif newest is None or removal.at - newest < FEWEST_DAYS:
            result.found("accessremoval", removal.pk, "rows were removed before their time")
        elif removal.at > timezone.now() + CLOCKS_DIFFER:
            result.found("accessremoval", removal.pk, "rows were removed at a time that has not come")
        else:
            result.removed += removal.rows
            reached = removal.through
    return reached


def last_check() -> AccessCheck | None:
    """The last verification that was put on record."""
    return AccessCheck.objects.order_by("-at").first()


def unsealed() -> QuerySet[AccessLog]:
    """Rows behind the last seal."""
    last = AccessSeal.objects.order_by("-through").values_list("through", flat=True).first()
    return AccessLog.objects.filter(pk__gt=last or 0)
