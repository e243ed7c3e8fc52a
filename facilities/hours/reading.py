"""What people write about opening hours, turned into OpenStreetMap syntax.

OpenStreetMap's own syntax is taken as it is. Everything else is cut into words that say months, days, times or
'closed', and put together again: `周一至周五 上午8:30-11:30，下午2点到5点半；周六9:00-12:00，节假日休息` becomes
`Mo-Fr 08:30-11:30,14:00-17:30; Sa 09:00-12:00; PH closed`. What cannot be understood is refused, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from opening_hours import OpeningHours, ParserError

MAX_LENGTH = 200
_CODES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOON, _DAY = 12 * 60, 24 * 60


class HoursError(ValidationError):
    """Opening hours that nobody could read; the message says what, and gives an example."""


def normalise(text: str) -> str:
    """Opening hours in OpenStreetMap syntax, in the form in which the same hours are always written the same.

    '' stays ''. Raises HoursError, in the reader's language, for what cannot be understood.
    """
    cleaned = _cleaned(text)
    if not cleaned:
        return ""
    if len(cleaned) > 4 * MAX_LENGTH:
        raise HoursError(_("This is too long for opening hours."), code="hours")
    osm = _as_osm(cleaned)
    if osm is None:
        osm = _as_osm(_english_to_osm(cleaned))
    if osm is None:
        osm = _as_osm("; ".join(_rules(cleaned)))
    if osm is None:
        raise _unreadable(cleaned)
    if len(osm) > MAX_LENGTH:
        raise HoursError(_("These opening hours are too long; keep to the usual week."), code="hours")
    return osm


def _example() -> str:
    return _("Mo-Fr 8:30-17:30; Sa 9:00-12:00")


def _unreadable(part: str) -> HoursError:
    message = _("We cannot read “%(part)s” as opening hours. Write for example: %(example)s")
    return HoursError(message, code="hours", params={"part": part[:40], "example": _example()})


def _backwards(part: str) -> HoursError:
    message = _("“%(part)s” ends before it begins. Write hours from 0 to 24, for example: %(example)s")
    return HoursError(message, code="hours", params={"part": part[:40], "example": _example()})


def _cleaned(text: str) -> str:
    """One kind of dash, colon and blank, whatever the keyboard wrote."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[‐‑‒–—―−─~～〜－]+", "-", plain)
    plain = re.sub(r"[：∶︰]", ":", plain)
    return re.sub(r"\s+", " ", "".join(ch if ch.isprintable() else " " for ch in plain)).strip()


# --- OpenStreetMap syntax ----------------------------------------------------------------------------------

_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
# School holidays have no calendar here, and days counted from a holiday nobody here means.
_WITHOUT_CALENDAR = re.compile(r"\b(SH|easter)\b|\bPH [+-]")


def _as_osm(text: str) -> str | None:
    """The library's own way of writing the rule; None when it is none."""
    try:
        osm = str(OpeningHours(text, auto_country=False, auto_timezone=False))
        again = str(OpeningHours(osm, auto_country=False, auto_timezone=False))
    except (ParserError, ValueError, OverflowError):
        return None
    unquoted = re.sub(r'"[^"]*"', "", osm)
    if osm != again or _WITHOUT_CALENDAR.search(unquoted):
        return None
    for span in _SPAN.finditer(unquoted):
        _check_order(_minutes(span[1], span[2]), _minutes(span[3], span[4]), span[0])
    return osm


def _check_order(start: int, end: int, part: str) -> None:
    # 22:00-06:00 is a night. 8:30-5:30 is somebody who does not count to 24.
    if end <= start < _NOON:
        raise _backwards(part)
    if start >= _DAY or end > _DAY:
        raise _unreadable(part)


def _minutes(hour: str, minute: str) -> int:
    return int(hour) * 60 + int(minute or 0)


_ENGLISH = (
    (r"\b(mon|tue|wed|thu|fri|sat|sun)(?:days?|sdays?|nesdays?|rsdays?|urdays?|s|rs|r)?\b\.?", None),
    (r"\b(?:daily|every ?day)\b", "Mo-Su"),
    (r"\bweekdays\b", "Mo-Fr"),
    (r"\bweekends?\b", "Sa-Su"),
    (r"\b(?:public )?holidays\b", "PH"),
    (r"\s*\b(?:to|until|till)\b\s*", "-"),
    (r"\s*\band\b\s*", ","),
)


def _english_to_osm(text: str) -> str:
    for pattern, code in _ENGLISH:
        text = re.sub(pattern, code or (lambda found: found[1][:2].capitalize()), text, flags=re.IGNORECASE)
    return re.sub(r"\s*-\s*", "-", text)


# --- Chinese ------------------------------------------------------------------------------------------------

_NUMERALS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMERAL = "[零〇一二两三四五六七八九十]"
_AFTERNOON = {"下午", "午后", "傍晚", "晚上", "晚间", "晚", "夜间", "夜里", "夜晚", "pm"}
_MIDDAY = {"中午", "午间", "正午"}
_PERIOD = "(?:凌晨|清晨|早上|早晨|早间|早|上午|中午|午间|正午|午后|下午|傍晚|晚上|晚间|夜晚|夜间|夜里|晚)"
_TO = r"\s*(?:-+|至|到)\s*"
_CLOCK = r"(?:(?P<{0}p>{1})\s*)?(?P<{0}h>\d{{1,2}})(?:[:.点时](?P<{0}m>\d{{2}}|半|(?=\D|$))分?|(?P<{0}x>))\s*(?P<{0}e>am|pm)?"
_DAY_WORD = r"(?:[一二三四五六日天末]|[1-7](?![\d:.点时]))"
_WEEK = "(?:周|星期|礼拜)"

_TOKENS = re.compile(
    "|".join(
        (
            r"(?P<allday>24小时|二十四小时|全天候?|昼夜)",
            r"(?P<months>(?P<m1>\d{1,2})月(?:份)?(?:" + _TO + r"(?P<m2>\d{1,2})月(?:份)?)?(?![\d日]))",
            r"(?P<compact>(?<!\d)(?P<c1>\d{4})-(?P<c2>\d{4})(?!\d))",
            "(?P<span>" + _CLOCK.format("a", _PERIOD) + _TO + _CLOCK.format("b", _PERIOD) + r"(?![\d:]))",
            r"(?P<early>早(?P<e1>\d{1,2})晚(?P<e2>\d{1,2})(?!\d))",
            r"(?P<days>[每逢]?" + _WEEK + _DAY_WORD
            + r"(?:\s*(?:-|至|到|、|,|和|及|与|/)?\s*" + _WEEK + "?" + _DAY_WORD + ")*)",
            r"(?P<workdays>工作日|上班日|平日)",
            r"(?P<weekend>双休日|双休)",
            r"(?P<everyday>每[天日]|天天|全年|全周|一周七天|365天|一年四季)",
            r"(?P<holidays>(?:国家)?法定节?假日|节假日|节日|公众假期|公共假期|假日)",
            r"(?P<noise>(?:照常|正常)?(?:不休息?|无休|不打烊)|照常|正常|除(?!外)"
            r"|(?:早餐|午餐|中餐|晚餐|早饭|午饭|晚饭)(?:时间|时段)?"
            r"|(?:营业|开放|服务|办公|接待|供餐|就餐|用餐|开餐|开门|上班|工作)(?:时间|时段)?|时间|为|均|都|和|及|与)",
            r"(?P<off>休息|休|闭馆|闭站|关闭|关门|不开放|不开门|不开|不营业|不上班|不供餐|停餐|停业|歇业|打烊|放假|除外|外"
            r"|暂停(?:开放|营业|服务|供餐)?|closed|off)",
            r"(?P<gap>[\s,，、;；。|/:()\[\]【】「」]+)",
        )
    ),
    re.IGNORECASE,
)
# 不开放 must not be read as the noise word 开放 behind an unknown 不.
_NEGATED = re.compile(r"不(开放|营业|上班|供餐|开门)|暂停(开放|营业|服务|供餐)")


@dataclass
class _Rule:
    """One rule as it grows: when it holds, and what holds then."""

    months: str = ""
    days: list[str] = field(default_factory=list)
    spans: list[str] = field(default_factory=list)
    closed: bool = False
    works: bool = False

    @property
    def says_when(self) -> bool:
        return bool(self.months or self.days)

    @property
    def says_what(self) -> bool:
        return bool(self.spans) or self.closed

    def precedence(self) -> int:
        """In OpenStreetMap syntax the later rule wins: exceptions go behind what they are exceptions from."""
        if "PH" in self.days:
            return 3
        if self.closed:
            return 2
        return 0 if self.days in ([], ["Mo-Su"]) else 1

    def osm(self) -> str:
        what = "off" if self.closed else ",".join(self.spans)
        return " ".join(part for part in (self.months, ",".join(self.days), what) if part)


def _rules(text: str) -> list[str]:
    rules = _grown(_with_digits(text))
    leftover = [rule for rule in rules if not rule.says_what]
    rules = [rule for rule in rules if rule.says_what]
    for rule in leftover:
        _attach(rule, rules, text)
    found = [rule.osm() for rule in sorted(rules, key=_Rule.precedence)]
    # Who says 'working days' means that public holidays are none, unless they were spoken of.
    if any(rule.works for rule in rules) and not any("PH" in rule.days for rule in (*rules, *leftover)):
        found.append("PH off")
    return found


def _attach(rule: _Rule, rules: list[_Rule], text: str) -> None:
    """Find what days without hours belong to: '8:30-17:30（周一至周五）', '8:30-17:30 全年无休'."""
    if rule.days == ["PH"] and rules:
        # 节假日照常: as on other days.
        return
    if rules and not rules[-1].closed and not rules[-1].says_when:
        rules[-1].days, rules[-1].months, rules[-1].works = rule.days, rule.months, rule.works
        return
    if rule.days == ["Mo-Su"] and rules:
        return
    message = _("The hours are missing in “%(part)s”. Write for example: %(example)s")
    raise HoursError(message, code="hours", params={"part": text[:40], "example": _example()})


def _grown(text: str) -> list[_Rule]:
    """Rules in the order of the text. A rule ends where one that has its hours is followed by new days."""
    rules = [_Rule()]
    for kind, found in _tokens(text):
        rule = rules[-1]
        if kind in {"months", "days", "workdays", "weekend", "everyday", "holidays"}:
            if rule.says_what or (kind == "months" and rule.says_when):
                rule = _Rule()
                rules.append(rule)
            _say_when(rule, kind, found)
        elif kind == "off":
            if rule.spans:
                raise _unreadable(found[0])
            rule.closed = True
        elif kind != "skip":
            if rule.closed:
                rule = _Rule()
                rules.append(rule)
            span = _span(kind, found)
            if span not in rule.spans:
                rule.spans.append(span)
    return [rule for rule in rules if rule.says_when or rule.says_what]


def _tokens(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    position = 0
    while position < len(text):
        negated = _NEGATED.match(text, position)
        found = negated or _TOKENS.match(text, position)
        if found is None:
            rest = re.split(r"[\s,，、;；。()]", text[position:], maxsplit=1)[0]
            raise _unreadable(rest)
        kind = "off" if negated else next(name for name in _KINDS if found[name] is not None)
        yield ("skip" if kind in {"noise", "gap"} else kind), found
        position = found.end()


_KINDS = (
    "allday", "months", "compact", "span", "early", "days", "workdays", "weekend", "everyday", "holidays",
    "noise", "off", "gap",
)  # fmt: skip


def _say_when(rule: _Rule, kind: str, found: re.Match[str]) -> None:
    if kind == "months":
        first, last = int(found["m1"]), int(found["m2"] or found["m1"])
        if not (1 <= first <= 12 and 1 <= last <= 12):
            raise _unreadable(found[0])
        rule.months = _MONTHS[first - 1] if first == last else f"{_MONTHS[first - 1]}-{_MONTHS[last - 1]}"
    elif kind == "days":
        rule.days.extend(_weekdays(found[0]))
    else:
        rule.works = rule.works or kind == "workdays"
        rule.days.append({"workdays": "Mo-Fr", "weekend": "Sa-Su", "everyday": "Mo-Su", "holidays": "PH"}[kind])


def _weekdays(text: str) -> list[str]:
    """'周一至周五、周日' is Mo-Fr and Su."""
    days: list[str] = []
    ranged = False
    for part in re.findall(r"[一二三四五六日天末1-7]|-|至|到", re.sub(_WEEK, "", text)):
        if part in {"-", "至", "到"}:
            ranged = True
            continue
        code = "Sa-Su" if part == "末" else _CODES["一二三四五六日".find("日" if part == "天" else part) % 7]
        if part.isdigit():
            code = _CODES[int(part) - 1]
        if ranged and days and "-" not in days[-1] and "-" not in code:
            days[-1] = f"{days[-1]}-{code}" if days[-1] != code else code
        else:
            days.append(code)
        ranged = False
    return days


def _span(kind: str, found: re.Match[str]) -> str:
    if kind == "allday":
        return "00:00-24:00"
    if kind == "compact":
        if found["c1"][2:] > "59" or found["c2"][2:] > "59":
            raise _unreadable(found[0])
        start, end = (_minutes(found[name][:2], found[name][2:]) for name in ("c1", "c2"))
    elif kind == "early":
        start, end = int(found["e1"]) * 60, int(found["e2"]) * 60
        end += _NOON if end < _NOON else 0
    else:
        start, end = _clocks(found)
    _check_order(start, end, found[0])
    return f"{start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}"


def _clocks(found: re.Match[str]) -> tuple[int, int]:
    """Start and end of a span in minutes; a time of day said once holds for both, as far as that makes sense."""
    if found["am"] is None and found["bm"] is None and not _says_hours(found):
        raise _unreadable(found[0])
    first_period, last_period = ((found[f"{side}p"] or found[f"{side}e"] or "").lower() for side in "ab")
    start = _clock(found, "a", first_period)
    end = _clock(found, "b", last_period or first_period)
    # 上午9点到5点, 晚上8点到6点: the end lies on the other side of noon, or in the next morning.
    if end <= start and not last_period and first_period:
        plain = _clock(found, "b", "")
        end = plain + _NOON if plain + _NOON > start and plain < _NOON else plain
    return start, end


def _says_hours(found: re.Match[str]) -> bool:
    """'8-17点' is a time; '8-17' could be anything."""
    return re.search("[点时]|am|pm", found[0], re.IGNORECASE) is not None


def _clock(found: re.Match[str], side: str, period: str) -> int:
    hour, minute = int(found[f"{side}h"]), found[f"{side}m"] or "0"
    minutes = 30 if minute == "半" else int(minute)
    if minutes > 59:
        raise _unreadable(found[0])
    if (period in _AFTERNOON and 1 <= hour < 12) or (period in _MIDDAY and 1 <= hour <= 3):
        hour += 12
    elif hour == 12 and period in {"晚上", "夜里", "夜间", "晚"}:
        hour = 24
    elif hour == 12 and period in {"凌晨", "am"}:
        hour = 0
    return hour * 60 + minutes


def _with_digits(text: str) -> str:
    """Chinese numerals of the clock as digits: 八点半 → 8点半, 早九晚五 → 早9晚5."""
    text = re.sub(rf"({_NUMERAL}+)(?=[点时](?!间|段))", lambda found: str(_number(found[1])), text)
    text = re.sub(rf"(?<=[点时])({_NUMERAL}+)(?=分)", lambda found: f"{_number(found[1]):02d}", text)
    text = re.sub(r"(?<=[点时])一刻", "15分", text)
    text = re.sub(r"(?<=[点时])三刻", "45分", text)
    text = re.sub(r"(?<=[点时])整", "", text)
    return re.sub(
        rf"早({_NUMERAL}+)晚({_NUMERAL}+)", lambda found: f"早{_number(found[1])}晚{_number(found[2])}", text
    )


def _number(text: str) -> int:
    tens, has_ten, ones = text.rpartition("十")
    if not has_ten:
        return _NUMERALS.get(text[-1], 0) if len(text) == 1 else 99
    return (_NUMERALS.get(tens[-1], 0) if tens else 1) * 10 + (_NUMERALS.get(ones[0], 0) if ones else 0)
