"""What a proposed value would change, shown before it is stored.

A package whose parameters have an effect that can be computed registers a function for its keys; the rule's page then
asks for a look at it before the value is set. `policies` knows nothing of what is computed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actors import AnyUser
from policies.models import PolicyRow
from policies.registry import untried_prefix
from policies.selectors import PolicyBook
from regions.codes import in_subtree, prefix_of
from regions.models import Region

SALT = "policies.preview"
# How long a look at the effect holds: an afternoon.
SECONDS = 4 * 3600


@dataclass(frozen=True)
class Proposal:
    """A value that somebody thinks of setting; `period` (default: the previewer's own) is what it is tried on."""

    key: str
    value: Any
    region: Region | None = None
    period: tuple[date, date] | None = None

    def row(self) -> PolicyRow:
        """As a row that is not stored."""
        return PolicyRow(key=self.key, value=self.value, region=self.region, valid_from=date.max)


@dataclass(frozen=True)
class Comparison:
    """A figure by the rules as they were and by the proposed one, as people say them."""

    label: str
    before: str
    after: str
    difference: str = ""


@dataclass(frozen=True)
class Table:
    """Further rows to show; `head` names the columns."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Preview:
    """What is shown: one sentence, figures side by side, tables, remarks; `data` for machines."""

    sentence: str
    figures: Sequence[Comparison] = ()
    tables: Sequence[Table] = ()
    remarks: Sequence[str] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


Previewer = Callable[[Proposal], Preview]
_PREVIEWERS: dict[str, Previewer] = {}


def register(key_prefix: str, function: Previewer) -> None:
    """`function` answers for the keys that begin with `key_prefix`; the longest prefix wins. It must write nothing."""
    _PREVIEWERS[key_prefix] = function


def previewer_of(key: str) -> Previewer | None:
    """Who answers for a key; None where a value is set without a preview (`registry.why_untried`)."""
    found = max((prefix for prefix in _PREVIEWERS if key.startswith(prefix)), key=len, default="")
    return _PREVIEWERS[found] if found and len(found) > len(untried_prefix(key)) else None


# What previewers share


def books(proposal: Proposal, on: date | None = None) -> tuple[PolicyBook, PolicyBook]:
    """The rules of a day (default: today), without the proposed value and with it: one query."""
    on = on or timezone.localdate()
    rows = list(PolicyRow.objects.filter(valid_from__lte=on).order_by("valid_from", "pk"))
    return PolicyBook(on, rows), PolicyBook(on, [*rows, proposal.row()])


def parts(book: PolicyBook, *keys: str, field: str, region: str = "") -> Iterator[tuple[Q, tuple[Any, ...]]]:
    """The places within `region` (a code; '' for everywhere) with the values of `keys` in force in each.

    Each is a condition on rows by the path `field` to their region; no row lies in two of them.
    """
    inside = prefix_of(region) if region else ""
    places = [code for code in book.places(*keys) if code.startswith(inside) and code != region]
    for place in (region, *places):
        within = prefix_of(place) if place else ""
        condition = in_subtree(field, place) if place else Q()
        for other in places:
            if other != place and other.startswith(within):
                condition &= ~in_subtree(field, other)
        yield condition, tuple(book.value(key, place or None) for key in keys)


def count_compared(label: str, before: int, after: int) -> Comparison:
    """Two numbers side by side."""
    difference = after - before
    sign = "" if not difference else "+" if difference > 0 else "−"
    return Comparison(label, f"{before:,}", f"{after:,}", f"{sign}{abs(difference):,}" if difference else "")


def counting_rows(
    rows: Callable[[], QuerySet[Any]],
    conditions: Callable[..., Mapping[Any, Q]],
    *keys: str,
    field: str,
    remarks: Sequence[Any] = (),
) -> Previewer:
    """A previewer that counts `rows` by `conditions`, which get the values of `keys` at each place and return, by what
    people call it, what is counted. A place with rules of its own is one query more."""

    def numbers(book: PolicyBook, region: str) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for where, values in parts(book, *keys, field=field, region=region):
            asked = conditions(*values)
            counts = {f"n{at}": Count("pk", filter=one) for at, one in enumerate(asked.values())}
            counted = rows().filter(where).order_by().aggregate(**counts)
            found.update({str(label): counted[f"n{at}"] for at, label in enumerate(asked)})
        return found

    return counting(numbers, *remarks)


# The numbers that rules come to within a region (a code; '' for everywhere), by what people call them.
Numbers = Callable[[PolicyBook, str], Mapping[str, int]]


def counting(numbers: Numbers, *remarks: Any) -> Previewer:
    """A previewer that counts what is on record by the rules as they are and by the proposed one."""

    def preview(proposal: Proposal) -> Preview:
        region = proposal.region.pk if proposal.region else ""
        before, after = (dict(numbers(book, region)) for book in books(proposal))
        figures = [
            count_compared(label, before.get(label, 0), after.get(label, 0)) for label in before | after
        ]
        changed = [figure for figure in figures if figure.difference]
        sentence = (
            _("%(label)s: %(after)s instead of %(before)s.") % vars(changed[0])
            if changed
            else _("With this value nothing would change in what is on record.")
        )
        return Preview(
            sentence,
            figures=figures,
            remarks=[*map(str, remarks), _("Nothing was changed: this is counted from what is on record.")],
            data={"before": before, "after": after},
        )

    return preview


def sign_preview(proposal: Proposal, *, valid_from: date, user: AnyUser) -> str:
    """A signed note that this person looked at the effect of exactly this value, there, from that day."""
    return signing.dumps(_signed_values(proposal, valid_from, user), salt=SALT)


def is_preview_of(token: str, proposal: Proposal, *, valid_from: date, user: AnyUser) -> bool:
    """Whether the note is ours, not too old, and says the same."""
    try:
        said = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return False
    return bool(said == _signed_values(proposal, valid_from, user))


def _signed_values(proposal: Proposal, valid_from: date, user: AnyUser) -> list[Any]:
    region = proposal.region.pk if proposal.region else None
    return [proposal.key, proposal.value, region, valid_from.isoformat(), user.pk]
