from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from people import search, waiting
        from people.access_log import receivers  # noqa: F401 - connects itself
        from people.access_log.services import log_access
        from people.deaths import registry
        from people.deaths.effects import LoginEnds, MandatesEnd
        from people.logins import phone_owners
        from people.mandates.selectors import is_checked_number
        from people.merging import registry as merging
        from people.merging.merge_step import LoginsJoin, declare_relations
        from workbench import access_recording

        access_recording.register(log_access)
        registry.register(LoginEnds())
        registry.register(MandatesEnd())
        merging.register(LoginsJoin())
        phone_owners.register("mandates", is_checked_number)
        declare_relations()
        waiting.register()
        search.register()
