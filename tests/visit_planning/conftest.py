"""Elders and their visits, as the tests of the floor below make them."""

from tests.elderly_visits.conftest import (  # noqa: F401 - the cast of the elders
    accepted,
    checked_in,
    clock,
    elder,
    make_elder,
    make_visit,
    offered,
    visit,
)
