"""`manage.py adopt_migrations`: the one step from an installation made before the first release (docs/deploy.md)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from platform_site.adopting import UnknownState, adopt


class Command(BaseCommand):
    help = _(
        "Takes a database that was set up before the first release to the new first migrations; "
        "does nothing to any other."
    )
    # The tables do not fit the models yet.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changed = adopt(self.stdout.write)
        except UnknownState as found:
            raise CommandError(
                _(
                    "The database is not in the last state before the first release; bring it there with the "
                    "program of that time first. Different: %(migrations)s"
                )
                % {"migrations": ", ".join(found.migrations)},
                returncode=2,
            ) from found
        if not changed and options["verbosity"]:
            self.stdout.write(_("Nothing to do: this database stands on the new migrations or is empty."))
