from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _write_initial_rows(sender: AppConfig, **_: Any) -> None:
    from policies.services import write_initial_rows

    write_initial_rows()


class PoliciesConfig(AppConfig):
    name = "policies"
    verbose_name = _("Policies")

    def ready(self) -> None:
        from common.discovery import first_party_packages, import_modules
        from people import numbers
        from policies.selectors import value

        # Importing a module of this name declares its parameters.
        for package in first_party_packages():
            import_modules(package, "policy")
        numbers.register(lambda key, region: value(key, region=region))
        # Not a data migration: an emptied database (a flush between tests) gets its initial rows back.
        post_migrate.connect(_write_initial_rows, sender=self)
