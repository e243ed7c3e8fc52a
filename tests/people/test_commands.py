"""The first role comes from the server; log-ins nobody entered go by themselves."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from people.jobs import SCHEDULE, prune_logins
from people.logins.models import User
from people.logins.services import login_for_phone
from regions.models import Region
from workbench.roles import Role


def grant(**options: Any) -> str:
    out = StringIO()
    call_command("grant_role", stdout=out, **({"phone": "13800138000", "name": "陈新"} | options))
    return out.getvalue()


@pytest.mark.django_db
def test_a_first_manager_is_made_at_the_server(city: Region) -> None:
    for _run in range(2):
        assert "陈新" in grant(role="city_manager", region=city.name)
    user = User.objects.get()
    assert user.roles == {Role.CITY_MANAGER}
    assert not user.is_superuser
    assert user.person.name == "陈新"


@pytest.mark.django_db
def test_an_administrator_of_the_site_opens_no_file(city: Region) -> None:
    grant(site_administrator=True)
    user = User.objects.get()
    assert user.is_superuser and user.is_worker
    assert user.roles == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"role": "city_manager"},
        {"role": "city_manager", "region": "没有这个地方"},
        {"role": "community_worker", "region": "511700000000"},
        {"role": "city_manager", "region": "511700000000", "phone": "12345"},
    ],
)
def test_what_cannot_be_given_is_refused_and_nothing_is_left_behind(
    city: Region, options: dict[str, str]
) -> None:
    with pytest.raises(CommandError):
        grant(**options)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_fresh_log_in_outlives_the_daily_sweep() -> None:
    login_for_phone(phone="13800138000")
    assert prune_logins() == 0
    assert SCHEDULE["people-prune-logins"]["task"] == prune_logins.name
