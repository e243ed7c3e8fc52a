"""Cells as rosters write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from common.tabular.cell_readers import read_date, read_past_date, read_words, split_words
from common.tabular.records import ImportReport, Row
from common.tabular.row_reader import RowReader

pytestmark = pytest.mark.usefixtures("english")

WAYS = ("{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y.%m.%d}", "{0.year}年{0.month}月{0.day}日", "{0:%Y%m%d}")
TIMES = ("", " 00:00:00", "T00:00", "t9:30:15.5", "  8:05")


@given(st.dates(date(1880, 1, 1), date(2100, 12, 31)), st.sampled_from(WAYS), st.sampled_from(TIMES))
def test_a_day_is_read_however_it_is_written_and_without_the_time_behind_it(day, way, time):
    assert read_date(way.format(day) + time) == day


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "1940-01-02"),
        ("1940-02-30", "no such day"),
        ("1940-13-01", "no such day"),
        ("1940-01-02 or so", "1940-01-02"),
        ("1940-01-02T", "1940-01-02"),
        ("1879-12-31", "too far back"),
        ("02.01.1940", "1940-01-02"),
    ],
)
def test_what_is_no_day_is_refused_in_words(text, says):
    with pytest.raises(ValueError, match=says):
        read_date(text)


def test_a_day_that_must_have_come_is_today_at_the_latest():
    today = timezone.localdate()
    assert read_past_date(f"{today:%Y-%m-%d} 23:59") == today
    with pytest.raises(ValueError, match="future"):
        read_past_date(f"{today + timedelta(days=1):%Y-%m-%d}")


@given(
    st.lists(st.text(st.sampled_from("四川话abc"), min_size=1, max_size=5), max_size=8),
    st.sampled_from(";；,，、/|\n"),
)
def test_words_come_apart_at_every_separator(words, separator):
    assert split_words(separator.join(words)) == words
    assert read_words(5, 8)(f" {separator} ".join(words)) == tuple(dict.fromkeys(words))


def test_a_row_is_refused_once_any_of_its_cells_is_and_every_reason_is_kept():
    report = ImportReport()
    cells = RowReader(Row(2, {"born": "1940-02-30", "name": "", "note": "x"}), report)
    assert cells.text("note") == "x" and cells.text("absent") == "" and not cells.refused
    assert cells.optional("absent", read_date) is None and not cells.refused
    assert cells.optional("born", read_date) is None and cells.refused
    assert cells.required("name", str) is None
    assert [refusal.column for refusal in report.rows] == ["born", "name"] and report.refused == 1
