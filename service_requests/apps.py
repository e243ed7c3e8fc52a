from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from people.persons.models import Person


def _is_volunteer(person: "Person") -> bool:
    return hasattr(person, "volunteer")


class ServiceRequestsConfig(AppConfig):
    name = "service_requests"
    verbose_name = _("Requested services")

    def ready(self) -> None:
        from people.deaths import registry as deaths
        from people.merging.registry import Handling, declare
        from service_requests import policy, receivers, waiting  # noqa: F401 - declares parameters, connects receivers
        from service_requests.death_effect import RequestsCalledOff
        from service_requests.previews import register_request_previews
        from service_requests.task_type import RequestType
        from timebank import menu
        from volunteers import task_types
        from workbench import person_links
        from workbench.roles import STAFF_ROLES, WORKER_ROLES

        deaths.register(RequestsCalledOff())
        declare("service_requests.ServiceRequest", "beneficiary", Handling.MOVE)
        task_types.register(RequestType())
        menu.register(
            "service_requests:mine",
            "heart",
            _("Request a service"),
            _("Company, housework, going with you to the doctor: paid with time coins"),
            order=20,
            for_others=True,
            often=True,
        )
        menu.register(
            "service_requests:open",
            "hand",
            _("Help someone who asks"),
            _("What elders near you need at the moment"),
            order=30,
            often=True,
            open_to=_is_volunteer,
        )
        person_links.register("service_requests_workbench:ask", _("Request a service"), roles=WORKER_ROLES)
        person_links.register(
            "service_requests_workbench:of_person", _("Services requested so far"), roles=STAFF_ROLES
        )
        waiting.register()
        register_request_previews()
