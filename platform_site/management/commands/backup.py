"""`manage.py backup FILE [--json]`: everything but the keys into one file, verified (docs/deploy.md)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from platform_site.installation.archive import BackupError
from platform_site.installation.backup import backup


class Command(BaseCommand):
    help = _(
        "Writes database and uploaded files into one new file and reads it again. The keys are kept apart."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help=_("Print one JSON object on the last line."))

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            figures = backup(file)
        except BackupError as error:
            raise CommandError(str(error), returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(figures.as_json()))
            return
        self.stdout.write(
            _(
                "%(rows)s rows of %(tables)s tables and %(media)s files are in %(file)s, read again and found whole."
            )
            % {"rows": f"{figures.rows:,}", "tables": figures.tables, "media": figures.media, "file": file}
        )
        self.stdout.write(_("Not in it, and needed to restore it: the field keys. Keep them somewhere else."))
