"""Services and accounts in the small city of the shared fixtures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from people.models import Person, User
from regions.models import Region
from timebank.services import Credit, record_service

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def person(make_user: Callable[..., User], community: Region) -> Person:
    """A volunteer in the eyes of the time bank: any person who served."""
    return make_user("张三丰", region=community).person


@pytest.fixture
def other_person(make_user: Callable[..., User], community: Region) -> Person:
    return make_user("李四", region=community).person


@pytest.fixture
def serve(person: Person, community: Region) -> Callable[..., Credit]:
    """Record a service: `serve(90)` is an hour and a half of visiting on 5 March 2026 from nine o'clock, well proved."""
    serial = iter(range(1, 100_000))

    def make(minutes: int = 60, *, at: str = "2026-03-05 09:00", **fields: Any) -> Credit:
        started_at = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)
        defaults: dict[str, Any] = {
            "person": person,
            "minutes": minutes,
            "source_key": f"test:{next(serial)}",
            "category": "visit",
            "activity": "探访独居老人",
            "started_at": started_at,
            "ended_at": started_at + timedelta(minutes=minutes),
            "place": "甲社区 3 栋",
            "content": "聊天、量血压",
            "region": community,
            "organiser": "甲社区志愿服务队",
            "in_charge": "王队长",
            "evidence_grade": "A",
        }
        return record_service(**(defaults | fields))

    return make
