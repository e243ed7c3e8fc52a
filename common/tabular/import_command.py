"""What all commands that import a table share: arguments, progress, report and exit status.

Exit status 0 = done, 1 = done with refused rows, 2 = unusable arguments or file. With --json the last line of
standard output is one JSON object; everything else goes to standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from common.tabular.reading import read_table
from common.tabular.records import ImportReport, Table, TableError
from common.tabular.writing import write_refused

T = TypeVar("T")
_REFUSALS_SHOWN = 20


class TableImportCommand(BaseCommand):
    """Base of `load_regions` and of the imports upstairs.

    A subclass adds its own arguments after `add_table_arguments`, then in `handle`: `open_table`, its import
    with `self.progress`, and `finish` at the end.
    """

    def add_table_arguments(self, parser: CommandParser) -> None:
        """`--dry-run`, `--refused` and `--json`; the file itself is the subclass's own argument."""
        parser.add_argument("--dry-run", action="store_true", help="check everything and change nothing")
        parser.add_argument("--refused", metavar="FILE", help="write the refused rows here (.csv or .xlsx)")
        parser.add_argument("--json", action="store_true", help="print the report as one JSON object")

    def open_table(self, path: str | Path, options: dict[str, Any], **how: Any) -> Table:
        """Read the table and check that the refused rows can be written; exit status 2 when not."""
        self.check_refused_path(options)
        try:
            return read_table(path, **how)
        except TableError as error:
            self.fail(str(error), options)

    def check_refused_path(self, options: dict[str, Any]) -> None:
        """Exit status 2 when the refused rows could not be written."""
        refused = options["refused"]
        if refused and not Path(refused).resolve().parent.is_dir():
            self.fail(_("The folder of %(path)s does not exist.") % {"path": refused}, options)

    def progress(self, items: Iterable[T], total: int | None = None) -> Iterable[T]:
        """A progress bar on standard error, where a person is watching it."""
        return tqdm(items, total=total, file=sys.stderr, disable=None, leave=False)

    def fail(self, message: str, options: dict[str, Any]) -> NoReturn:
        """Stop with exit status 2: nothing was done."""
        if options["json"]:
            self.stdout.write(json.dumps({"error": message}, ensure_ascii=False))
        raise CommandError(message, returncode=2)

    def finish(self, table: Table, report: ImportReport, options: dict[str, Any], **figures: Any) -> None:
        """Write the refused rows, print the report, and leave with exit status 1 when rows were refused."""
        if options["refused"] and report.refused:
            try:
                write_refused(options["refused"], table, report)
            except OSError as error:
                why = {"path": options["refused"], "why": error.strerror or error}
                self.stderr.write(_("The refused rows could not be written to %(path)s: %(why)s.") % why)
        if options["json"]:
            self.stdout.write(json.dumps({**report.as_dict(), **figures}, ensure_ascii=False))
        else:
            self._tell(report, options["dry_run"])
            if unknown := figures.get("unknown_columns"):
                self.stdout.write(
                    _("These columns are not read: %(columns)s.") % {"columns": ", ".join(unknown)}
                )
            for warning in report.warnings:
                self.stdout.write(warning)
            if said := figures.get("import"):
                self.stdout.write(
                    _("To take this import back: import_roster --undo %(number)s") % {"number": said}
                )
        if not report.ok:
            raise CommandError(
                ngettext("%(count)s row was refused.", "%(count)s rows were refused.", report.refused)
                % {"count": report.refused},
                returncode=1,
            )

    def _tell(self, report: ImportReport, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write(_("A dry run: nothing was changed."))
        line = _("Read %(read)s, created %(created)s, updated %(updated)s, unchanged %(unchanged)s.")
        self.stdout.write(line % report.as_dict())
        refusals = report.as_dict()["rows"]
        for refusal in refusals[:_REFUSALS_SHOWN]:
            self.stdout.write(_("Row %(row)s, %(column)s “%(value)s”: %(why)s") % refusal)
        if len(refusals) > _REFUSALS_SHOWN:
            more = len(refusals) - _REFUSALS_SHOWN
            self.stdout.write(
                ngettext("… and %(count)s more reason.", "… and %(count)s more reasons.", more)
                % {"count": more}
            )
