"""What is forgotten once its time is over: sessions, devices, counters, requests that nobody decided."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from people.logins.services import forget_devices
from people.phone_changes.services import lapse_phone_changes
from platform_site.accounts.devices import KEPT_DAYS
from platform_site.accounts.limits import forget_expired_tallies
from platform_site.policy import PHONE_CHANGE_DAYS
from policies.selectors import value


def forget_what_has_expired() -> None:
    """Codes go with the session in which they lie. A handful of statements, whatever there is."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    forget_expired_tallies()
    forget_devices(unseen_since=timezone.now() - timedelta(days=KEPT_DAYS))
    lapse_phone_changes(asked_before=timezone.now() - timedelta(days=value(PHONE_CHANGE_DAYS)))
