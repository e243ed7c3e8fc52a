"""What waits for somebody today: each room says what waits there, and Today draws it (platform_site.dashboard).

A room derives from `Waiting` and calls `register` once, from its package's `AppConfig.ready()`. `rows` asks the one
selector of the figure (docs/domain.md, 'Figures'), so that Today and the list it leads to count alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Count, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.functional import Promise

from common.months import midnight
from common.phone_lists import Phone, phone_links
from workbench.roles import STAFF_ROLES, WORKER_ROLES, has_role
from workbench.scopes import COUNTY, covers, inside

# Of each group so many are shown; the others stand in the list that "all" leads to.
MOST_SHOWN = 10


@dataclass(frozen=True)
class Line:
    """One thing that waits.

    `name`: whom or what it is about, `url` the file; `place` and `what` say more. `due`: until when, `since`: since
    when it waits. `region_id` decides who may call `phone` and take `action`, the address of the next step.
    """

    name: str
    action: str
    region_id: str | None
    url: str = ""
    place: str = ""
    what: str | Promise = ""
    badge: tuple[str, str] | None = None
    phone: str = ""
    due: datetime | None = None
    since: datetime | None = None
    # What the button says where it is not what the group's says.
    button: str | Promise = ""
    may_act: bool = False

    @property
    def phones(self) -> list[Phone]:
        """As links to call."""
        return phone_links(self.phone)

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due < timezone.now()


class Waiting:
    """One kind of thing that waits. Set: `key`, `title`, `order`, `button`, `region_path` (from a row to its region's
    code); write: `rows`, `line`, `address`.

    `roles` see it; `act_roles` may take the step. `names_people`: whether lines name people, so that the list is put
    on record.
    """

    key = ""
    title: str | Promise = ""
    button: str | Promise = ""
    order = 500
    roles: Iterable[str] = STAFF_ROLES
    act_roles: Iterable[str] = WORKER_ROLES
    region_path = "region_id"
    names_people = True

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        """What waits for `user` in the region (all of the user's for ''), the most urgent first: a query of its own."""
        raise NotImplementedError

    def line(self, row: Any, user: Any) -> Line:
        """A row as it is read; no further query."""
        raise NotImplementedError

    def address(self, region: str) -> str:
        """The list of all of them."""
        raise NotImplementedError

    def most(self) -> int:
        """How many lines are shown."""
        return MOST_SHOWN

    def note(self, user: Any, region: str, number: int) -> str | Promise:
        """A sentence above the lines."""
        return ""

    def numbers(self, user: Any, region: str, digits: int) -> dict[str, int]:
        """How many wait by so many digits of their region's code: one query."""
        rows = self.rows(user, region).order_by().annotate(part=Substr(self.region_path, 1, digits))
        return dict(rows.values_list("part").annotate(number=Count("pk")))

    def count(self, user: Any, region: str, rows: QuerySet[Any]) -> int:
        """How many `rows` are."""
        return rows.order_by().count()

    def within(self, rows: QuerySet[Any], region: str) -> QuerySet[Any]:
        """Those of `rows` that lie in the region; all for ''. In a county little waits, and much lies in it."""
        return rows.filter(inside(self.region_path, region, digits=COUNTY)) if region else rows


@dataclass(frozen=True)
class Group:
    """What waits of one kind: how many, and the lines of the most urgent."""

    waiting: Waiting
    number: int
    lines: Sequence[Line]
    all_url: str
    note: str | Promise = ""

    @property
    def due(self) -> datetime | None:
        return min((line.due for line in self.lines if line.due), default=None)

    @property
    def more(self) -> bool:
        return self.number > len(self.lines)


class Cell(NamedTuple):
    """How many of one kind wait in one region."""

    waiting: Waiting
    number: int


@dataclass(frozen=True)
class Table:
    """What waits region by region: the kinds that wait anywhere, and for each region (by the first digits of its code)
    how many of each."""

    columns: Sequence[Waiting]
    totals: Sequence[Cell]
    by_part: dict[str, list[Cell]] = field(default_factory=dict)


_KINDS: dict[str, Waiting] = {}


def register(*kinds: Waiting) -> None:
    """Add kinds of things that wait. Raises ImproperlyConfigured for a key that another kind has."""
    for kind in kinds:
        known = _KINDS.setdefault(kind.key, kind)
        if type(known) is not type(kind):
            raise ImproperlyConfigured(f"Something else waits under '{kind.key}' already.")


def kinds_for(user: Any) -> list[Waiting]:
    """The kinds that concern one of the user's roles, in their order."""
    found = [kind for kind in _KINDS.values() if has_role(user, kind.roles)]
    return sorted(found, key=lambda kind: (kind.order, kind.key))


def groups_of(user: Any, region: str = "") -> list[Group]:
    """What waits for `user` in the region, what is due first on top: one query or two for each kind."""
    groups = [group for kind in kinds_for(user) if (group := _group(kind, user, region)).number]
    far = timezone.now() + timedelta(days=3660)
    return sorted(groups, key=lambda group: (group.due or far, group.waiting.order))


def _group(kind: Waiting, user: Any, region: str) -> Group:
    rows, most = kind.rows(user, region), kind.most()
    found = list(rows[: most + 1])
    number = len(found) if len(found) <= most else kind.count(user, region, rows)
    lines = [_allowed(kind.line(row, user), kind, user) for row in found[:most]]
    return Group(kind, number, lines, kind.address(region), kind.note(user, region, number) if number else "")


def _allowed(line: Line, kind: Waiting, user: Any) -> Line:
    """A line with the phone only where the user works with files, and marked where the user takes the next step."""
    works = covers(user, line.region_id, WORKER_ROLES)
    return replace(
        line, phone=line.phone if works else "", may_act=covers(user, line.region_id, kind.act_roles)
    )


def table_of(user: Any, region: str, digits: int) -> Table:
    """What waits in the regions directly below one, whose codes differ within so many digits: one query a kind."""
    numbers = {kind: kind.numbers(user, region, digits) for kind in kinds_for(user)}
    columns = [kind for kind, by_part in numbers.items() if any(by_part.values())]
    parts = sorted({part for kind in columns for part, number in numbers[kind].items() if number})
    return Table(
        columns,
        [Cell(kind, sum(numbers[kind].values())) for kind in columns],
        {part: [Cell(kind, numbers[kind].get(part, 0)) for kind in columns] for part in parts},
    )


def end_of(day: date) -> datetime:
    """The moment at which a day ends: what is due on it is due until then."""
    return midnight(day + timedelta(days=1)) - timedelta(seconds=1)


def people_named(groups: Iterable[Group]) -> int:
    """How many lines name people, for the record."""
    return sum(len(group.lines) for group in groups if group.waiting.names_people)
