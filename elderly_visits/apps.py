from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from volunteers.tasks.models.assignment import Assignment


def _visit_page(assignment: "Assignment") -> str:
    return reverse("elderly_visits:visit", args=[assignment.uuid])


class ElderlyVisitsConfig(AppConfig):
    name = "elderly_visits"
    verbose_name = _("Visits to elders")

    def ready(self) -> None:
        from common.discovery import import_modules
        from elderly_visits.care_register import Elders
        from elderly_visits.register.permissions import is_the_elder
        from elderly_visits.visits import policy
        from elderly_visits.visits.selectors.listing import disclosed_visits
        from elderly_visits.visits.selectors.ranking import Visits
        from elderly_visits.visits.services.claims import claim_visit
        from timebank import care_registers
        from volunteers.now import beneficiaries
        from volunteers.task_types import TaskKind, register

        import_modules(self.name, "receivers")
        register(
            TaskKind.VISIT,
            assignment_url=_visit_page,
            bars=is_the_elder,
            take=claim_visit,
            taken_here=lambda book, region: book.value(policy.TAKEN_BY_VOLUNTEERS, region),
            shown=disclosed_visits,
        )
        beneficiaries.register(TaskKind.VISIT, Visits())
        care_registers.register(Elders())
