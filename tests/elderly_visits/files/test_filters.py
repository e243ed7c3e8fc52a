"""What the list of elders can be narrowed by, where there are more workers than anybody looks through."""

from __future__ import annotations

import pytest

LIST = "/workbench/elderly_visits/elder/"
pytestmark = pytest.mark.django_db


def test_a_whole_citys_workers_are_chosen_by_their_place(
    city_manager, worker, worker_next_door, community, county, make_elder, log_in, monkeypatch
):
    monkeypatch.setattr("elderly_visits.files.selectors.register.MOST_WORKERS", 1)
    make_elder("李甲", worker=worker)
    make_elder("张乙", worker=worker_next_door)
    client = log_in(city_manager)
    page = client.get(LIST).content.decode()
    assert f'<option value="{worker.pk}"' not in page and "请先选择地区" in page
    # Whom a link names is found all the same, and a place that has few names them.
    found = client.get(f"{LIST}?worker={worker.pk}").content.decode()
    assert "李甲" in found and "张乙" not in found
    monkeypatch.setattr("elderly_visits.files.selectors.register.MOST_WORKERS", 2)
    page = client.get(f"{LIST}?area={county.pk}").content.decode()
    assert f'<option value="{worker.pk}"' in page and "请先选择地区" not in page
