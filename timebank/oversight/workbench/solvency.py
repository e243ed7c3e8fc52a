from __future__ import annotations

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from regions.enums import Level
from regions.models import Region
from regions.selectors import children_of
from timebank.ledger.wording import spoken_minutes
from timebank.oversight.selectors.solvency import Solvency, solvency
from workbench.guards import WorkbenchView
from workbench.regions import regions_above, requested_region
from workbench.roles import OVERSIGHT_ROLES
from workbench.scopes import role_regions


def sentences(found: Solvency) -> list[str]:
    """What the figures mean, a sentence a line."""
    lines = [
        ngettext(
            "%(people)d person aged %(age)d or over has %(owed)s in the account and can redeem them today.",
            "%(people)d people aged %(age)d or over have %(owed)s in their accounts and can redeem "
            "them today.",
            found.owed_now.people,
        )
        % {
            "people": found.owed_now.people,
            "age": found.age,
            "owed": spoken_minutes(found.owed_now.minutes),
        },
        _("In the last 12 full months volunteers gave %(mean)s a month on average.")
        % {"mean": spoken_minutes(round(found.mean_minutes))},
        _trend(found),
    ]
    if found.months_for_now is None or found.months_for_all is None:
        lines.append(_("As long as nobody gives service, nothing that is owed can be served."))
        return lines
    lines.append(
        _(
            "At the present level of giving, what can be claimed today would be served in %(now)s "
            "months, and everything owed in %(all)s."
        )
        % {"now": number_format(found.months_for_now, 1), "all": number_format(found.months_for_all, 1)}
    )
    short = found.first_year_short
    if short is None:
        lines.append(_("In each coming year, giving at the present level will cover what is owed by then."))
    else:
        lines.append(
            ngettext(
                "Within %(year)d year more will be owed (%(owed)s) than can be served by then at "
                "the present level of giving.",
                "Within %(year)d years more will be owed (%(owed)s) than can be served by then at "
                "the present level of giving.",
                short.year,
            )
            % {"year": short.year, "owed": spoken_minutes(short.so_far_minutes)}
        )
    lines.append(
        _("The public pool holds %(pool)s, which can be granted to people without coins.")
        % {"pool": spoken_minutes(found.pool_minutes)}
    )
    return lines


def _trend(found: Solvency) -> str:
    change = round(found.trend_minutes)
    # Below a hundredth of the mean a line through twelve months says nothing.
    if abs(change) < max(1, found.mean_minutes / 100):
        return _("From month to month it stays about the same.")
    if change > 0:
        return _("It grows by about %(change)s from month to month.") % {"change": spoken_minutes(change)}
    return _("It falls by about %(change)s from month to month.") % {"change": spoken_minutes(change)}


class SolvencyPage(WorkbenchView):
    """Hours owed now and by year as members age, against hours given a month and the pool."""

    roles = OVERSIGHT_ROLES
    page_title = gettext_lazy("What is owed")
    header_icon = "history"
    template_name = "timebank/oversight/workbench/solvency.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        region = requested_region(self.request, OVERSIGHT_ROLES)
        found = solvency(region)
        most = max((cohort.so_far_minutes for cohort in found.cohorts), default=0)
        return super().get_context_data(**kwargs) | {
            "region": region,
            "found": found,
            "sentences": sentences(found),
            "cohorts": [
                (cohort, round(100 * cohort.so_far_minutes / most) if most else 0) for cohort in found.cohorts
            ],
            "above": regions_above(self.request.user, region, OVERSIGHT_ROLES),
            "below": list(children_of(region)) if region.level == Level.CITY else [],
            "own": Region.objects.filter(pk__in=role_regions(self.request.user, OVERSIGHT_ROLES)),
        }
