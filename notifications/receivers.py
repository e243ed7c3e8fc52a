"""What this floor does when something happens below. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notifications.mandate_news import notify_of_mandate
from notifications.models import Channel
from notifications.services import notify
from people.logins.models import PhoneChange
from people.mandates.models import Mandate, MandateUse
from people.signals import mandate_news, mandate_used, phone_change_asked, phone_changed


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


@receiver(phone_change_asked, dispatch_uid="old_number_hears_of_a_request")
def phone_change_asked_tell_old_number(sender: Any, change: PhoneChange, **_kwargs: Any) -> None:
    """Whoever still holds the old number can object before anything has happened."""
    _tell_of_phone_change(
        change,
        step="asked",
        phone=change.old_phone,
        subject=gettext_lazy("Somebody asks to change your number"),
        body=gettext_lazy(
            "A worker was asked to let you log in with a number ending in %(end)s. If that was not you, tell your "
            "community worker or call 12345 today."
        ),
    )


@receiver(phone_changed, dispatch_uid="both_numbers_hear_of_a_change")
def phone_changed_tell_both_numbers(sender: Any, change: PhoneChange, **_kwargs: Any) -> None:
    """The old number learns that it no longer opens anything, the new one that it does."""
    _tell_of_phone_change(
        change,
        step="old",
        phone=change.old_phone,
        subject=gettext_lazy("Your number for logging in has changed"),
        body=gettext_lazy(
            "You now log in with a number ending in %(end)s; this one no longer works. If that was not you, tell your "
            "community worker or call 12345 at once."
        ),
    )
    _tell_of_phone_change(
        change,
        step="new",
        phone=change.new_phone,
        subject=gettext_lazy("You now log in with this number"),
        body=gettext_lazy(
            "Just enter the number ending in %(end)s on the log-in page. All devices were logged out."
        ),
    )


def _tell_of_phone_change(
    change: PhoneChange, *, step: str, phone: str, subject: Promise, body: Promise
) -> None:
    if not phone:
        return
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            person=change.person,
            kind="phone_changed",
            subject=str(subject),
            body=str(body) % {"end": change.new_phone[-4:]},
            key=f"phone-change:{change.pk}:{step}",
            channel=Channel.SMS,
            phone=phone,
        )
