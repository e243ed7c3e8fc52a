from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FacilitiesConfig(AppConfig):
    name = "facilities"
    verbose_name = _("Care points")

    def ready(self) -> None:
        from facilities import search, waiting
        from facilities.organization_part import CarePointsPart
        from organizations import file_parts

        file_parts.register(CarePointsPart())
        waiting.register()
        search.register()
