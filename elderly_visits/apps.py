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
        from elderly_visits.concerns import policy as concerns_policy
        from elderly_visits.register.permissions import is_the_elder
        from elderly_visits.visits import policy
        from elderly_visits.visits.selectors.listing import disclosed_visits
        from elderly_visits.visits.services.claims import claim_visit
        from visit_planning import receivers
        from visit_planning.stand_ins import policy as stand_ins_policy
        from volunteers.task_types import TaskKind, register

        register(
            TaskKind.VISIT,
            assignment_url=_visit_page,
            bars=is_the_elder,
            take=claim_visit,
            taken_here=lambda book, region: book.value(policy.TAKEN_BY_VOLUNTEERS, region),
            shown=disclosed_visits,
        )
        _fill_the_search()
        _fill_the_time_bank()


def _fill_the_search() -> None:
    """Whom visits serve, and what the planner weighs: for finding volunteers and tasks in a moment."""
    from elderly_visits.visits import policy
    from elderly_visits.visits.selectors.ranking import Visits, planned
    from visit_planning.plan.services.solving import weights_of
    from volunteers.now import beneficiaries
    from volunteers.task_types import TaskKind

    beneficiaries.register(TaskKind.VISIT, Visits())
    beneficiaries.use_rules(
        weights=weights_of,
        assumed_dialects=lambda book, region: book.value(ASSUMED_DIALECTS, region),
        planned=planned,
        policies=(WEIGHTS, ASSUMED_DIALECTS, policy.TAKEN_BY_VOLUNTEERS),
    )


def _fill_the_time_bank() -> None:
    """Who was served, and whom the time bank's donations and pools may help, is known here."""
    from elderly_visits.register.selectors.entitlement import GROUNDS, helped_by_the_pool, in_difficulty
    from elderly_visits.visits.selectors.beneficiaries import elders_served
    from timebank.earning import beneficiaries
    from timebank.giving import difficulty, entitlement

    beneficiaries.register("visits", elders_served)
    difficulty.register("elders", in_difficulty)
    entitlement.register("elders", helped_by_the_pool, GROUNDS)
