"""Give the first role of an installation, or any, from the server itself."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from people.logins.services import staff_login
from people.roles.services import grant_role
from regions.resolving import resolve_region
from workbench.roles import Role


class Command(BaseCommand):
    help = (
        "Gives a role to whoever owns a mobile phone: they log in by SMS code and set up their second factor. "
        "Whoever may run this has the database already; everybody else gets roles from a manager in the workbench."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--phone", required=True, help="mobile phone, with which they log in")
        parser.add_argument("--name", required=True, help="their name")
        parser.add_argument("--role", choices=Role.values, help="what they may do")
        parser.add_argument("--region", help="where: a region's code or name")
        parser.add_argument(
            "--site-administrator",
            action="store_true",
            help="may edit the site's pages and give the first roles; opens nobody's file",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not options["role"] and not options["site_administrator"]:
            raise CommandError(_("Give a role and a region, or --site-administrator."))
        try:
            user = staff_login(phone=options["phone"], name=options["name"])
            if options["role"]:
                region = resolve_region(options["region"] or "").region
                if region is None:
                    raise CommandError(
                        _("“%(text)s” matches no region, or more than one.")
                        % {"text": options["region"] or ""}
                    )
                grant = grant_role(actor=None, user=user, role=Role(options["role"]), region=region)
                self.stdout.write(f"{user.display_name}: {grant}")
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if options["site_administrator"]:
            user.is_superuser = True
            user.save(update_fields=["is_superuser"])
            self.stdout.write(_("%(name)s is now a site administrator.") % {"name": user.display_name})
