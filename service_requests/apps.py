from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from people.persons.models import Person
    from volunteers.tasks.models.assignment import Assignment


def _page(assignment: "Assignment") -> str:
    return reverse("service_requests:serve", args=[assignment.uuid])


def _is_volunteer(person: "Person") -> bool:
    return hasattr(person, "volunteer")


class ServiceRequestsConfig(AppConfig):
    name = "service_requests"
    verbose_name = _("Services asked for")

    def ready(self) -> None:
        from service_requests import policy, receivers  # noqa: F401 - declares parameters, connects receivers
        from service_requests.permissions import is_served_or_acts_for
        from service_requests.selectors.listing import shown_of_requests
        from service_requests.selectors.ranking import Requests
        from service_requests.services.matching import take_near
        from timebank import menu
        from volunteers.now import beneficiaries
        from volunteers.task_types import TaskKind, register

        register(
            TaskKind.REQUEST,
            assignment_url=_page,
            settles_itself=True,
            open_to_sign_up=True,
            bars=is_served_or_acts_for,
            take=take_near,
            shown=shown_of_requests,
        )
        beneficiaries.register(TaskKind.REQUEST, Requests())
        menu.register(
            menu.MenuEntry(
                view="service_requests:mine",
                icon="heart",
                label=_("Ask for a service"),
                hint=_("Company, housework, a way to the doctor: paid with time coins"),
                order=20,
                for_others=True,
                often=True,
            )
        )
        menu.register(
            menu.MenuEntry(
                view="service_requests:open",
                icon="hand",
                label=_("Serve somebody who asks"),
                hint=_("What elders near you ask for at the moment"),
                order=30,
                often=True,
                open_to=_is_volunteer,
            )
        )
