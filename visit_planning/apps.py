from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitPlanningConfig(AppConfig):
    name = "visit_planning"
    verbose_name = _("Planning of visits")

    def ready(self) -> None:
        from common.discovery import import_modules
        from elderly_visits.visits.policy import TAKEN_BY_VOLUNTEERS
        from elderly_visits.visits.selectors.ranking import planned
        from visit_planning.plan.policy import ASSUMED_DIALECTS, WEIGHTS
        from visit_planning.plan.services.solving import weights_of
        from volunteers.now import beneficiaries

        import_modules(self.name, "receivers")
        # Whoever looks for a volunteer or a task in a moment ranks as the planner does.
        beneficiaries.use_rules(
            weights=weights_of,
            assumed_dialects=lambda book, region: book.value(ASSUMED_DIALECTS, region),
            planned=planned,
            policies=(WEIGHTS, ASSUMED_DIALECTS, TAKEN_BY_VOLUNTEERS),
        )
