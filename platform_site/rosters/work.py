"""The way of an imported roster: read, looked at, imported, taken back. Each step may be killed and is gone on with.

A job, or the command, calls `work_on`; whoever holds the claim works. Nothing here trusts that the step before was
done by the same process.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.tabular.changes import Change, Changes
from common.tabular.records import ImportReport, MissingColumnsError, Table, TableError
from common.tabular.sheet import Sheet
from people.actors import Actor
from platform_site import policy
from platform_site.models import ImportState, RosterChange, RosterImport
from platform_site.rosters.files import Lines, LineWriter, read_pieces, write_pieces
from platform_site.rosters.guessing import guess_kind, unknown_columns
from platform_site.rosters.reading import read_into, stored_sheet
from platform_site.rosters.registry import ROSTERS
from platform_site.rosters.undo import take_back
from policies.selectors import value

# Who has not said a word for so long is dead: somebody else goes on.
CLAIM = timedelta(minutes=5)
_TOLD_EVERY = 500
_PIECE = 1024 * 1024
# So many past imports are asked what their headings meant.
_REMEMBERED = 100
AT_WORK = (
    ImportState.READING, ImportState.LOOKING, ImportState.WAITING, ImportState.IMPORTING, ImportState.UNDOING,
)  # fmt: skip
# Where nobody has decided yet.
OPEN = (ImportState.READING, ImportState.UNCLEAR, ImportState.LOOKING, ImportState.READY)
IMPORTED = (ImportState.DONE, ImportState.STOPPED)


class StoppedError(Exception):
    """Somebody has called the import off, or another has taken it over."""


def folder(roster: RosterImport) -> Path:
    """Where its files lie: what was uploaded, its rows, the preview, the refused rows."""
    return Path(settings.VAR_DIR) / "rosters" / roster.uuid.hex


def rows_file(roster: RosterImport) -> Path:
    return folder(roster) / "rows"


def changes_file(roster: RosterImport) -> Path:
    return folder(roster) / "changes"


def refused_file(roster: RosterImport) -> Path:
    return folder(roster) / "refused"


# --- Bringing one --------------------------------------------------------------------------------------------------


def begin(
    *, user: Actor, file_name: str, pieces: Iterable[bytes], kind: str = "",
    state: str = ImportState.READING, claimed: bool = False,
) -> RosterImport:  # fmt: skip
    """Lay an upload down, encrypted, and write down who brought it. `claimed`: the caller works on it, and no job."""
    roster = RosterImport(
        user=user, file_name=Path(file_name).name[-200:], kind=kind, language=translation.get_language() or "",
        created_at=timezone.now(), state=state, claimed_at=timezone.now() if claimed else None,
    )  # fmt: skip
    digest = hashlib.sha256()

    def passed() -> Iterator[bytes]:
        for piece in pieces:
            digest.update(piece)
            yield piece

    write_pieces(folder(roster) / "upload", passed())
    roster.sha256 = digest.hexdigest()
    roster.warnings = _brought_before(roster)
    roster.save()
    return roster


def _brought_before(roster: RosterImport) -> list[str]:
    earlier = (
        RosterImport.objects.filter(sha256=roster.sha256, state__in=IMPORTED).order_by("-created_at").first()
    )
    if earlier is None:
        return []
    said = _(
        "This very file was imported on %(day)s. Importing it again changes nothing that is still as it says."
    )
    return [said % {"day": timezone.localtime(earlier.created_at).strftime("%Y-%m-%d %H:%M")}]


def choose_kind(roster: RosterImport, kind: str) -> bool:
    """Look at it as a roster of this kind. Returns whether it was still open."""
    return _move(
        roster, (ImportState.UNCLEAR, ImportState.READY), ImportState.LOOKING, kind=kind, columns={}, error=""
    )


def say_columns(roster: RosterImport, columns: Mapping[str, str]) -> bool:
    """Look at it again, with some of the unknown headings taken for these columns."""
    return _move(
        roster, (ImportState.UNCLEAR, ImportState.READY), ImportState.LOOKING, columns=dict(columns), error=""
    )


def order_import(roster: RosterImport) -> bool:
    """Import it as it was looked at; a second click finds it ordered already."""
    return _move(roster, (ImportState.READY,), ImportState.WAITING)


def order_undo(roster: RosterImport) -> bool:
    """Take it back. Not while a worker still finishes the batch in which it was stopped."""
    return _move(roster, IMPORTED, ImportState.UNDOING, only={"running": None})


def call_off(roster: RosterImport) -> bool:
    """Stop it. What has been imported by then stays, and can be taken back."""
    if _move(roster, (*OPEN, ImportState.WAITING), ImportState.CANCELLED, finished_at=timezone.now()):
        remove_files(roster)
        return True
    # Whoever is at work hears it before the next batch, and gives its place back then.
    rows = RosterImport.objects.filter(pk=roster.pk, state=ImportState.IMPORTING)
    return bool(rows.update(state=ImportState.STOPPED, finished_at=timezone.now()))


def _move(
    roster: RosterImport, before: Iterable[str], after: str, only: dict[str, Any] | None = None, **fields: Any
) -> bool:
    """One step that only one of two clicks takes."""
    rows = RosterImport.objects.filter(pk=roster.pk, state__in=tuple(before), **(only or {}))
    return bool(rows.update(state=after, claimed_at=None, progress=0, **fields))


# --- Working -------------------------------------------------------------------------------------------------------


def work_on(pk: int) -> None:
    """Do what is to be done, step by step, until somebody has to decide. Twice at once is once."""
    while (roster := _claimed(pk)) is not None:
        with translation.override(roster.language or settings.LANGUAGE_CODE):
            try:
                going_on = _STEPS[ImportState(roster.state)](roster)
            except StoppedError:
                _settle_stopped(roster)
                return
            except TableError as error:
                _finish(roster, ImportState.FAILED, error=str(error)[:500])
                remove_files(roster)
                return
        if not going_on:
            return


def _claimed(pk: int) -> RosterImport | None:
    now = timezone.now()
    free = RosterImport.objects.filter(
        Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM), pk=pk, state__in=AT_WORK
    )
    return RosterImport.objects.select_related("user").get(pk=pk) if free.update(claimed_at=now) else None


def _tell(roster: RosterImport, done: int) -> None:
    """Say how far it is, and hear whether to go on."""
    rows = RosterImport.objects.filter(pk=roster.pk, state=roster.state)
    if not rows.update(progress=done, claimed_at=timezone.now()):
        raise StoppedError


def _finish(roster: RosterImport, state: str, **fields: Any) -> None:
    RosterImport.objects.filter(pk=roster.pk, state=roster.state).update(
        state=state, claimed_at=None, running=None, **fields
    )


def read_upload(roster: RosterImport) -> None:
    """The upload becomes rows, in a process of little memory. Raises TableError when they are none."""
    how = read_into(
        rows_file(roster), read_pieces(folder(roster) / "upload"), lambda read: _tell(roster, read)
    )
    if how.encoding == "gb18030":
        roster.warnings.append(_("The file was read as GBK. Please check that the names look right."))
    if how.unread_sheets:
        said = _("Only the first sheet was read. Save each of the others as a file of its own: %(sheets)s.")
        roster.warnings.append(said % {"sheets": ", ".join(how.unread_sheets[:20])})


def _read(roster: RosterImport) -> bool:
    """Read it, and see what it is; then the upload is gone."""
    read_upload(roster)
    guess = guess_kind(stored_sheet(rows_file(roster)), roster.file_name)
    kind = roster.kind or guess.kind
    state = ImportState.LOOKING if kind else ImportState.UNCLEAR
    _finish(
        roster, state, kind=kind, guessed=guess.kind, because=list(guess.because), warnings=roster.warnings
    )
    (folder(roster) / "upload").unlink(missing_ok=True)
    return bool(kind)


def _look(roster: RosterImport) -> bool:
    """A dry run: figures, what would change row by row, what would be refused. Where needed columns are not found,
    somebody has to say which they are."""
    sheet = stored_sheet(rows_file(roster))
    unknown = unknown_columns(sheet, ROSTERS[roster.kind], roster.columns)
    table = table_of(roster)
    try:
        with LineWriter(changes_file(roster)) as lines:
            changes = Changes(lambda found: _note_preview(lines, found), dry_run=True)
            report = _load(roster, table, changes, dry_run=True)
            shown = lines.count
    except MissingColumnsError as error:
        _finish(roster, ImportState.UNCLEAR, error=str(error)[:500], unknown_columns=unknown, figures={})
        return False
    write_refused_rows(roster, report)
    figures = _figures(report) | {"changes": shown}
    _finish(
        roster,
        ImportState.READY,
        figures=figures,
        unknown_columns=unknown,
        rows=report.read,
        notes=table.notes(),
    )
    return False


def _import(roster: RosterImport) -> bool:
    """The good rows into the register; each batch with the record by which it can be taken back."""
    if not _alone(roster):
        return False
    roster.state = ImportState.IMPORTING
    changes = Changes(lambda found: _note_stored(roster, found))
    report = _load(roster, table_of(roster), changes, dry_run=False)
    write_refused_rows(roster, report)
    _finish(roster, ImportState.DONE, figures=final_figures(roster, report), finished_at=timezone.now())
    _settle_stopped(roster)
    return False


def _settle_stopped(roster: RosterImport) -> None:
    """What an import came to that was stopped on the way; its place is free again."""
    stopped = RosterImport.objects.filter(pk=roster.pk, state=ImportState.STOPPED)
    if stopped.exists():
        report = ImportReport(read=stopped.get().progress)
        figures = final_figures(roster, report) | {"unchanged": 0}
        stopped.update(running=None, claimed_at=None, figures=figures)


def _undo(roster: RosterImport) -> bool:
    if not _alone(roster, ImportState.UNDOING):
        return False
    roster.state = ImportState.UNDOING
    undone = take_back(roster, actor=roster.user)
    figures = roster.figures | {
        "removed": undone.removed, "restored": undone.restored, "kept": len(undone.kept),
    }  # fmt: skip
    _finish(
        roster, ImportState.UNDONE, figures=figures, finished_at=timezone.now(),
        # Enough to look after; it goes with the time for taking back.
        kept_back=json.dumps(undone.kept[:1_000], ensure_ascii=False),
    )  # fmt: skip
    return False


_STEPS: dict[ImportState, Callable[[RosterImport], bool]] = {
    ImportState.READING: _read,
    ImportState.LOOKING: _look,
    ImportState.WAITING: _import,
    ImportState.IMPORTING: _import,
    ImportState.UNDOING: _undo,
}


def _alone(roster: RosterImport, state: str = ImportState.IMPORTING) -> bool:
    """Take the one place of whoever writes to the registers; who finds it taken waits for the sweep."""
    now = timezone.now()
    dead = RosterImport.objects.filter(running=True).exclude(pk=roster.pk)
    dead.filter(Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM)).update(running=None)
    try:
        with transaction.atomic():
            taken = RosterImport.objects.filter(pk=roster.pk, state=roster.state).update(
                running=True, state=state, claimed_at=now
            )
    except IntegrityError:
        RosterImport.objects.filter(pk=roster.pk).update(claimed_at=None)
        return False
    return bool(taken)


# --- What the steps share ------------------------------------------------------------------------------------------


def table_of(roster: RosterImport) -> Table:
    sheet: Sheet = stored_sheet(rows_file(roster))
    return sheet.table(ROSTERS[roster.kind].vocabulary(roster.columns))


def columns_named(roster: RosterImport) -> set[str]:
    """The columns that the file's own headings name."""
    try:
        return set(stored_sheet(rows_file(roster)).header(ROSTERS[roster.kind].vocabulary()).columns)
    except FileNotFoundError:
        # The hour is over.
        return set()


def columns_said_before(kind: str) -> dict[str, str]:
    """What people last said that headings of such lists are, in imports that came through."""
    said = RosterImport.objects.filter(kind=kind, state__in=IMPORTED).exclude(columns={})
    return {
        heading: column
        for columns in reversed(said.order_by("-created_at").values_list("columns", flat=True)[:_REMEMBERED])
        for heading, column in columns.items()
    }


def import_now(
    roster: RosterImport, table: Table, *, shown: Callable[[Iterable[Any], int], Iterable[Any]],
    heard: Callable[[list[Change]], None],
) -> ImportReport:  # fmt: skip
    """For the command: import at once, wait for nobody. Raises TableError while another import is at work."""
    if not _alone(roster):
        raise TableError(_("Another import is at work. Please try again when it is done."))
    roster.state = ImportState.IMPORTING

    def keep(found: list[Change]) -> None:
        _note_stored(roster, found)
        heard(found)

    report = _load(roster, table, Changes(keep), dry_run=False, shown=shown)
    figures = final_figures(roster, report)
    _finish(roster, ImportState.DONE, figures=figures, finished_at=timezone.now(), warnings=roster.warnings)
    return report


def _load(
    roster: RosterImport, table: Table, changes: Changes, *, dry_run: bool,
    shown: Callable[[Iterable[Any], int], Iterable[Any]] = lambda rows, _total: rows,
) -> ImportReport:  # fmt: skip
    def told(rows: Iterable[Any], total: int) -> Iterator[Any]:
        for count, row in enumerate(shown(rows, total)):
            if count % _TOLD_EVERY == 0:
                _tell(roster, count)
            yield row

    return ROSTERS[roster.kind].load(
        table, dry_run=dry_run, actor=roster.user, progress=told, changes=changes
    )


def _note_stored(roster: RosterImport, found: list[Change]) -> None:
    RosterChange.objects.bulk_create(
        [
            RosterChange(
                roster=roster, row=change.row, model=change.model, object_pk=int(change.pk or 0), added=change.added,
                whole=change.whole,
                details=json.dumps(
                    {"says": change.says, "fields": change.fields, "print": change.print}, ensure_ascii=False
                ),
            )
            for change in found
        ],
        batch_size=500,
    )  # fmt: skip


def _note_preview(lines: LineWriter, found: list[Change]) -> None:
    """What people look at: rows that change what is there, not those that are new as a whole."""
    for line in changed_rows(found):
        lines.add(line)


def changed_rows(found: Iterable[Change]) -> list[dict[str, Any]]:
    """By row of the table, what it changes in rows that were there: `{row, changes: [{model, says, fields, …}]}`."""
    rows: dict[int, list[Change]] = {}
    for change in found:
        rows.setdefault(change.row, []).append(change)
    return [
        {"row": number, "changes": [change.as_dict() for change in changes]}
        for number, changes in sorted(rows.items())
        if not any(change.whole for change in changes)
    ]


def _figures(report: ImportReport) -> dict[str, int]:
    figures = report.as_dict()
    return {name: figures[name] for name in ("read", "created", "updated", "unchanged", "refused")}


def final_figures(roster: RosterImport, report: ImportReport) -> dict[str, int]:
    """What the import came to, also when it was killed on the way and gone on with: then its first rows are unchanged
    to the second run."""
    created = roster.changes.filter(whole=True).values_list("row").distinct().count()
    touched = roster.changes.values_list("row").distinct().count()
    figures = _figures(report)
    if created > figures["created"] or touched - created > figures["updated"]:
        good = figures["read"] - figures["refused"]
        figures |= {"created": created, "updated": touched - created, "unchanged": good - touched}
    return figures


def write_refused_rows(roster: RosterImport, report: ImportReport) -> None:
    """The refused rows with their reasons, encrypted, for whoever mends them."""
    whys: dict[int, list[dict[str, Any]]] = {}
    for refusal in report.rows:
        whys.setdefault(refusal.row, []).append(refusal.as_dict())
    with LineWriter(refused_file(roster)) as lines:
        for number, row in sorted(report.refused_rows.items()):
            lines.add({"row": number, "cells": dict(row), "surplus": list(row.surplus), "whys": whys[number]})


def refused_rows(roster: RosterImport) -> Lines:
    return Lines(refused_file(roster))


# --- Clearing up ---------------------------------------------------------------------------------------------------


def remove_files(roster: RosterImport) -> None:
    shutil.rmtree(folder(roster), ignore_errors=True)
    RosterImport.objects.filter(pk=roster.pk).update(files_removed_at=timezone.now())


def sweep() -> list[int]:
    """Remove what has lain too long, whoever comes and whatever became of it; returns what somebody has to go on with.

    Folders without an import are removed by their age, and so is what was kept for taking imports back.
    """
    now = timezone.now()
    kept = timedelta(minutes=value(policy.ROSTER_KEPT_MINUTES))
    old = RosterImport.objects.filter(created_at__lt=now - kept, files_removed_at=None)
    for roster in old.exclude(state__in=(ImportState.IMPORTING, ImportState.WAITING)):
        _move(roster, OPEN, ImportState.EXPIRED, finished_at=now)
        remove_files(roster)
    # Who imports when the hour is over may finish; nobody takes a day.
    for roster in old.filter(created_at__lt=now - kept - timedelta(days=1)):
        _move(roster, AT_WORK, ImportState.STOPPED, finished_at=now, running=None)
        remove_files(roster)
    _remove_strays(now - kept)
    forgotten = now - timedelta(days=value(policy.ROSTER_UNDO_DAYS))
    RosterChange.objects.filter(roster__created_at__lt=forgotten).delete()
    RosterImport.objects.filter(created_at__lt=forgotten, kept_back__isnull=False).update(kept_back=None)
    dead = RosterImport.objects.filter(running=True, claimed_at__lt=now - CLAIM).exclude(state__in=AT_WORK)
    dead.update(running=None)
    waiting = RosterImport.objects.filter(state__in=AT_WORK).filter(
        Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM)
    )
    return list(waiting.order_by("created_at").values_list("pk", flat=True))


def _remove_strays(before: Any) -> None:
    """Folders that no import knows: of a process killed between file and row, or of an earlier version."""
    root = Path(settings.VAR_DIR) / "rosters"
    if not root.is_dir():
        return
    known = {
        one.hex for one in RosterImport.objects.filter(files_removed_at=None).values_list("uuid", flat=True)
    }
    for path in root.iterdir():
        if path.name not in known and path.stat().st_mtime < before.timestamp():
            shutil.rmtree(path, ignore_errors=True)
