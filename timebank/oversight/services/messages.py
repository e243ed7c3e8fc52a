from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from timebank.ledger.wording import joined
from timebank.oversight.models.holds import CreditHold
from timebank.telling import tell


def notify_of_hold(hold: CreditHold) -> None:
    """Kindly, with the reason and whom to call; nobody is accused."""
    with translation.override(settings.LANGUAGE_CODE):
        parts = [
            _("We are taking a second look at “%(activity)s” on %(day)s. What you earned from it is "
                "set aside in the meantime; you can use everything else in your account as before.")
            % _named(hold),
            _("Reason: %(reason)s") % {"reason": hold.reason},
            _("If anything is unclear or you can tell us more, please call %(contact)s.") % {"contact": hold.contact},
        ]  # fmt: skip
        tell(hold.record.person, "held", _("A credit is being checked"), joined(parts), hold.uuid)


def notify_of_released_hold(hold: CreditHold) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        parts = [
            _(
                "“%(activity)s” on %(day)s has been checked, and all is well. You can use what you "
                "earned from it again."
            )
            % _named(hold),
            _("Thank you for your patience, and for your service."),
        ]
        tell(hold.record.person, "released", _("Checked: all is well"), joined(parts), hold.uuid)


def _named(hold: CreditHold) -> dict[str, str]:
    return {
        "activity": hold.record.activity[:60],
        "day": date_format(hold.record.served_on, "MONTH_DAY_FORMAT"),
    }
