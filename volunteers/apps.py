from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from people.persons.models import Person


def _is_volunteer(person: "Person") -> bool:
    """Volunteers are on rosters with their own phone: the SMS code that proves it opens their file.

    Not before somebody has reviewed them: a list of the wrong people has the phones of their children.
    """
    from volunteers.registration.enums import VolunteerState
    from volunteers.registration.models.volunteer import Volunteer

    unseen = (VolunteerState.PENDING, VolunteerState.REJECTED)
    return Volunteer.objects.filter(person=person).exclude(state__in=unseen).exists()


class VolunteersConfig(AppConfig):
    name = "volunteers"
    verbose_name = _("Volunteers")

    def ready(self) -> None:
        from common.discovery import import_modules
        from organizations import file_parts
        from people.deaths import registry as deaths
        from people.logins import phone_owners
        from people.merging import registry as merging
        from timebank import care_registers
        from timebank.oversight import anomalies
        from volunteers import search, task_types, waiting
        from volunteers.projects.organization_part import ProjectsPart
        from volunteers.projects.task_type import ShiftType
        from volunteers.registration.death_effect import VolunteeringEnds
        from volunteers.registration.merge_step import ProfilesJoin, declare_relations
        from volunteers.tasks.anomalies import DETECTORS
        from volunteers.tasks.previews import register_volunteer_previews
        from volunteers.tasks.service_register import TaskRegister

        deaths.register(VolunteeringEnds())
        merging.register(ProfilesJoin())
        declare_relations()
        phone_owners.register("volunteers", _is_volunteer)
        for detector in DETECTORS:
            anomalies.register(detector)
        care_registers.register(TaskRegister())
        task_types.register(ShiftType())
        file_parts.register(ProjectsPart())
        import_modules(self.name, "receivers")
        waiting.register()
        register_volunteer_previews()
        search.register()
