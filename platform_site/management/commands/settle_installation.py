"""`manage.py settle_installation [--as KIND] [--fresh KIND] [--json]`: what this installation is, once and for good."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from platform_site.installation.kind import WrongKind, settle
from platform_site.installation.models import Kind


class Command(BaseCommand):
    help = _("Says whether this installation is a city or a demonstration, and settles it where it is open.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = [kind.value for kind in Kind]
        parser.add_argument("--as", dest="asked", choices=kinds, help=_("What it has to be."))
        parser.add_argument("--fresh", choices=kinds, help=_("What an empty database becomes."))
        parser.add_argument("--json", action="store_true", help=_("Print one JSON object on the last line."))

    def handle(self, *args: Any, **options: Any) -> None:
        asked, fresh = (Kind(options[name]) if options[name] else None for name in ("asked", "fresh"))
        try:
            kind = settle(asked=asked, fresh=fresh)
        except WrongKind as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        if options["json"]:
            self.stdout.write(json.dumps({"kind": kind}))
        else:
            self.stdout.write(str(kind.label if kind else _("Not settled yet: nobody is here.")))
