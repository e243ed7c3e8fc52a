"""How many others a repair may disturb."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from policies.models import SourceKind
from policies.registry import declare, whole_number

MOST_DISTURBED = declare(
    "visits.repair.most_disturbed",
    title=_("Most other elders for whom somebody else is asked when one visit needs room"),
    initial=20,
    unit=_("elders"),
    source_kind=SourceKind.CHOICE,
    source=_("Only offers nobody has answered move; more than these would make a small repair a new plan"),
    check=whole_number(0, 200),
)
