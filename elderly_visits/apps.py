from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ElderlyVisitsConfig(AppConfig):
    name = "elderly_visits"
    verbose_name = _("Home visits to elders")

    def ready(self) -> None:
        from common.discovery import import_modules
        from elderly_visits import search, waiting
        from elderly_visits.care_register import Elders
        from elderly_visits.concerns.previews import register_concern_previews
        from elderly_visits.register.ties import are_close, is_registered
        from elderly_visits.staff_checks.anomalies import DETECTORS
        from elderly_visits.staff_checks.previews import register_staff_check_previews
        from elderly_visits.visits.death_effect import VisitsStop
        from elderly_visits.visits.merge_step import EldersJoin, declare_relations
        from elderly_visits.visits.previews import register_visit_rule_previews
        from elderly_visits.visits.task_type import VisitType
        from people.deaths import registry as deaths
        from people.kinship import ties
        from people.logins import phone_owners
        from people.merging import registry as merging
        from timebank import care_registers
        from timebank.oversight import anomalies
        from volunteers import task_types

        import_modules(self.name, "receivers")
        deaths.register(VisitsStop())
        merging.register(EldersJoin())
        declare_relations()
        ties.register("register of elders", are_close)
        phone_owners.register_care("register of elders", is_registered)
        task_types.register(VisitType())
        care_registers.register(Elders())
        register_concern_previews()
        register_staff_check_previews()
        register_visit_rule_previews()
        for detector in DETECTORS:
            anomalies.register(detector)
        waiting.register()
        search.register()
