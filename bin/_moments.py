"""The moments a test run can be set to (`bin/test --at`); every one is a trap of its own for code that asks the time.

Standard library only. All times are those of Asia/Shanghai.
"""

from __future__ import annotations

from datetime import datetime

MOMENTS = {
    # An ordinary working day with most of it ahead.
    "noon": "2026-12-02T12:00:00+08:00",
    # Nothing of the month is left but a night: no half-day to agree on, no visit to plan.
    "month-end": "2026-11-30T21:49:00+08:00",
    # In UTC it is still the old year, and 'next month' has another number of the year.
    "new-years-eve": "2026-12-31T23:10:00+08:00",
    # 'The same day last year' does not exist.
    "leap-day": "2028-02-29T09:30:00+08:00",
    # The night in which policies change: what was done an hour ago was last month and fell under the old ones, and in
    # UTC that day goes on.
    "policy-night": "2027-07-01T00:20:00+08:00",
}
USUAL = "noon"
# Not moments, but ways to have one: the one whose turn it is, or whatever the machine's clock says.
TURN, MACHINE = "turn", "now"


def moment(name: str) -> datetime:
    """The moment of that name, aware. Raises KeyError for a name that is none."""
    return datetime.fromisoformat(MOMENTS[name])


def whose_turn(commit: str) -> str:
    """The name of the moment that a commit is tested at; the same commit always gets the same one."""
    names = list(MOMENTS)
    return names[int(commit[:8], 16) % len(names)]
