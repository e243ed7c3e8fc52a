"""How many others a repair may disturb."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from policies.enums import Untried
from policies.models import SourceKind
from policies.registry import declare, untried, whole_number

MOST_DISTURBED = declare(
    "visits.repair.most_disturbed",
    title=_("Most other elders whose visitor may be changed to make room for one visit"),
    initial=20,
    unit=_("elders"),
    source_kind=SourceKind.CHOICE,
    source=_(
        "Only unanswered offers are changed; changing more would turn a small adjustment into a new plan"
    ),
    check=whole_number(0, 200),
)

untried(Untried.WHEN_ASKED, "visits.repair.")
