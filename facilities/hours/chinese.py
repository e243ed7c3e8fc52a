"""Opening hours as they are written in Chinese, cut into words and put together in OpenStreetMap syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from facilities.hours.clock import NOON, check_order, minutes_of, unreadable

_CODES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NUMERALS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_NUMERAL = "[零〇一二两三四五六七八九十]"
_AFTERNOON = {"下午", "午后", "傍晚", "晚上", "晚间", "晚", "夜间", "夜里", "夜晚", "pm"}
_MIDDAY = {"中午", "午间", "正午"}
_PERIOD = "(?:凌晨|清晨|早上|早晨|早间|早|上午|中午|午间|正午|午后|下午|傍晚|晚上|晚间|夜晚|夜间|夜里|晚)"
_TO = r"\s*(?:-+|至|到)\s*"
# {0} is the side of the span: a before the dash, b behind it. 8, 8:30, 8点, 8点半, 8时30分, 上午8:30, 8:30am.
_CLOCK = (
    r"(?:(?P<{0}p>{1})\s*)?(?P<{0}h>\d{{1,2}})"
    r"(?:[:.点时](?P<{0}m>\d{{2}}|半|(?=\D|$))分?|(?P<{0}x>))\s*(?P<{0}e>am|pm)?"
)
_DAY_WORD = r"(?:[一二三四五六日天末]|[1-7](?![\d:.点时]))"
_WEEK = "(?:周|星期|礼拜)"

_MONTH_RANGE = r"(?P<m1>\d{1,2})月(?:份)?(?:" + _TO + r"(?P<m2>\d{1,2})月(?:份)?)?(?![\d日])"
_DAY_LIST = (
    r"[每逢]?" + _WEEK + _DAY_WORD + r"(?:\s*(?:-|至|到|、|,|和|及|与|/)?\s*" + _WEEK + "?" + _DAY_WORD + ")*"
)
_NOISE = (
    r"(?:照常|正常)?(?:不休息?|无休|不打烊)|照常|正常|除(?!外)"
    r"|(?:早餐|午餐|中餐|晚餐|早饭|午饭|晚饭)(?:时间|时段)?"
    r"|(?:营业|开放|服务|办公|接待|供餐|就餐|用餐|开餐|开门|上班|工作)(?:时间|时段)?|时间|为|均|都|和|及|与"
)
_CLOSED = (
    r"休息|休|闭馆|闭站|关闭|关门|不开放|不开门|不开|不营业|不上班|不供餐|停餐|停业|歇业|打烊|放假|除外|外"
    r"|暂停(?:开放|营业|服务|供餐)?|closed|off"
)
# In the order in which they are tried.
_WORDS = {
    "allday": "24小时|二十四小时|全天候?|昼夜",
    "months": _MONTH_RANGE,
    "compact": r"(?<!\d)(?P<c1>\d{4})-(?P<c2>\d{4})(?!\d)",
    "span": _CLOCK.format("a", _PERIOD) + _TO + _CLOCK.format("b", _PERIOD) + r"(?![\d:])",
    "early": r"早(?P<e1>\d{1,2})晚(?P<e2>\d{1,2})(?!\d)",
    "days": _DAY_LIST,
    "workdays": "工作日|上班日|平日",
    "weekend": "双休日|双休",
    "everyday": "每[天日]|天天|全年|全周|一周七天|365天|一年四季",
    "holidays": "(?:国家)?法定节?假日|节假日|节日|公众假期|公共假期|假日",
    "noise": _NOISE,
    "off": _CLOSED,
    "gap": r"[\s,，、;；。|/:()\[\]【】「」]+",
}
_TOKENS = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items()), re.IGNORECASE)
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
        what = "off" if self.closed else ",".join(self.spans) or "unknown"
        return " ".join(part for part in (self.months, ",".join(self.days), what) if part)


def rules(text: str) -> list[str]:
    """The rules that a Chinese text means, in OpenStreetMap syntax. Raises HoursError for a word nobody knows."""
    grown = _grown(_with_digits(text))
    kept = [rule for rule in grown if rule.says_what]
    leftover = [rule for rule in grown if not rule.says_what]
    for rule in leftover:
        _attach(rule, kept)
    found = [rule.osm() for rule in sorted(kept, key=_Rule.precedence)]
    # Who says 'working days' means that public holidays are none, unless they were spoken of.
    if any(rule.works for rule in kept) and not any("PH" in rule.days for rule in grown):
        found.append("PH off")
    return found


def _attach(rule: _Rule, rules: list[_Rule]) -> None:
    """Find what days without hours belong to: '8:30-17:30（周一至周五）', '8:30-17:30 全年无休'."""
    if rule.days == ["PH"] and rules:
        # 节假日照常: as on other days.
        return
    if rules and not rules[-1].closed and not rules[-1].says_when:
        rules[-1].days, rules[-1].months, rules[-1].works = rule.days, rule.months, rule.works
        return
    if rule.days == ["Mo-Su"] and rules:
        return
    # On these days it is open, and nobody said when: residents are told to ring.
    rules.append(rule)


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
                raise unreadable(found[0])
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
            raise unreadable(rest)
        kind = "off" if negated else next(name for name in _WORDS if found[name] is not None)
        yield ("skip" if kind in {"noise", "gap"} else kind), found
        position = found.end()


def _say_when(rule: _Rule, kind: str, found: re.Match[str]) -> None:
    if kind == "months":
        first, last = int(found["m1"]), int(found["m2"] or found["m1"])
        if not (1 <= first <= 12 and 1 <= last <= 12):
            raise unreadable(found[0])
        rule.months = _MONTHS[first - 1] if first == last else f"{_MONTHS[first - 1]}-{_MONTHS[last - 1]}"
    elif kind == "days":
        rule.days.extend(_weekdays(found[0]))
    else:
        rule.works = rule.works or kind == "workdays"
        rule.days.append(
            {"workdays": "Mo-Fr", "weekend": "Sa-Su", "everyday": "Mo-Su", "holidays": "PH"}[kind]
        )


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
            raise unreadable(found[0])
        start, end = (minutes_of(found[name][:2], found[name][2:]) for name in ("c1", "c2"))
    elif kind == "early":
        start, end = int(found["e1"]) * 60, int(found["e2"]) * 60
        end += NOON if end < NOON else 0
    else:
        start, end = _clocks(found)
    check_order(start, end, found[0])
    return f"{start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}"


def _clocks(found: re.Match[str]) -> tuple[int, int]:
    """Start and end of a span in minutes; a time of day said once holds for both, as far as that makes sense."""
    if found["am"] is None and found["bm"] is None and not _says_hours(found):
        raise unreadable(found[0])
    first_period, last_period = ((found[f"{side}p"] or found[f"{side}e"] or "").lower() for side in "ab")
    start = _clock(found, "a", first_period)
    end = _clock(found, "b", last_period or first_period)
    # 上午9点到5点, 晚上8点到6点: the end lies on the other side of noon, or in the next morning.
    if end <= start and not last_period and first_period:
        plain = _clock(found, "b", "")
        end = plain + NOON if plain + NOON > start and plain < NOON else plain
    return start, end


def _says_hours(found: re.Match[str]) -> bool:
    """'8-17点' is a time; '8-17' could be anything."""
    return re.search("[点时]|am|pm", found[0], re.IGNORECASE) is not None


def _clock(found: re.Match[str], side: str, period: str) -> int:
    hour, minute = int(found[f"{side}h"]), found[f"{side}m"] or "0"
    minutes = 30 if minute == "半" else int(minute)
    if minutes > 59:
        raise unreadable(found[0])
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
