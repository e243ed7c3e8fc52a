"""What a proposed value would change, shown before it is stored.

A package whose parameters have an effect that can be computed registers a function for its keys; the rule's page then
asks for a look at it before the value is set. `policies` knows nothing of what is computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core import signing

from people.actors import AnyUser
from policies.models import PolicyRow
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
    """Who answers for a key; None where a value is set without a preview."""
    found = max((prefix for prefix in _PREVIEWERS if key.startswith(prefix)), key=len, default=None)
    return None if found is None else _PREVIEWERS[found]


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
