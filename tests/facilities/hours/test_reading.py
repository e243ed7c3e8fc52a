"""Opening hours as people write them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from opening_hours import OpeningHours

from facilities.hours.clock import HoursError
from facilities.hours.reading import normalise
from facilities.hours.wording import describe

WRITTEN = [
    ("周一至周五 8:30-17:30", "Mo-Fr 08:30-17:30"),
    ("每天 09:00-18:00", "Mo-Su 09:00-18:00"),
    ("全天", "24/7"),
    ("24小时", "24/7"),
    ("24小时开放", "24/7"),
    ("周一至周五全天，周六9:00-12:00", "Mo-Fr; Sa 09:00-12:00"),
    ("工作日 8:30-17:30", "Mo-Fr 08:30-17:30; PH closed"),
    ("工作日 9:00-17:00，节假日9:00-12:00", "Mo-Fr 09:00-17:00; PH 09:00-12:00"),
    ("工作日", "Mo-Fr unknown; PH closed"),
    ("周末 9:00-12:00", "Sa-Su 09:00-12:00"),
    ("中午11点至13点", "11:00-13:00"),
    ("中午11点至1点", "11:00-13:00"),
    ("早九晚五", "09:00-17:00"),
    ("早8点到晚6点", "08:00-18:00"),
    ("晚上8点到6点", "20:00-06:00"),
    ("晚上7点至12点", "19:00-24:00"),
    ("8-17点", "08:00-17:00"),
    ("8.30-17.30", "08:30-17:30"),
    ("0830-1730", "08:30-17:30"),
    ("8:30am-5:30pm", "08:30-17:30"),
    ("周一到周五、周日：08：30～11：30 14：00～17：30", "Mo-Fr,Su 08:30-11:30,14:00-17:30"),
    ("周一、三、五 9:00-11:00", "Mo,We,Fr 09:00-11:00"),
    ("周1-5 8:30-17:30", "Mo-Fr 08:30-17:30"),
    ("周六日 9:00-17:00", "Sa,Su 09:00-17:00"),
    ("星期一至星期六 上午9点至下午5点", "Mo-Sa 09:00-17:00"),
    ("上午八点半至十一点三刻，下午二点至五点三十分", "08:30-11:45,14:00-17:30"),
    ("供餐时间：午餐11:00-12:30 晚餐17:00-18:30", "11:00-12:30,17:00-18:30"),
    ("8:30-17:30（周一至周五）", "Mo-Fr 08:30-17:30"),
    ("8:30-17:30，周末休息", "08:30-17:30; Sa-Su closed"),
    ("8:30-17:30 全年无休", "Mo-Su 08:30-17:30"),
    ("每天8:30-17:30，节假日照常", "Mo-Su 08:30-17:30"),
    ("除周一外每天9:00-17:00", "Mo-Su 09:00-17:00; Mo closed"),
    ("周二至周日9:00-17:00，周一闭馆", "Tu-Su 09:00-17:00; Mo closed"),
    ("5月至9月 8:00-18:00；10月至4月 8:30-17:30", "May-Sep 08:00-18:00; Oct-Apr 08:30-17:30"),
    (
        "周一至周五上午8:30-11:30，下午2点到5点半；周六9:00-12:00，节假日休息",
        "Mo-Fr 08:30-11:30,14:00-17:30; Sa 09:00-12:00; PH closed",
    ),
    ("Monday to Friday 8:30-17:30; Saturday closed", "Mo-Fr 08:30-17:30; Sa closed"),
    ("Mo-Fr 8:30-17:30; PH off", "Mo-Fr 08:30-17:30; PH closed"),
    ("暂停开放", "24/7 closed"),
    ("", ""),
    ("  ", ""),
]

NOT_UNDERSTOOD = [
    "电话预约",
    "随便",
    "8-17",
    "周一闭馆，其余9:00-17:00",
    "8:61-17:30",
    "0861-1730",
    "8:30-25:00",
    "2月30日",
    "SH 10:00-12:00",
]


@pytest.mark.parametrize(("text", "osm"), WRITTEN)
def test_what_people_write_becomes_openstreetmap_syntax(text: str, osm: str) -> None:
    assert normalise(text) == osm


@pytest.mark.parametrize(("_text", "osm"), WRITTEN)
def test_what_is_stored_is_read_as_itself(_text: str, osm: str) -> None:
    assert normalise(osm) == osm


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_what_is_not_understood_is_refused_with_an_example(text: str) -> None:
    with translation.override("en"), pytest.raises(HoursError) as refused:
        normalise(text)
    assert "Mo-Fr 8:30-17:30" in refused.value.messages[0]


def test_the_refusal_names_the_part_nobody_knows() -> None:
    with translation.override("en"), pytest.raises(HoursError, match="电话预约") as refused:
        normalise("周一至周五 8:30-17:30，周六电话预约")
    assert "8:30-17:30，周六" not in refused.value.messages[0]


@pytest.mark.parametrize("text", ["周一至周五 8:30-5:30", "Mo-Fr 8:30-5:30"])
def test_an_afternoon_counted_to_twelve_is_asked_back_not_taken_for_a_night(text: str) -> None:
    with translation.override("en"), pytest.raises(HoursError, match="ends before it begins"):
        normalise(text)


def test_a_night_may_end_after_midnight() -> None:
    assert normalise("每天 20:00-6:00") == "Mo-Su 20:00-06:00"


def test_exceptions_stand_behind_what_they_are_exceptions_from() -> None:
    assert normalise("节假日休息，每天8:00-18:00，周六9:00-12:00") == (
        "Mo-Su 08:00-18:00; Sa 09:00-12:00; PH closed"
    )


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(HoursError):
        normalise("周一 8:30-17:30；" * 100)


@given(
    st.text(
        alphabet='周一二三五六日末至到、，；：:-～ 0123456789点半上下午中晚每天工作日节假休息全天小时Mo-FrPHoff"()月',
        max_size=40,
    )
)
def test_no_text_breaks_the_reader_and_every_answer_is_a_rule_that_stays_the_same(text: str) -> None:
    try:
        osm = normalise(text)
    except ValidationError:
        return
    if osm:
        OpeningHours(osm)
        describe(osm)
        assert normalise(osm) == osm


@given(st.integers(0, 23), st.integers(0, 59), st.integers(1, 720))
def test_plain_times_survive_unchanged(hour: int, minute: int, length: int) -> None:
    end = hour * 60 + minute + length
    if end > 24 * 60:
        return
    osm = f"Mo-Fr {hour:02d}:{minute:02d}-{end // 60:02d}:{end % 60:02d}"
    assert normalise(f"周一至周五 {hour}:{minute:02d}至{end // 60}:{end % 60:02d}") == osm


def test_rules_are_told_in_words() -> None:
    with translation.override("en"):
        assert describe("Mo-Fr 08:30-11:30,14:00-17:30; Sa-Su 09:00-12:00; PH closed") == (
            "Mon to Fri 8:30–11:30, 14:00–17:30; weekends 9:00–12:00; public holidays closed"
        )
        assert describe("24/7") == "day and night, every day"
        assert describe("May-Sep 08:00-18:00") == "May to September 8:00–18:00"
        assert describe("week 1-10 Mo 08:00-09:00") == "week 1-10 Mo 08:00-09:00"
