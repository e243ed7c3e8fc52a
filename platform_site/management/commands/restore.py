"""`manage.py restore FILE [--into URL] [--media FOLDER] [--json]`: a backup into an empty database (docs/deploy.md)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from platform_site.installation.archive import BackupError
from platform_site.installation.backup import restore


class Command(BaseCommand):
    help = _("Restores a backup into a database that holds nobody: all of it or nothing, verified.")
    # The tables may not be there yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--into",
            metavar="URL",
            help=_("Another database than this installation's: postgres://… or sqlite:///…"),
        )
        parser.add_argument(
            "--media",
            type=Path,
            help=_("Where the uploaded files go; with --into they go nowhere unless it is given."),
        )
        parser.add_argument("--json", action="store_true", help=_("Print one JSON object on the last line."))
        parser.add_argument(
            "--no-media", action="store_true", help=_("Leave the uploaded files in the backup.")
        )

    def handle(self, *args: Any, file: Path, into: str | None, media: Path | None, **options: Any) -> None:
        if into:
            raise SystemExit(self._elsewhere(file, into, media, as_json=options["json"]))
        place = None if options["no_media"] else media or Path(settings.MEDIA_ROOT)
        try:
            figures = restore(file, media=place, say=self.stderr.write)
        except BackupError as error:
            raise CommandError(str(error), returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(figures.as_json()))
        else:
            self.stdout.write(
                _("%(rows)s rows of %(tables)s tables and %(media)s files are restored.")
                % {"rows": f"{figures.rows:,}", "tables": figures.tables, "media": figures.media}
            )
        if not figures.verified:
            raise SystemExit(1)

    def _elsewhere(self, file: Path, url: str, media: Path | None, *, as_json: bool) -> int:
        """The same command in a process whose database is that one, with the keys of this installation."""
        arguments = ["restore", str(file), *(["--media", str(media)] if media else ["--no-media"])]
        environment = os.environ | {
            "DATABASE_URL": url,
            "SECRET_KEY": settings.SECRET_KEY,
            "SHOUWANG_FIELD_KEYS": ",".join(settings.FIELD_KEYS),
            "ALLOWED_HOSTS": ",".join(settings.ALLOWED_HOSTS),
            "SMS_BACKEND": settings.SMS_BACKEND,
            "SHOUWANG_VAR": str(settings.VAR_DIR),
        }
        command = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *arguments]
        return subprocess.run(
            [*command, *(["--json"] if as_json else [])], env=environment, check=False
        ).returncode
