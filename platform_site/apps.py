from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Tags, Warning, register
from django.utils.translation import gettext_lazy as _


class PlatformSiteConfig(AppConfig):
    name = "platform_site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate

        from common import installation
        from platform_site.accounts import receivers  # noqa: F401 - connects itself
        from platform_site.dashboard.previews import register_indicator_previews
        from platform_site.installation import (
            checks,  # noqa: F401 - registers itself
            kind,
        )

        installation.register(kind.is_demonstration)
        register_indicator_previews()
        connection_created.connect(kind.on_connection, dispatch_uid="environment_and_database_agree")
        post_migrate.connect(
            kind.after_migrating, sender=self, dispatch_uid="installations_of_before_get_their_kind"
        )
        register(proxies_check, Tags.security, deploy=True)


def proxies_check(**_named: object) -> list[Warning]:
    """`manage.py check --deploy` asks a big installation which proxies stand before it."""
    if settings.EMBEDDED or settings.PROXIES_NAMED:
        return []
    return [
        Warning(
            "SHOUWANG_TRUSTED_PROXIES is not set: behind a proxy all visitors share one address, so that one of them "
            "uses up the limits of all.",
            hint="Set it to the number of proxies of yours before the web server; 0 when there is none.",
            id="platform_site.W001",
        )
    ]
