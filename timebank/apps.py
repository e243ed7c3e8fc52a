from django.apps import AppConfig
from django.core.checks import Info, Tags, register
from django.utils.translation import gettext_lazy as _


class TimebankConfig(AppConfig):
    name = "timebank"
    verbose_name = _("Time bank")

    def ready(self) -> None:
        from common.discovery import import_modules
        from people.deaths import registry as deaths
        from people.merging import registry as merging
        from timebank import waiting
        from timebank.earning.previews import register_previews
        from timebank.giving.death_effect import ArrangementsEnd
        from timebank.giving.merge_step import AccountsJoin, declare_relations
        from timebank.giving.previews import register_giving_previews
        from timebank.home.workbench import account_address
        from timebank.oversight.previews import register_oversight_previews
        from workbench import person_tabs

        import_modules(self.name, "receivers")
        register(seal_check, Tags.security, deploy=True)
        deaths.register(ArrangementsEnd())
        merging.register(AccountsJoin())
        declare_relations()
        register_previews()
        register_giving_previews()
        register_oversight_previews()
        waiting.register()
        person_tabs.register("account", _("Time account"), account_address, order=40)


def seal_check(**_named: object) -> list[Info]:
    """`manage.py check --deploy` says what certificates wait for. All else runs without a key."""
    from timebank.certificates.sealing import installation_seal
    from timebank.documents.errors import SealMissing

    try:
        seal = installation_seal()
    except SealMissing as missing:
        return [Info(str(missing), id="timebank.I001")]
    if seal.self_made:
        return [Info("Certificates carry a self-made signature, which proves no issuer.", id="timebank.I002")]
    return []
