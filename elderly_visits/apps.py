from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from volunteers.models import Assignment


def _visit_page(assignment: "Assignment") -> str:
    return reverse("elderly_visits:visit", args=[assignment.uuid])


class ElderlyVisitsConfig(AppConfig):
    name = "elderly_visits"
    verbose_name = _("Visits to elders")

    def ready(self) -> None:
        from elderly_visits import (  # noqa: F401 - declares parameters, connects receivers
            policy,
            policy_follow_up,
            policy_repair,
            receivers,
        )
        from elderly_visits.permissions import is_the_elder
        from elderly_visits.selectors.shown import shown_of_visits
        from elderly_visits.services.taking import take_visit
        from volunteers.enums import TaskKind
        from volunteers.kinds import register

        register(
            TaskKind.VISIT,
            assignment_url=_visit_page,
            bars=is_the_elder,
            take=take_visit,
            taken_here=lambda book, region: book.value(policy.TAKEN_BY_VOLUNTEERS, region),
            shown=shown_of_visits,
        )
        _fill_the_search()
        _fill_the_time_bank()


def _fill_the_search() -> None:
    """Whom visits serve, and what the planner weighs: for finding volunteers and tasks in a moment."""
    from elderly_visits import policy
    from elderly_visits.selectors.known import Visits, planned
    from elderly_visits.services.planning.solving import weights_of
    from volunteers import served
    from volunteers.enums import TaskKind

    served.register(TaskKind.VISIT, Visits())
    served.use_rules(
        weights=weights_of,
        assumed_dialects=lambda book, region: book.value(policy.ASSUMED_DIALECTS, region),
        planned=planned,
        policies=(policy.WEIGHTS, policy.ASSUMED_DIALECTS, policy.TAKEN_BY_VOLUNTEERS),
    )


def _fill_the_time_bank() -> None:
    """Who was served, and whom the time bank's donations and pools may help, is known here."""
    from elderly_visits.selectors.helped import GROUNDS, helped_by_the_pool, in_difficulty
    from elderly_visits.selectors.served import elders_served
    from timebank import difficulty, entitlement, served

    served.register("visits", elders_served)
    difficulty.register("elders", in_difficulty)
    entitlement.register("elders", helped_by_the_pool, GROUNDS)
