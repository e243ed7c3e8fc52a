"""Tables created together are those that Django's own operations create one after another."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from common.migration_operations import CreateTogether


def _house_and_rooms() -> list[migrations.CreateModel]:
    key = ("id", models.BigAutoField(primary_key=True))
    house = migrations.CreateModel("House", [key, ("name", models.CharField(max_length=20))])
    to_house = models.ForeignKey("regions.House", models.PROTECT)
    return [house, migrations.CreateModel("Room", [key, ("house", to_house)])]


def _tables() -> set[str]:
    return set(connection.introspection.table_names())


def test_the_state_is_the_one_that_single_operations_lead_to() -> None:
    together, singly = ProjectState(), ProjectState()
    CreateTogether(_house_and_rooms()).state_forwards("regions", together)
    for operation in _house_and_rooms():
        operation.state_forwards("regions", singly)
    assert together == singly


def test_models_made_before_do_not_hide_those_that_come_together() -> None:
    state = ProjectState()
    assert not list(state.apps.get_models())
    CreateTogether(_house_and_rooms()).state_forwards("regions", state)
    assert {model.__name__ for model in state.apps.get_models()} == {"House", "Room"}


@pytest.mark.django_db(transaction=True)
def test_tables_come_and_go_together() -> None:
    operation, before, after = CreateTogether(_house_and_rooms()), ProjectState(), ProjectState()
    operation.state_forwards("regions", after)
    known = _tables()
    with connection.schema_editor() as editor:
        operation.database_forwards("regions", editor, before, after)
    assert _tables() - known == {"regions_house", "regions_room"}
    with connection.schema_editor() as editor:
        operation.database_backwards("regions", editor, after, before)
    assert _tables() == known
