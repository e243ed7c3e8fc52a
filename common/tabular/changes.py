"""What an import does to rows that are stored: what it adds, and each field it changes with old and new.

An import tells a `Changes` while it works, in a dry run too. What becomes of it is the caller's: a preview that people
read, or a record with which the import can be taken back. `keep` is called inside the transaction that writes the
batch, so that neither is ever without the other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

# What a JSON text can hold of a field's value.
Plain = str | int | float | bool | list[Any] | None


@dataclass(frozen=True)
class Change:
    """One stored row. `fields`: old and new by the name of the field; none for a row that is added.

    `pk` is None where a dry run has not stored it. `whole`: the row of the table became this row, rather than adding
    to one that was there. `says` is what people call it. `print` stands for all a new row holds (`fingerprint`).
    """

    row: int
    model: str
    pk: int | str | None
    says: str
    fields: Mapping[str, tuple[Plain, Plain]] = field(default_factory=dict)
    added: bool = False
    whole: bool = False
    print: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "row": self.row, "model": self.model, "pk": self.pk, "says": self.says, "added": self.added,
            "whole": self.whole, "fields": {name: list(pair) for name, pair in self.fields.items()},
        }  # fmt: skip


class Changes:
    """Collects the changes of a batch and hands them to `keep`; by default they stay in `all`."""

    def __init__(self, keep: Callable[[list[Change]], None] | None = None, *, dry_run: bool = False) -> None:
        self.all: list[Change] = []
        self._keep, self._dry_run = keep, dry_run

    def added(self, row: int, obj: models.Model, *, whole: bool = False, says: object = None) -> None:
        """A row that is new. `says` where its own text would cost a query."""
        pk = None if self._dry_run else obj.pk
        text = str(obj if says is None else says)[:100]
        mark = "" if self._dry_run else fingerprint(obj)
        self.all.append(Change(row, obj._meta.label_lower, pk, text, added=True, whole=whole, print=mark))

    def changed(
        self, row: int, obj: models.Model, before: Mapping[str, Any], fields: Iterable[str] | None = None
    ) -> None:
        """Note which of `fields` (all of `before`) are no longer what they were."""
        pairs = {
            name: (plain(before[name]), plain(getattr(obj, name)))
            for name in (before if fields is None else fields)
            if before[name] != getattr(obj, name)
        }
        if pairs:
            self.all.append(Change(row, obj._meta.label_lower, obj.pk, str(obj)[:100], pairs))

    def flush(self) -> None:
        """Hand over what came together; called inside the transaction that stored it."""
        if self._keep is not None and self.all:
            self._keep(self.all)
            self.all = []


def fingerprint(obj: models.Model) -> str:
    """What a row holds, as 64 digits: equal as long as nobody has changed it. Moments of storing are left out."""
    values = {
        one.attname: plain(getattr(obj, one.attname))
        for one in obj._meta.concrete_fields
        if not isinstance(one, models.DateTimeField) and not one.primary_key
    }
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def plain(value: Any) -> Plain:
    """A field's value as JSON has it."""
    if isinstance(value, models.Model):
        return plain(value.pk)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int | float | list) or value is None:
        return value
    return str(value)
