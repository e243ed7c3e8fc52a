"""What both sides of a mandate are written: that it has begun, got an end, or ends soon."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from notifications.models import Channel
from notifications.services import notify
from people.mandates.enums import MandateNews
from people.mandates.models import Mandate


def notify_of_mandate(mandate: Mandate, news: str) -> None:
    """Tell principal and representative, once for each end the mandate has."""
    key = f"mandate:{mandate.pk}:{news}:{mandate.valid_until or ''}"
    names = {
        "agent": mandate.agent.name,
        "principal": mandate.principal.name,
        "scopes": mandate.scope_words,
        "day": mandate.valid_until.isoformat() if mandate.valid_until else "",
    }
    with translation.override(settings.LANGUAGE_CODE):
        if news == MandateNews.BEGUN:
            to_principal = _(
                "%(agent)s may do for you until %(day)s: %(scopes)s. You can end it at any time."
            )
            to_agent = _("You may do for %(principal)s until %(day)s: %(scopes)s.")
        elif news == MandateNews.DATED:
            to_principal = _(
                "That %(agent)s may act for you now has an end: %(day)s. The worker asks you before."
            )
            to_agent = _(
                "That you may act for %(principal)s now has an end: %(day)s. It can be renewed before."
            )
        else:
            to_principal = _(
                "That %(agent)s may act for you ends on %(day)s. Tell the worker if it shall go on."
            )
            to_agent = _("That you may act for %(principal)s ends on %(day)s. The worker can renew it.")
        for person, text, side in (
            (mandate.principal, to_principal, "principal"),
            (mandate.agent, to_agent, "agent"),
        ):
            notify(
                person=person,
                kind="mandate",
                subject=_("Acting for one another"),
                body=text % names,
                key=f"{key}:{side}",
                link="/me/mandates/",
                channel=Channel.SMS if side == "principal" else Channel.INBOX,
            )
