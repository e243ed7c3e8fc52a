"""The doors of allauth that are open here; the others (e-mail, passwords) lead nowhere in this installation."""

from __future__ import annotations

from allauth.account import urls as account
from allauth.mfa import urls as mfa
from allauth.usersessions import urls as sessions
from django.urls import include, path

from platform_site.accounts import views

_OPEN = {
    "account_login",
    "account_confirm_login_code",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_verify_phone",
    "account_change_phone",
}

urlpatterns = [
    path("signup/", views.sign_up, name="account_signup"),
    *(pattern for pattern in account.urlpatterns if getattr(pattern, "name", None) in _OPEN),
    path("2fa/", include(mfa)),
    path("sessions/", include(sessions)),
]
