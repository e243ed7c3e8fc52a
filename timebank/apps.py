from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimebankConfig(AppConfig):
    name = "timebank"
    verbose_name = _("Time bank")

    def ready(self) -> None:
        from timebank import receivers  # noqa: F401 - connects receivers
