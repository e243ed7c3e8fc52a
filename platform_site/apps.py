from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlatformSiteConfig(AppConfig):
    name = "platform_site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from platform_site.accounts import receivers  # noqa: F401 - connects itself
