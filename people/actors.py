"""Who acts and who looks: the two types that most signatures name.

The types are strings to the interpreter, so that this module can be imported while applications still load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from people.logins.models import User

# Whose login does something and is put on record for it; None: the clock or the planner did.
Actor: TypeAlias = "User | None"

# Who looks, or asks whether they may: a login, or somebody who has not logged in.
AnyUser: TypeAlias = "User | AnonymousUser"
