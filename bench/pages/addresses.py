"""Every address of the product, read from the URL map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

OURS = (
    "platform_site", "visit_planning", "elderly_visits", "service_requests", "volunteers", "facilities",
    "organizations", "timebank", "notifications", "policies", "people", "workbench", "regions", "common",
    "dashboard", "rosters", "verify",
)  # fmt: skip


@dataclass(frozen=True)
class Address:
    name: str
    parameters: tuple[str, ...]


def our_addresses() -> list[Address]:
    """Every named pattern of our packages, with the names of its parameters."""
    found = {}

    def walk(patterns: list[Any], space: str) -> Iterator[tuple[str, URLPattern]]:
        for item in patterns:
            if isinstance(item, URLResolver):
                yield from walk(item.url_patterns, item.namespace or space)
            elif item.name:
                yield (f"{space}:{item.name}" if space else item.name), item

    for name, item in walk(get_resolver().url_patterns, ""):
        if name.split(":")[0].startswith(OURS):
            # Wagtail redirects old addresses of its lists; `results` is the table alone.
            found[name] = Address(name, tuple(item.pattern.converters))
    return sorted(found.values(), key=lambda address: address.name)
