from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = _("Social organizations")

    def ready(self) -> None:
        from organizations import search, waiting
        from people.merging.registry import Handling, declare

        declare("organizations.OrganizationMember", "person", Handling.MOVE)
        waiting.register()
        search.register()
