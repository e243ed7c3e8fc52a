"""Whom a service was for. The time bank does not know; the floors above that do register how to look it up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

# Takes `source_key`s of service records, gives the key of the person served for those it knows.
Lookup = Callable[[Sequence[str]], Mapping[str, int]]

_LOOKUPS: dict[str, Lookup] = {}
_CHUNK = 1000


def register(name: str, lookup: Lookup) -> None:
    """Add a way to look it up; called once from an `AppConfig.ready()`. The same name again replaces it."""
    _LOOKUPS[name] = lookup


def beneficiaries_of(source_keys: Iterable[str]) -> dict[str, int]:
    """The person served by source key; what nobody knows is missing. A query a lookup and thousand keys."""
    found: dict[str, int] = {}
    keys = list(source_keys)
    for start in range(0, len(keys), _CHUNK):
        some: Sequence[str] = keys[start : start + _CHUNK]
        for lookup in _LOOKUPS.values():
            found |= lookup(some)
            some = [key for key in some if key not in found]
            if not some:
                break
    return found
