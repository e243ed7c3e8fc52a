"""Log-ins and second factors, given rightly or not, come into the access log."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import login_code_rejected, user_logged_in
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.dispatch import receiver

from people.access_log.services import log_login
from workbench.access_recording import AccessAction


@receiver(user_logged_in, dispatch_uid="log_in_on_record")
def user_logged_in_record(sender: Any, user: Any, **_arguments: Any) -> None:
    log_login(user=user, action=AccessAction.LOG_IN)


@receiver(login_code_rejected, dispatch_uid="refused_log_in_on_record")
def login_code_rejected_record(sender: Any, user: Any, **_arguments: Any) -> None:
    log_login(user=user, action=AccessAction.LOG_IN, detail="wrong code", refused=True)


@receiver(authentication_failed, dispatch_uid="refused_second_factor_on_record")
def authentication_failed_record(sender: Any, user: Any, **_arguments: Any) -> None:
    log_login(user=user, action=AccessAction.SECOND_FACTOR, detail="wrong code", refused=True)


@receiver(authenticator_added, dispatch_uid="second_factor_set_up_on_record")
def authenticator_added_record(sender: Any, user: Any, **_arguments: Any) -> None:
    log_login(user=user, action=AccessAction.SECOND_FACTOR, detail="set up")


@receiver(authenticator_removed, dispatch_uid="second_factor_taken_away_on_record")
def authenticator_removed_record(sender: Any, user: Any, **_arguments: Any) -> None:
    log_login(user=user, action=AccessAction.SECOND_FACTOR, detail="taken away")
