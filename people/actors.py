"""Who acts and who looks: the two types that most signatures name, and the column for who acted.

The types are strings to the interpreter, so that this module can be imported while applications still load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models.expressions import Combinable
    from django.utils.functional import _StrPromise  # the stubs' name for a translated text

    from people.logins.models import User

# Whose login does something and is put on record for it; None: the clock or the planner did.
Actor: TypeAlias = "User | None"

# Who looks, or asks whether they may: a login, or somebody who has not logged in.
AnyUser: TypeAlias = "User | AnonymousUser"


def acted_by(verbose_name: _StrPromise) -> models.ForeignKey[User | Combinable | None, User | None]:
    """The column of an `Actor`: such a login is never deleted, and nobody finds the rows from its side."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=verbose_name,
    )
