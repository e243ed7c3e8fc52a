from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from timebank.errors import TimebankError


class FourEyes(TimebankError):
    message = _(
        "You cannot decide this: it is outside your area, it concerns you or somebody close to you, or you "
        "had a part in it yourself. Please ask a colleague."
    )


class ReasonMissing(TimebankError):
    message = _("Please say why.")


class DecidedBefore(TimebankError):
    message = _("This has already been decided. Nothing was changed.")
