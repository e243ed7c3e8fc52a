from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from people.persons.models import Person


def _is_volunteer(person: "Person") -> bool:
    """Volunteers are on rosters with their own phone: the SMS code that proves it opens their file."""
    from volunteers.registration.models.volunteer import Volunteer

    return Volunteer.objects.filter(person=person).exists()


class VolunteersConfig(AppConfig):
    name = "volunteers"
    verbose_name = _("Volunteers")

    def ready(self) -> None:
        from common.discovery import import_modules
        from people.logins.phone_owners import register_owner_check
        from timebank.oversight.anomalies import register
        from volunteers.tasks.anomalies import IMPOSSIBLE_TRAVEL

        register_owner_check("volunteers", _is_volunteer)
        register(IMPOSSIBLE_TRAVEL)
        import_modules(self.name, "receivers")
