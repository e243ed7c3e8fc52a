"""Elders and their visits, as the tests of visits make them."""

from __future__ import annotations

from tests.elderly_visits.conftest import clock, make_elder, make_visit  # noqa: F401 - fixtures for the tests here
