from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitPlanningConfig(AppConfig):
    name = "visit_planning"
    verbose_name = _("Visit planning")

    def ready(self) -> None:
        from common.discovery import import_modules
        from elderly_visits.concerns import registry as concerns
        from people.merging.registry import Handling, declare
        from visit_planning import waiting
        from visit_planning.plan.previews import register_visit_previews
        from visit_planning.plan.ranking_rules import PlannersRanking
        from visit_planning.repair.services.within_a_day import WITHIN_A_DAY
        from volunteers.now import ranking

        # What a plan or a search did then stays as it was.
        for label, field in (
            ("Repair", "elder"),
            ("Repair", "volunteer"),
            ("RepairedVisit", "before"),
            ("RepairedVisit", "after"),
            ("StandIn", "volunteer"),
        ):
            declare(f"visit_planning.{label}", field, Handling.KEEP)
        import_modules(self.name, "receivers")
        ranking.register(PlannersRanking())
        concerns.register(WITHIN_A_DAY)
        waiting.register()
        register_visit_previews()
