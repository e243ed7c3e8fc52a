"""How a service is shared out by the rules of its day: pure arithmetic over data that the caller brings.

Coins go to the volunteer up to the caps, the rest to the county's pool or honours; a group's coins can only be given
away. Points are minutes × coefficients. The crediting service and the replay of a proposed rule both stand on this,
so that a preview cannot tell another story than the books. Certified minutes are not touched by any of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from timebank.earning import policy
from timebank.earning.enums import ExcessDestination, GroupDestination
from timebank.earning.points import Points, points_for
from timebank.earning.rulebooks import Rules
from timebank.earning.service_facts import ServiceFacts
from timebank.ledger.enums import AccountKind, Reason


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a service's minutes: why it goes to which kind of account, and the figures that decided it."""

    reason: Reason
    to: AccountKind
    minutes: int
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a service brings: its minutes in shares (each minute once), and its points."""

    shares: tuple[Share, ...]
    points: Points

    @property
    def kept(self) -> int:
        """Minutes that reach an account of the person's own."""
        return sum(share.minutes for share in self.shares if share.to in OF_A_PERSON)


def after_settling(minutes: int) -> Outcome:
    """What a service brings whose person has died or left and whose account is settled: all to the pool, no points."""
    shares = (Share(Reason.AFTER_SETTLING, AccountKind.POOL, minutes),) if minutes else ()
    return Outcome(shares, Points(0))


OF_A_PERSON = (AccountKind.PERSONAL, AccountKind.DONATE_ONLY)


class Tally:
    """What each person has earned by day and month and keeps now, in minutes; counted on while services are shared out.

    Both accounts of a person count: what is kept to be spent and what can only be given away.
    """

    def __init__(self) -> None:
        self._day: defaultdict[tuple[int, date], int] = defaultdict(int)
        self._month: defaultdict[tuple[int, int, int], int] = defaultdict(int)
        self._stored: defaultdict[int, int] = defaultdict(int)

    def earned(self, person_id: int, day: date, minutes: int) -> None:
        """Minutes count as earned on `day`; negative ones when a record is replaced."""
        self._day[person_id, day] += minutes
        self._month[person_id, day.year, day.month] += minutes

    def stored(self, person_id: int, minutes: int) -> None:
        """Minutes came to (or, negative, left) the person's accounts."""
        self._stored[person_id] += minutes

    def set_stored(self, person_id: int, minutes: int) -> None:
        """The person's accounts hold so much now, whatever was counted before."""
        self._stored[person_id] = minutes

    def allocate(self, facts: ServiceFacts, rules: Rules) -> Outcome:
        """What `facts` brings under `rules`, counted for the services that follow."""
        reason, to = _destination(facts, rules)
        if to in OF_A_PERSON:
            left, over = self._below_caps(facts, rules)
        else:
            left, over = facts.minutes, []
        first = [Share(reason, to, left, {"served_minutes": facts.minutes})] if left else []
        outcome = Outcome((*first, *over), points_for(facts, rules))
        kept = outcome.kept
        self.earned(facts.person_id, facts.day, kept)
        self.stored(facts.person_id, kept)
        return outcome

    def keep(self, facts: ServiceFacts, paid: int, rules: Rules) -> Outcome:
        """What a service brings for which the person served pays `paid` minutes.

        They were earned once already, so that of the caps only what one person can keep counts.
        """
        cap, used = rules.value(policy.CAP_STORED), self._stored[facts.person_id]
        kept = min(paid, max(0, cap - used)) if cap else paid
        shares = [Share(Reason.PAID, AccountKind.PERSONAL, kept)] if kept else []
        if kept < paid:
            figures = {"cap_minutes": cap, "used_minutes": used}
            shares.append(Share(Reason.OVER_STORED_CAP, _excess(rules), paid - kept, figures))
        self.stored(facts.person_id, kept)
        return Outcome(tuple(shares), points_for(facts, rules))

    def _below_caps(self, facts: ServiceFacts, rules: Rules) -> tuple[int, list[Share]]:
        """First the day's cap, then the month's, then what one person can keep. A cap of 0 is none."""
        person, day = facts.person_id, facts.day
        to = _excess(rules)
        left = facts.minutes
        over: list[Share] = []
        for reason, key, used in (
            (Reason.OVER_DAY_CAP, policy.CAP_PER_DAY, self._day[person, day]),
            (Reason.OVER_MONTH_CAP, policy.CAP_PER_MONTH, self._month[person, day.year, day.month]),
            (Reason.OVER_STORED_CAP, policy.CAP_STORED, self._stored[person]),
        ):
            cap = rules.value(key)
            room = max(0, cap - max(0, used)) if cap else left
            if left > room:
                over.append(Share(reason, to, left - room, {"cap_minutes": cap, "used_minutes": used}))
                left = room
        return left, over


def _excess(rules: Rules) -> AccountKind:
    honours = rules.value(policy.EXCESS_TO) == ExcessDestination.HONOURS
    return AccountKind.HONOURS if honours else AccountKind.POOL


def _destination(facts: ServiceFacts, rules: Rules) -> tuple[Reason, AccountKind]:
    if not facts.group:
        return Reason.EARNED, AccountKind.PERSONAL
    if rules.value(policy.GROUP_COINS_TO) == GroupDestination.POOL:
        return Reason.EARNED_IN_GROUP, AccountKind.POOL
    return Reason.EARNED_IN_GROUP, AccountKind.DONATE_ONLY


def levels_reached(certified_minutes: int, hours: Sequence[float]) -> int:
    """The star level that certified minutes reach, by the hours each level asks for."""
    return sum(certified_minutes >= needed * 60 for needed in hours)
