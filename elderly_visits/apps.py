from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ElderlyVisitsConfig(AppConfig):
    name = "elderly_visits"
    verbose_name = _("Visits to elders")
