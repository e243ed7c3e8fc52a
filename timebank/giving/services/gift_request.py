"""What somebody asks to give: to whom, how much, out of which account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from people.kinship.models import Kinship
from people.persons.models import Person
from timebank.ledger.enums import AccountKind


@dataclass(frozen=True, kw_only=True)
class Gift:
    """What is asked for: `minutes` of `giver` to a relative (`kinship`), to somebody in difficulty in `region` (a code
    of the giver's own township or county), or to the county's pool. `source` is the kind of account it comes from."""

    giver: Person
    minutes: int
    to: str
    kinship: Kinship | None = None
    region: str | None = None
    source: str = AccountKind.PERSONAL

    @property
    def asks(self) -> dict[str, Any]:
        """What makes two requests the same."""
        return {
            "to": str(self.to),
            "minutes": self.minutes,
            "kinship": self.kinship.pk if self.kinship else None,
            "region": self.region,
            "source": str(self.source),
        }
