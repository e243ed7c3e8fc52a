"""Why a step was refused: kind sentences for the person who tried it."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class RequestError(ValidationError):
    """A step with a request that the rules do not allow. `code` names the rule; the message is for people."""


class NotYours(RequestError):
    """Neither for oneself, nor under a mandate, nor in one's area."""


class TooFewCoins(RequestError):
    """The balance is not enough for what is asked for."""
