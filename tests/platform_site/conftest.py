"""The invented county, small enough for a test."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

SMALL = {"volunteers": 30, "elders": 40, "teams": 3, "facilities": 6, "organizations": 4}


@pytest.fixture
def set_up(
    settings: Any, monkeypatch: Any, community: Any, community_next_door: Any
) -> Callable[[], dict[str, Any]]:
    """`setup_city` with a handful of people in the two communities of the small city."""
    settings.DEMO_CLAIM = True
    monkeypatch.setattr("platform_site.demonstration.build.COUNTY_SIZE", SMALL)

    def run(*arguments: str) -> dict[str, Any]:
        out = StringIO()
        call_command("setup_city", "--json", *arguments, stdout=out, stderr=StringIO())
        return json.loads(out.getvalue().strip().splitlines()[-1])

    return run
