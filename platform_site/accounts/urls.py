"""The doors of allauth that are open here; the others (e-mail, passwords) lead nowhere in this installation."""

from __future__ import annotations

from allauth.account import urls as account
from allauth.mfa import urls as mfa
from django.urls import include, path

from platform_site.accounts import views

_OPEN = {
    "account_login",
    "account_confirm_login_code",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
}

urlpatterns = [
    path("signup/", views.sign_up, name="account_signup"),
    *(pattern for pattern in account.urlpatterns if getattr(pattern, "name", None) in _OPEN),
    path("phone/change/", views.change_phone, name="account_change_phone"),
    path("phone/old/", views.prove_old_phone, name="account_old_phone"),
    path("phone/verify/", views.verify_phone, name="account_verify_phone"),
    path("2fa/", include(mfa)),
    path("sessions/", views.sessions, name="usersessions_list"),
    path("sessions/<int:pk>/end/", views.end_one_session, name="usersessions_end"),
]
