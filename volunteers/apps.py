from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from people.models import Person


def _is_volunteer(person: "Person") -> bool:
    """Volunteers are on rosters with their own phone: the SMS code that proves it opens their file."""
    from volunteers.models import Volunteer

    return Volunteer.objects.filter(person=person).exists()


class VolunteersConfig(AppConfig):
    name = "volunteers"
    verbose_name = _("Volunteers")

    def ready(self) -> None:
        from people.vouching import vouch
        from timebank.anomalies import register
        from volunteers.anomalies import IMPOSSIBLE_TRAVEL

        vouch("volunteers", _is_volunteer)
        register(IMPOSSIBLE_TRAVEL)
