"""Proposed rules of the time bank, tried on the services of the last full quarter and told in plain words."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from people.persons.models import Person
from policies.previews import Comparison, Preview, Proposal, Table, count_compared, register
from timebank.earning.selectors.replay import REPLAYED, Change, Figures, Replay, replay
from timebank.ledger.enums import Reason
from timebank.ledger.wording import spoken_minutes, spoken_points


def last_full_quarter(today: date) -> tuple[date, date]:
    """First and last day of the quarter before the one `today` lies in."""
    start = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    last = start - timedelta(days=1)
    return date(last.year, last.month - 2, 1), last


def preview_rule(proposal: Proposal) -> Preview:
    """What the proposed value would have changed for the services of the period in its region. Writes nothing."""
    if proposal.key not in REPLAYED:
        return Preview(_("This rule does not affect what services earn: there is nothing to simulate."))
    first, last = proposal.period or last_full_quarter(timezone.localdate())
    found = replay(proposed=proposal.row(), first=first, last=last)
    return Preview(
        sentence=_sentence(found),
        figures=_figures(found.before, found.after),
        tables=[table for table in (_stars(found), _steps(found), _examples(found)) if table.rows],
        remarks=_remarks(found),
        data=found.as_json(),
    )


def register_previews() -> None:
    """Called when the application is ready."""
    for key in REPLAYED:
        register(key, preview_rule)


def _sentence(found: Replay) -> str:
    return _(
        "With this rule the services from %(first)s to %(last)s would have earned %(coins)s for "
        "%(people)s, instead of %(coins_before)s for %(people_before)s; and %(points)s instead of "
        "%(points_before)s."
    ) % {
        "first": date_format(found.first, "DATE_FORMAT"),
        "last": date_format(found.last, "DATE_FORMAT"),
        "coins": _coins(found.after, _kept(found.after)),
        "people": _people(found.after.people),
        "coins_before": _coins(found.before, _kept(found.before)),
        "people_before": _people(found.before.people),
        "points": spoken_points(found.after.points),
        "points_before": spoken_points(found.before.points),
    }


def _kept(figures: Figures) -> int:
    return figures.to_people + figures.to_give_away


def _coins(figures: Figures, minutes: int) -> str:
    coins = figures.coins(minutes)
    whole = int(coins)
    said = f"{whole:,}" if coins == whole else f"{coins:,.1f}"
    return ngettext("%(count)s coin", "%(count)s coins", 1 if coins == 1 else 2) % {"count": said}


def _people(count: int) -> str:
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


def _signed(said: str, difference: float) -> str:
    return "" if not difference else f"{'+' if difference > 0 else '−'}{said}"


def _figures(before: Figures, after: Figures) -> list[Comparison]:
    shown = []
    for label, name in (
        (_("To people, to be spent"), "to_people"),
        (_("To people, can only be donated"), "to_give_away"),
        (_("To the public pools"), "to_pool"),
        (_("To honours"), "to_honours"),
    ):
        shown.append(minutes_compared(label, getattr(before, name), getattr(after, name)))
    for reason in (Reason.OVER_DAY_CAP, Reason.OVER_MONTH_CAP, Reason.OVER_STORED_CAP):
        shown.append(minutes_compared(str(reason.label), before.over[reason], after.over[reason]))
    if before.minutes_per_coin != after.minutes_per_coin:
        coins_before, coins_after = before.coins(_kept(before)), after.coins(_kept(after))
        shown.append(Comparison(_("Coins to people"), f"{coins_before:g}", f"{coins_after:g}"))
    difference = after.points - before.points
    shown.append(
        Comparison(
            _("Service points"),
            f"{before.points:,}",
            f"{after.points:,}",
            _signed(f"{abs(difference):,}", difference),
        )
    )
    for label, name in (
        (_("People who earn coins"), "people"),
        (_("People who earn points"), "people_with_points"),
    ):
        shown.append(count_compared(label, getattr(before, name), getattr(after, name)))
    # What is nothing either way says nothing.
    return [
        line for line in shown if line.before != line.after or line.before not in ("0", spoken_minutes(0))
    ]


def minutes_compared(label: str, before: int, after: int) -> Comparison:
    difference = after - before
    return Comparison(
        label, spoken_minutes(before), spoken_minutes(after), _signed(spoken_minutes(difference), difference)
    )


def _stars(found: Replay) -> Table:
    levels = sorted(set(found.before.stars) | set(found.after.stars))
    rows = [
        (f"{level} ★", str(found.before.stars[level]), str(found.after.stars[level]))
        for level in levels
        if found.before.stars != found.after.stars
    ]
    return Table(_("Stars reached in that time"), (_("Stars"), _("Previous rule"), _("New rule")), rows)


def _steps(found: Replay) -> Table:
    labels = {
        -3: _("lose 10 hours (600 points) or more"),
        -2: _("lose 1 to 10 hours (60 to 600 points)"),
        -1: _("lose less than 1 hour (60 points)"),
        1: _("gain less than 1 hour (60 points)"),
        2: _("gain 1 to 10 hours (60 to 600 points)"),
        3: _("gain 10 hours (600 points) or more"),
    }
    rows = [
        (label, str(found.coin_steps[step]), str(found.point_steps[step]))
        for step, label in labels.items()
        if found.coin_steps[step] or found.point_steps[step]
    ]
    return Table(
        _("Number of people and amounts"),
        (pgettext("difference", "Change"), _("In coins"), _("In points")),
        rows,
    )


def _examples(found: Replay) -> Table:
    """Whom it concerns most, with masked names."""
    changes = [*found.gains, *found.losses]
    people = Person.objects.in_bulk([change.person_id for change in changes])
    rows = [
        (people[change.person_id].masked_name, *_said(change))
        for change in changes
        if change.person_id in people
    ]
    return Table(_("People most affected"), (_("Person"), _("Coins"), _("Points")), rows)


def _said(change: Change) -> tuple[str, str]:
    return (
        _signed(spoken_minutes(change.coin_minutes), change.coin_minutes) or "—",
        _signed(str(abs(change.points)), change.points) or "—",
    )


def _remarks(found: Replay) -> list[str]:
    remarks = [
        _(
            "%(records)d records of %(people)d people were examined; %(gaining)d people would have "
            "gained, %(losing)d would have lost."
        )
        % {
            "records": found.records,
            "people": found.people,
            "gaining": found.gaining,
            "losing": found.losing,
        },
        _(
            "No account was changed: what has been credited stays, and the new value applies from its "
            "effective date."
        ),
    ]
    if found.sampled > 1:
        remarks.append(
            _(
                "There are so many records that only one volunteer in %(every)d was examined: "
                "multiply by %(every)d."
            )
            % {"every": found.sampled}
        )
    if found.differ_from_books:
        remarks.append(
            _(
                "%(count)d records were credited differently from what the rules in force at the time "
                "give today."
            )
            % {"count": found.differ_from_books}
        )
    return remarks
