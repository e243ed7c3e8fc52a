"""Who may have coins served back to them."""

from django.utils.translation import gettext_lazy as _

from policies.models import SourceKind
from policies.registry import declare

REDEMPTION_AGE = declare(
    "timebank.redemption.age",
    title=_("Age from which coins buy a service for oneself or one's spouse"),
    initial=60,
    unit=_("years"),
    source_kind=SourceKind.PRESS,
    source=_("Nanjing and Beijing: from 60, for oneself or one's spouse"),
)
