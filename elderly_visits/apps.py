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
        from elderly_visits import policy_follow_up, receivers  # noqa: F401 - declares parameters, connects receivers
        from elderly_visits.selectors.shown import shown_of_visits
        from volunteers.enums import TaskKind
        from volunteers.kinds import register

        register(TaskKind.VISIT, assignment_url=_visit_page, shown=shown_of_visits)
        _fill_the_time_bank()


def _fill_the_time_bank() -> None:
    """Who was served, and whom the time bank's donations and pools may help, is known here."""
    from elderly_visits.selectors.helped import GROUNDS, helped_by_the_pool, in_difficulty
    from elderly_visits.selectors.served import elders_served
    from timebank import difficulty, entitlement, served

    served.register("visits", elders_served)
    difficulty.register("elders", in_difficulty)
    entitlement.register("elders", helped_by_the_pool, GROUNDS)
