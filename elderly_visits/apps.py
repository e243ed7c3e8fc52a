from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ElderlyVisitsConfig(AppConfig):
    name = "elderly_visits"
    verbose_name = _("Home visits to elders")

    def ready(self) -> None:
        from common.discovery import import_modules
        from elderly_visits.care_register import Elders
        from elderly_visits.staff_checks.anomalies import DETECTORS
        from elderly_visits.visits.task_type import VisitType
        from timebank import care_registers
        from timebank.oversight import anomalies
        from volunteers import task_types

        import_modules(self.name, "receivers")
        task_types.register(VisitType())
        care_registers.register(Elders())
        for detector in DETECTORS:
            anomalies.register(detector)
