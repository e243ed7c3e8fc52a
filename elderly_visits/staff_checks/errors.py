"""Why an answer about a visit by staff is not taken."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from timebank.errors import TimebankError


class NotOnFile(TimebankError):
    message = _("Please say by which number somebody was asked, or that somebody went there.")


class NumberOfTheChecked(TimebankError):
    message = _(
        "This number was entered by the one who is checked, or is theirs: a yes by it confirms nothing. Please ask by "
        "another number, or have somebody who did not make the visit ask in person."
    )
