"""What this floor does when something happens below. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.utils import translation
from django.utils.translation import gettext as _

from notifications.mandate_news import notify_of_mandate
from notifications.models import Channel
from notifications.services import notify
from people.mandates.models import Mandate, MandateUse
from people.signals import mandate_news, mandate_used


@receiver(mandate_used, dispatch_uid="principal_hears_of_each_use")
def mandate_used_notify_principal(sender: Any, use: MandateUse, link: str, **_kwargs: Any) -> None:
    """Who acts for somebody does it with that person's knowledge."""
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            person=use.mandate.principal,
            kind="mandate_used",
            subject=_("%(name)s has acted on your behalf") % {"name": use.mandate.agent.name},
            body=_("%(what)s If you did not want this, call the community worker or end the mandate.")
            % {"what": use.what},
            key=f"mandate-use:{use.key}",
            link=link,
            channel=Channel.SMS,
        )


@receiver(mandate_news, dispatch_uid="both_sides_hear_of_a_mandate")
def mandate_news_notify_both(sender: Any, mandate: Mandate, news: str, **_kwargs: Any) -> None:
    notify_of_mandate(mandate, news)
