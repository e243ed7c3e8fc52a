"""A row as it is now, locked."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.functional import SimpleLazyObject

from common.locking import locked
from regions.models import Region


def test_a_locked_row_is_read_anew_and_the_one_at_hand_stays(community: Region):
    Region.objects.filter(pk=community.pk).update(name="新名")
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        current = locked(community)
    assert current.name == "新名" != community.name
    assert len(queries) == 1


def test_what_is_related_is_read_after_the_lock_and_with_one_query(community: Region):
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        current = locked(community, "parent__parent")
        assert current.parent.parent.level == "county"
    assert len(queries) == 2
    assert "JOIN" not in queries[0]["sql"] and "JOIN" in queries[1]["sql"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks the whole database")
@pytest.mark.parametrize(("key_stays", "said"), [(False, "FOR UPDATE"), (True, "FOR NO KEY UPDATE")])
def test_the_key_stays_free_for_rows_that_point_at_it(community: Region, key_stays: bool, said: str):
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        locked(community, "parent", key_stays=key_stays)
    assert queries[0]["sql"].endswith(said) and "FOR" not in queries[1]["sql"]


def test_the_wrapped_user_of_a_request_is_locked_by_its_model(worker):
    with transaction.atomic():
        assert type(locked(SimpleLazyObject(lambda: worker))) is type(worker)


def test_a_row_that_has_gone_cannot_be_locked(community_far_away: Region):
    gone = Region(pk=community_far_away.pk)
    community_far_away.delete()
    with pytest.raises(Region.DoesNotExist), transaction.atomic():
        locked(gone)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no locks of rows")
def test_outside_a_transaction_nothing_can_be_locked(community: Region):
    with pytest.raises(transaction.TransactionManagementError):
        locked(community)
