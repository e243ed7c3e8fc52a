"""`manage.py import_roster KIND FILE`: rosters into the registers (formats.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from common.tabular.import_command import TableImportCommand
from common.tabular.records import TableError
from platform_site.rosters.registry import ROSTERS


class Command(TableImportCommand):
    help = "Imports a roster from a CSV or XLSX file: good rows are kept, refused ones are reported with their reasons."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=sorted(ROSTERS))
        parser.add_argument("file", metavar="FILE")
        self.add_table_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        roster = ROSTERS[options["kind"]]
        table = self.open_table(options["file"], options, aliases=roster.aliases)
        try:
            report = roster.load(table, dry_run=options["dry_run"], progress=self.progress)
        except TableError as error:
            self.fail(str(error), options)
        self.finish(table, report, options)
