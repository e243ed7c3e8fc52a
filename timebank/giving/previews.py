"""Proposed rules of the public pool and of expiry, tried on people and accounts as they are today. Writes nothing."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.months import add_months, this_month
from policies.previews import Preview, Proposal, count_compared, register
from timebank.earning.previews import minutes_compared
from timebank.earning.rulebooks import Policies
from timebank.giving import policy
from timebank.giving.enums import ExpiryDestination
from timebank.giving.selectors.expiry import ExpiryForecast, forecast_expiry
from timebank.giving.services.pool_grants import CountyRun, rehearse_grants
from timebank.ledger.wording import spoken_minutes


def register_giving_previews() -> None:
    """Called when the application is ready."""
    register("timebank.pool.", preview_pool)
    register("timebank.expiry.", preview_expiry)


def preview_pool(proposal: Proposal) -> Preview:
    """Whom the pools would reach in the coming month, by the rules as they are and by the proposed one."""
    month = add_months(timezone.localdate(), 1)
    region = proposal.region.pk if proposal.region else None
    before, after = (
        _together(rehearse_grants(month=month, region=region, rules=Policies(rows).on(month)))
        for rows in ((), [proposal.row()])
    )
    return Preview(
        sentence=_(
            "In %(month)s the public pools would give %(minutes)s to %(people)d people with this rule, instead of "
            "%(minutes_before)s to %(people_before)d."
        )
        % {
            "month": date_format(month, "YEAR_MONTH_FORMAT"),
            "minutes": spoken_minutes(after.granted_minutes),
            "people": after.granted,
            "minutes_before": spoken_minutes(before.granted_minutes),
            "people_before": before.granted,
        },
        figures=[
            count_compared(_("Entitled"), before.entitled, after.entitled),
            count_compared(_("Would be given"), before.granted, after.granted),
            minutes_compared(_("Total given"), before.granted_minutes, after.granted_minutes),
            count_compared(_("Would wait: the pool is empty"), before.waiting, after.waiting),
            count_compared(_("Have enough on the account"), before.full, after.full),
            minutes_compared(_("Left in the pools"), before.pool_minutes, after.pool_minutes),
        ],
        remarks=[_("Calculated from today's account and pool balances. Nothing was booked.")],
        data={"before": before.as_json(), "after": after.as_json()},
    )


def _together(runs: list[CountyRun]) -> CountyRun:
    total = CountyRun("", runs[0].month if runs else this_month())
    for run in runs:
        for name in (
            "entitled", "already", "granted", "granted_minutes", "waiting", "full", "closed", "pool_minutes",
        ):  # fmt: skip
            setattr(total, name, getattr(total, name) + getattr(run, name))
    return total


def preview_expiry(proposal: Proposal) -> Preview:
    """Which coins would end, by the rules as they are and by the proposed one."""
    today = timezone.localdate()
    books = [Policies(rows).on(today) for rows in ((), [proposal.row()])]
    region = proposal.region.pk if proposal.region else ""
    result = forecast_expiry(books, region=region, today=today)
    before, after = result.found
    days, goal = (books[1].value(key, region) for key in (policy.EXPIRY_NOTICE_DAYS, policy.EXPIRY_TO))
    remarks = [
        _(
            "Nothing expires without %(days)d days' notice to its holder. Calculated as if nothing "
            "were used until then."
        )
        % {"days": days},
        _("Expired coins go to: %(where)s.") % {"where": ExpiryDestination(goal).label},
        _("Nothing was announced and nothing booked."),
    ]
    if result.sampled > 1:
        remarks.append(
            _("There are so many accounts that only one in %(every)d was examined: multiply by %(every)d.")
            % {"every": result.sampled}
        )
    return Preview(
        sentence=_expiry_sentence(before, after),
        figures=[
            count_compared(_("People notified at once"), before.first_people, after.first_people),
            minutes_compared(_("Coins announced at once"), before.first_minutes, after.first_minutes),
            count_compared(
                _("People whose coins expire within a year"), before.year_people, after.year_people
            ),
            minutes_compared(_("Expires within a year"), before.year_minutes, after.year_minutes),
        ],
        remarks=remarks,
        data={"before": before.__dict__, "after": after.__dict__, "accounts": result.accounts},
    )


def _expiry_sentence(before: ExpiryForecast, after: ExpiryForecast) -> str:
    return _(
        "With this rule %(minutes)s of %(people)d people would expire within a year, instead of "
        "%(minutes_before)s of %(people_before)d."
    ) % {
        "minutes": spoken_minutes(after.year_minutes),
        "people": after.year_people,
        "minutes_before": spoken_minutes(before.year_minutes),
        "people_before": before.year_people,
    }
