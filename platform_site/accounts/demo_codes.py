"""Whose code a demonstration shows on the page (decision 0006)."""

from __future__ import annotations

from common.installation import is_demonstration
from common.phones import DEMO_PREFIX
from people.logins.models import User
from people.logins.selectors import proven_login


def shows_code(user: User, phone: str) -> bool:
    """Whether the code for `phone` may stand on the page: in demo mode, to a number that reaches nobody.

    Never a code that lets an administrator in, whatever the number; and never one to a real number, whose owner gets a
    text message if the demonstration has a gateway, and else reads on the page what else there is.
    """
    if not (is_demonstration() and phone.startswith(DEMO_PREFIX)):
        return False
    owner = proven_login(phone)
    return not user.is_superuser and not (owner is not None and owner.is_superuser)
