from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlatformSiteConfig(AppConfig):
    name = "platform_site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate

        from common import installation
        from platform_site.accounts import receivers  # noqa: F401 - connects itself
        from platform_site.installation import (
            checks,  # noqa: F401 - registers itself
            kind,
        )

        installation.register(kind.is_demonstration)
        connection_created.connect(kind.on_connection, dispatch_uid="environment_and_database_agree")
        post_migrate.connect(
            kind.after_migrating, sender=self, dispatch_uid="installations_of_before_get_their_kind"
        )
