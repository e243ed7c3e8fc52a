"""Who may enter the workbench, answered from role grants."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from people.actors import AnyUser


class RoleBackend(ModelBackend):
    """Opens Wagtail's admin to whoever holds a staff role. Logs nobody in: that takes an SMS code."""

    def authenticate(self, request: Any, username: Any = None, password: Any = None, **kwargs: Any) -> None:
        return None

    def has_perm(self, user_obj: AnyUser, perm: str, obj: Any = None) -> bool:
        return perm == "wagtailadmin.access_admin" and user_obj.is_authenticated and user_obj.is_worker
