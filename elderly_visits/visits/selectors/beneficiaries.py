"""Whom a credited visit was made to: for the time bank, which knows the volunteer only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from elderly_visits.visits.models.visit import Visit

_PREFIX = "assignment:"


def elder_beneficiaries(source_keys: Sequence[str]) -> Mapping[str, int]:
    """The elder's person by the source key of a service record; other services are missing. One query."""
    uuids = [UUID(key.removeprefix(_PREFIX)) for key in source_keys if _names_an_assignment(key)]
    rows = Visit.objects.filter(task__assignments__uuid__in=uuids).values_list(
        "task__assignments__uuid", "elder__person_id"
    )
    return {f"{_PREFIX}{uuid}": person for uuid, person in rows}


def _names_an_assignment(key: str) -> bool:
    try:
        UUID(key.removeprefix(_PREFIX))
    except ValueError:
        return False
    return key.startswith(_PREFIX)
