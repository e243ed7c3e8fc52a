"""`manage.py load_regions`: load or refresh the hierarchy from a table."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from common.tabular.import_command import TableImportCommand
from common.tabular.records import TableError
from regions.imports import PACKAGED_REGIONS, load_regions


class Command(TableImportCommand):
    help = (
        "Load regions from a CSV or XLSX file (default: the packaged hierarchy). "
        "Columns: code, parent_code, level, name; optional: urban_rural, lat, lon, "
        "coord_system (WGS-84 when empty), source."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE", default=str(PACKAGED_REGIONS))
        self.add_table_arguments(parser)
        parser.add_argument(
            "--place-approximate",
            action="store_true",
            help="give townships and communities without a point an approximate one inside their county",
        )

    def handle(self, **options: Any) -> None:
        table = self.open_table(options["file"], options)
        try:
            report, placed = load_regions(
                table,
                dry_run=options["dry_run"],
                place_approximate=options["place_approximate"],
                progress=self.progress,
            )
        except TableError as error:
            self.fail(str(error), options)
        figures = {"placed": placed} if options["place_approximate"] else {}
        if figures and not options["json"]:
            self.stdout.write(_("Placed approximately: %(count)s.") % {"count": placed})
        self.finish(table, report, options, **figures)
