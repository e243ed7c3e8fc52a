"""The clock of the tests of planning, for the invented cities that are planned here."""

from tests.elderly_visits.conftest import clock  # noqa: F401 - the fixture
