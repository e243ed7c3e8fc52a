from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitPlanningConfig(AppConfig):
    name = "visit_planning"
    verbose_name = _("Visit planning")

    def ready(self) -> None:
        from common.discovery import import_modules
        from visit_planning.plan.ranking_rules import PlannersRanking
        from volunteers.now import ranking

        import_modules(self.name, "receivers")
        ranking.register(PlannersRanking())
