"""`manage.py import_roster [KIND] FILE`: rosters into the registers, and `--undo IMPORT` (formats.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from common.tabular.changes import Change, Changes
from common.tabular.import_command import TableImportCommand
from common.tabular.records import Table, TableError
from platform_site.models import ImportState, RosterImport
from platform_site.rosters import work
from platform_site.rosters.guessing import guess_kind, unknown_columns
from platform_site.rosters.reading import stored_sheet
from platform_site.rosters.registry import ROSTERS

_PIECE = 1024 * 1024


class Command(TableImportCommand):
    help = (
        "Imports a roster from a CSV or XLSX file: good rows are kept, refused ones are reported with their reasons. "
        "KIND may be left out where the headings say it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind_and_file", nargs="*", metavar="[KIND] FILE")
        parser.add_argument(
            "--undo", metavar="IMPORT", help="take this import back while nothing stands on it"
        )
        self.add_table_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        words = options["kind_and_file"]
        if options["undo"]:
            self._undo(options)
            return
        if len(words) not in (1, 2) or (len(words) == 2 and words[0] not in ROSTERS):
            known = ", ".join(sorted(ROSTERS))
            self.fail(_("Please give a kind (%(kinds)s) and a file.") % {"kinds": known}, options)
        self.check_refused_path(options)
        roster = self._brought(Path(words[-1]), words[0] if len(words) == 2 else "", options)
        try:
            self._load(roster, options)
        finally:
            work.remove_files(roster)
            if options["dry_run"]:
                roster.delete()

    def _brought(self, path: Path, kind: str, options: dict[str, Any]) -> RosterImport:
        """The file laid down and read, as a page does it."""
        try:
            with path.open("rb") as file:
                roster = work.begin(
                    user=None,
                    file_name=path.name,
                    kind=kind,
                    pieces=iter(lambda: file.read(_PIECE), b""),
                    claimed=True,
                    state=ImportState.CANCELLED if options["dry_run"] else ImportState.READING,
                )
        except OSError as error:
            why = {"path": path, "why": error.strerror or error}
            self.fail(_("The file %(path)s cannot be opened: %(why)s.") % why, options)
        try:
            work.read_upload(roster)
        except TableError as error:
            work.remove_files(roster)
            roster.delete()
            self.fail(str(error), options)
        return roster

    def _load(self, roster: RosterImport, options: dict[str, Any]) -> None:
        sheet = stored_sheet(work.rows_file(roster))
        guess = guess_kind(sheet, roster.file_name)
        kind = roster.kind or guess.kind
        if not kind:
            self._give_up(
                roster, _("The headings do not say what kind of list this is. Please give the kind."), options
            )
        if guess.kind and kind != guess.kind:
            roster.warnings.append(
                _("The headings look like %(guess)s, and not like %(kind)s.")
                % {"guess": guess.kind, "kind": kind}
            )
        roster.kind = kind
        if not options["dry_run"]:
            roster.state, roster.claimed_at = ImportState.WAITING, timezone.now()
        roster.save(update_fields=["kind", "state", "claimed_at"])
        changed: list[Change] = []
        try:
            table = sheet.table(ROSTERS[kind].vocabulary())
            report = self._run(roster, table, changed, options)
        except TableError as error:
            self._give_up(roster, str(error), options)
        report.warnings = [*roster.warnings, *table.notes()]
        self.finish(
            table, report, options, kind=kind, because=list(guess.because) if guess.kind == kind else [],
            unknown_columns=unknown_columns(sheet, ROSTERS[kind]), changes=work.changed_rows(changed),
            warnings=report.warnings, **({} if options["dry_run"] else {"import": str(roster.uuid)}),
        )  # fmt: skip

    def _give_up(self, roster: RosterImport, why: str, options: dict[str, Any]) -> None:
        work.remove_files(roster)
        roster.delete()
        self.fail(why, options)

    def _run(self, roster: RosterImport, table: Table, changed: list[Change], options: dict[str, Any]) -> Any:
        def shown(rows: Iterable[Any], total: int) -> Iterator[Any]:
            yield from self.progress(rows, total)

        if options["dry_run"]:
            changes = Changes(changed.extend, dry_run=True)
            return ROSTERS[roster.kind].load(table, dry_run=True, progress=shown, changes=changes)
        return work.import_now(roster, table, shown=shown, heard=changed.extend)

    def _undo(self, options: dict[str, Any]) -> None:
        try:
            roster = RosterImport.objects.filter(uuid=options["undo"]).first()
        except (ValidationError, ValueError):
            roster = None
        if roster is None:
            self.fail(_("There is no import of this number."), options)
        if not (roster.changes.exists() and work.order_undo(roster)):
            self.fail(_("Nothing of this import can be taken back."), options)
        work.work_on(roster.pk)
        roster.refresh_from_db()
        if roster.state != ImportState.UNDONE:
            self.fail(_("Another import is at work. It will be taken back as soon as that is done."), options)
        kept = json.loads(roster.kept_back or "[]")
        figures = {name: roster.figures[name] for name in ("removed", "restored", "kept")}
        if options["json"]:
            self.stdout.write(
                json.dumps({"import": str(roster.uuid), **figures, "why": kept}, ensure_ascii=False)
            )
        else:
            line = _("Removed %(removed)s, put back %(restored)s, left as they are %(kept)s.")
            self.stdout.write(line % figures)
            for item in kept[:20]:
                self.stdout.write(f"{item['says']}: {item['why']}")
        if figures["kept"]:
            raise SystemExit(1)
