"""Taking an import back: field by field and row by row, only where nothing has been changed or attached since."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import router, transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from common.tabular.changes import fingerprint, plain
from people.actors import Actor
from platform_site.models import RosterChange, RosterImport

_BATCH = 500
Key = tuple[str, int]


@dataclass
class Undone:
    """What taking back came to. `kept`: what stays as the import left it, and why."""

    removed: int = 0
    restored: int = 0
    kept: list[dict[str, str]] = field(default_factory=list)


@dataclass
class _Row:
    """What one row of the table added: all of it goes, or all of it stays."""

    keys: list[Key] = field(default_factory=list)
    says: str = ""
    why: str = ""


@transaction.atomic
def take_back(roster: RosterImport, *, actor: Actor) -> Undone:
    """Remove what the import added and put back what it changed. Rows on which something stands stay, all that came
    with them too. The number of queries grows with batches of five hundred rows, not with each."""
    undone = Undone()
    _restore(roster, undone, actor)
    _remove(roster, undone)
    roster.changes.all().delete()
    return undone


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))


# --- What was changed ----------------------------------------------------------------------------------------------


def _restore(roster: RosterImport, undone: Undone, actor: Actor) -> None:
    """The last change first, so that a field changed twice gets back what it held before both."""
    changes: dict[str, list[RosterChange]] = defaultdict(list)
    for change in roster.changes.filter(added=False).order_by("-pk").iterator(chunk_size=_BATCH):
        changes[change.model].append(change)
    for label, found in changes.items():
        model: Any = apps.get_model(label)
        for batch in _batches(range(len(found))):
            some = [found[place] for place in batch]
            rows = {row.pk: row for row in model._base_manager.select_for_update().filter(
                pk__in={change.object_pk for change in some}
            )}  # fmt: skip
            _write_back(model, rows, some, undone, actor)


def _write_back(
    model: Any, rows: dict[Any, Any], changes: Sequence[RosterChange], undone: Undone, actor: Actor
) -> None:
    names: set[str] = set()
    touched: dict[Any, Any] = {}
    for change in changes:
        row = rows.get(change.object_pk)
        details = json.loads(change.details)
        if row is None:
            continue
        for name, (old, new) in details["fields"].items():
            column = model._meta.get_field(name.removesuffix("_id") if name.endswith("_id") else name)
            if plain(getattr(row, name)) != new:
                why = _("“%(field)s” has been changed since.") % {"field": column.verbose_name}
                undone.kept.append({"says": details["says"], "why": why})
                continue
            setattr(
                row, name, column.target_field.to_python(old) if column.is_relation else column.to_python(old)
            )
            names.add(column.name)
            touched[row.pk] = row
    undone.restored += len(touched)
    if not touched:
        return
    if hasattr(model, "history"):
        bulk_update_with_history(
            list(touched.values()), model, sorted(names), batch_size=_BATCH, default_user=actor,
            default_change_reason=_("Import taken back"),
        )  # fmt: skip
    else:
        model._base_manager.bulk_update(list(touched.values()), sorted(names), batch_size=_BATCH)


# --- What was added ------------------------------------------------------------------------------------------------


def _remove(roster: RosterImport, undone: Undone) -> None:
    rows: dict[Any, _Row] = defaultdict(_Row)
    owner: dict[Key, Any] = {}
    prints: dict[Key, str] = {}
    named = set(roster.changes.filter(whole=True).values_list("model", flat=True))
    for change in roster.changes.filter(added=True).order_by("pk").iterator(chunk_size=_BATCH):
        details, key = json.loads(change.details), (change.model, change.object_pk)
        # A team that several rows named belongs to none of them.
        alone = not change.whole and change.model not in named and _is_shared(change.model)
        owner[key] = key if alone else change.row
        prints[key] = details["print"]
        row = rows[owner[key]]
        row.keys.append(key)
        row.says = details["says"] if change.whole or not row.says else row.says
    _note_changed(rows, owner, prints)
    # What stays holds what it refers to: until nothing more has to stay.
    while _note_attached(rows, owner):
        pass
    for row in rows.values():
        if row.why:
            undone.kept.append({"says": row.says, "why": row.why})
    going = [key for row in rows.values() if not row.why for key in row.keys]
    undone.removed = sum(1 for number, row in rows.items() if isinstance(number, int) and not row.why)
    _delete(going)


def _is_shared(label: str) -> bool:
    """Whether other rows may point at it as well: it has a name of its own."""
    return hasattr(apps.get_model(label), "history") and label.endswith(".team")


def _by_model(keys: Sequence[Key]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for label, pk in keys:
        found[label].append(pk)
    return found


def _note_changed(rows: dict[Any, _Row], owner: dict[Key, Any], prints: dict[Key, str]) -> None:
    for label, pks in _by_model(list(owner)).items():
        model: Any = apps.get_model(label)
        for batch in _batches(pks):
            for obj in model._base_manager.filter(pk__in=batch):
                key = (label, obj.pk)
                if fingerprint(obj) != prints[key]:
                    rows[owner[key]].why = _("%(what)s: changed since the import.") % {
                        "what": model._meta.verbose_name
                    }


def _relations(model: Any) -> list[Any]:
    """Everything that may point at a row of the model, but for the history that is kept of it."""
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and not relation.many_to_many
        and not relation.related_model.__name__.startswith("Historical")
    ]  # fmt: skip


def _note_attached(rows: dict[Any, _Row], owner: dict[Key, Any]) -> bool:
    """Mark the rows on which something stands that does not go with them. Returns whether there were any."""
    going = {key for row in rows.values() if not row.why for key in row.keys}
    found = False
    for label, pks in _by_model(sorted(going)).items():
        for relation in _relations(apps.get_model(label)):
            other: Any = relation.related_model
            name, other_label = relation.field.attname, other._meta.label_lower
            for batch in _batches(pks):
                pairs = other._base_manager.filter(**{f"{relation.field.name}__in": batch})
                for pk, target in pairs.values_list("pk", name):
                    row = rows[owner[label, target]]
                    if (other_label, pk) not in going and not row.why:
                        row.why = _("Something stands on it: %(what)s.") % {"what": other._meta.verbose_name}
                        found = True
    return found


def _delete(going: Sequence[Key]) -> None:
    """What points at others first. Its history goes with it: it should never have come in."""
    found = _by_model(going)
    while found:
        free = [
            label for label in found
            if not any(
                relation.related_model._meta.label_lower in found
                and relation.related_model._meta.label_lower != label
                for relation in _relations(apps.get_model(label))
            )
        ] or list(found)  # fmt: skip
        for label in free:
            model: Any = apps.get_model(label)
            using = router.db_for_write(model)
            for batch in _batches(found.pop(label)):
                model._base_manager.filter(pk__in=batch)._raw_delete(using)
                if hasattr(model, "history"):
                    history: Any = model.history.model
                    history._base_manager.filter(**{f"{model._meta.pk.name}__in": batch})._raw_delete(using)


def can_be_taken_back(roster: RosterImport) -> bool:
    """Whether there is something to take back."""
    return roster.changes.exists()
