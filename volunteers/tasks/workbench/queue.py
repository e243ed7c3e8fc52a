"""The verification queue: what nothing speaks against together, the rest one by one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from people.logins.models import User
from policies.selectors import book
from volunteers.tasks.duties import Bench
from volunteers.tasks.forms import QueueFilter
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.selectors.cards import service_cards
from volunteers.tasks.selectors.oddities import nothing_odd, something_odd, with_oddities
from volunteers.tasks.selectors.queue import left_over, left_to_others, places_below, to_verify
from volunteers.tasks.services.together import MOST_TOGETHER
from volunteers.wording import NOT_VERIFIED_REASONS
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView
from workbench.roles import WORKER_ROLES
from workbench.scopes import common_region

TOGETHER, ALONE = "together", "alone"
# A page of the ordinary ones is as many as are verified with one press; of the others each is read.
PER_PAGE = {TOGETHER: MOST_TOGETHER, ALONE: 20}
# Who works in a county of thousands sees the oldest of each part, and that there are more.
COUNTED = 500
# Of what waits for others, so that nothing is a dead end: the oldest, each with a few who may decide.
OTHERS_SHOWN, MOST_NAMES = 10, 3


class VerificationQueue(WorkbenchView):
    """Services that wait for a worker's word, with the evidence there is."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("To verify")
    header_icon = "tasks"
    template_name = "volunteers/workbench/queue.html"
    access_detail = gettext_lazy("To verify")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, asked = self.request.user, self.request.GET
        rules = book()
        only = asked.get("show") == "only_you"
        filters = QueueFilter(asked, places=places_below(user))
        waiting = filters.narrowed(left_over(user) if only else to_verify(user), rules)
        parts = {
            TOGETHER: waiting.filter(nothing_odd(rules)),
            ALONE: waiting.filter(something_odd(rules)),
        }
        numbers = {name: _number(rows) for name, rows in parts.items()}
        part = asked.get("part", "")
        if part not in parts:
            part = TOGETHER if numbers[TOGETHER] else ALONE
        rows: QuerySet[Any] = with_oddities(parts[part], rules)
        page = _pages(rows, PER_PAGE[part], numbers[part]).get_page(asked.get("page"))
        cards = service_cards(list(page), user, rules)
        if cards:
            self.put_on_record(
                AccessAction.LIST, count=len(cards), region_id=common_region(user, WORKER_ROLES)
            )
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "cards": cards,
            "part": part,
            "numbers": {name: _told(number) for name, number in numbers.items()},
            "filters": filters,
            "all_chosen": asked.get("all") == "1",
            "here": self.request.get_full_path(),
            "only": only,
            "left_over": _number(left_over(user)),
            "reasons": NOT_VERIFIED_REASONS,
            "others": _with_deciders(user),
        }


def _number(rows: QuerySet[Assignment]) -> int:
    """How many, at most one more than are counted: nobody reads further, and each costs many looks."""
    return rows.order_by()[: COUNTED + 1].count()


def _told(number: int) -> str:
    return f"{COUNTED}+" if number > COUNTED else str(number)


def _pages(rows: QuerySet[Any], per_page: int, number: int) -> Paginator[Any]:
    """The pages of rows that have been counted already."""
    pages = Paginator(rows, per_page)
    vars(pages)["count"] = number
    return pages


def _with_deciders(user: User) -> list[tuple[Assignment, str, list[str]]]:
    """What waits for somebody else, the oldest first: why not for this user, and who may decide."""
    rows = list(left_to_others(user)[:OTHERS_SHOWN])
    bench = Bench(rows)
    return [
        (
            row,
            str(reason.label) if (reason := bench.why_not(user, row)) else "",
            [one.display_name for one in bench.deciders(row)][:MOST_NAMES],
        )
        for row in rows
    ]
