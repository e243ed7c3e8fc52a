"""Cells as rosters write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from common.tabular.cell_readers import read_words, split_words
from common.tabular.dates import Month, agree, read_date, read_day_or_month, read_past_date
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


@given(st.dates(date(1927, 6, 1), date(2099, 1, 1)))
def test_a_day_is_read_from_the_number_under_which_a_spreadsheet_keeps_it(day):
    assert read_date(str((day - date(1899, 12, 30)).days)) == day


@given(st.dates(date(1880, 1, 1), date(2100, 12, 31)), st.sampled_from("-/."))
def test_day_and_month_before_the_year_are_read_where_they_can_mean_one_day_only(day, mark):
    for text in (
        f"{day.day}{mark}{day.month}{mark}{day.year}",
        f"{day.month}{mark}{day.day}{mark}{day.year}",
    ):
        if day.day > 12 or day.day == day.month:
            assert read_date(text) == day
        else:
            with pytest.raises(ValueError, match="Which is the month"):
                read_date(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("一九五〇年三月五日", date(1950, 3, 5)),
        ("一九五零年十二月三十一日", date(1950, 12, 31)),
        ("二○二六年十月二十日", date(2026, 10, 20)),
        ("１９５０．３．５", date(1950, 3, 5)),
        (" 1950 年 3 月 5 号 ", date(1950, 3, 5)),
    ],
)
def test_days_in_words_and_in_wide_figures_are_read(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize("text", ["1950-03", "1950.3", "1950/03", "1950年3月", "195003", "一九五〇年三月"])
def test_a_month_is_no_day_but_agrees_with_those_in_it(text):
    month = read_day_or_month(text)
    assert month == Month(1950, 3)
    assert agree(month, date(1950, 3, 31)) and not agree(month, date(1950, 4, 1))
    with pytest.raises(ValueError, match="day is missing"):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1950.1", "January or October"),
        ("50.3.5", "four digits"),
        ("1950", "Month and day"),
        ("农历1950年三月初五", "solar"),
        ("1950-13", "no such day"),
        ("一九五〇年十十月一日", "no such day"),
    ],
)
def test_what_could_be_two_days_is_refused_with_how_to_write_it(text, says):
    with pytest.raises(ValueError, match=says):
        read_day_or_month(text)


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
